"""What was changed about KPIs, and by whom."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from storage.tables import KpiChange


def since(
    session: Session, workspace_id: str, kpi_id: int, moment: datetime
) -> Sequence[KpiChange]:
    """Changes of a KPI at or after a moment, oldest first."""
    statement = (
        select(KpiChange)
        .where(
            KpiChange.workspace_id == workspace_id,
            KpiChange.kpi_id == kpi_id,
            col(KpiChange.at) >= moment,
        )
        .order_by(col(KpiChange.id))
    )
    return session.exec(statement).all()


def newest(session: Session, workspace_id: str, kpi_id: int, *, most: int) -> Sequence[KpiChange]:
    """The last changes of a KPI, newest first."""
    statement = (
        select(KpiChange)
        .where(KpiChange.workspace_id == workspace_id, KpiChange.kpi_id == kpi_id)
        .order_by(col(KpiChange.id).desc())
        .limit(most)
    )
    return session.exec(statement).all()
