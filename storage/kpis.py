"""KPIs by their keys, and for which periods they have been read."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import update
from sqlmodel import Session, col, select

from storage.tables import Kpi, Reading


def kpis_by_key(session: Session, workspace_id: str) -> dict[str, Kpi]:
    """Every KPI of the workspace, whatever its state."""
    statement = select(Kpi).where(Kpi.workspace_id == workspace_id).order_by(col(Kpi.id))
    return {row.key: row for row in session.exec(statement)}


def owners(session: Session, workspace_id: str) -> set[int]:
    """Ids of the people who own an active KPI."""
    statement = (
        select(Kpi.owner_id)
        .where(Kpi.workspace_id == workspace_id, Kpi.state == "active")
        .distinct()
    )
    return set(session.exec(statement))


def periods_read(
    session: Session, workspace_id: str, kpi_ids: Sequence[int]
) -> dict[int, set[date]]:
    """First days of the periods that have a reading, withdrawn or not, by id of the KPI."""
    statement = (
        select(col(Reading.kpi_id), col(Reading.period))
        .where(col(Reading.workspace_id) == workspace_id, col(Reading.kpi_id).in_(kpi_ids))
        .distinct()
    )
    found: dict[int, set[date]] = {}
    for kpi_id, period in session.exec(statement):
        found.setdefault(kpi_id, set()).add(period)
    return found


def watch(session: Session, workspace_id: str, *, on: date) -> None:
    """Look for the readings of active KPIs from this day on, where nobody looked before."""
    session.execute(
        update(Kpi)
        .where(
            col(Kpi.workspace_id) == workspace_id,
            col(Kpi.state) == "active",
            col(Kpi.watched_from).is_(None),
        )
        .values(watched_from=on)
    )
