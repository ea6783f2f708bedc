"""KPIs that are read every day."""

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import delete, insert, update
from sqlmodel import col

from storage.tables import Kpi, Reading
from storage.uow import Database
from tests.bench import stores
from tests.bench.organisation import NOW, WORKSPACE

#: So many of the company's KPIs; the others are closed.
KPIS = 300


def fill(database: Database, days: int) -> None:
    """Let each be read once on each of the last `days`, and forget what was read before."""
    rows = [
        {
            "workspace_id": WORKSPACE,
            "kpi_id": kpi,
            "period": NOW.date() - timedelta(days=before),
            "value": Decimal(20 + (kpi + before) % 13),
            "source": "api",
            "likely": False,
            "at": NOW - timedelta(days=before),
        }
        for kpi in range(1, KPIS + 1)
        for before in reversed(range(days))
    ]
    with database.unit_of_work() as session:
        connection = session.connection()
        connection.execute(delete(Reading))
        connection.execute(insert(Reading), rows)
        connection.execute(update(Kpi).values(frequency="day"))
        connection.execute(update(Kpi).where(col(Kpi.id) > KPIS).values(state="closed"))
    stores.analyse(database.write)
