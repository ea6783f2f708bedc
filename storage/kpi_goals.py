"""Key results that follow a KPI."""

from collections.abc import Sequence

from sqlalchemy import or_
from sqlmodel import Session, col, select

from storage import kpis, ownership
from storage.tables import Cycle, KeyResult, Kpi, Objective


def following(session: Session, workspace_id: str, kpi_ids: Sequence[int]) -> Sequence[KeyResult]:
    """Active key results that follow one of these KPIs, in the order in which rows are locked."""
    statement = (
        select(KeyResult)
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
        .where(
            KeyResult.workspace_id == workspace_id,
            col(KeyResult.kpi_id).in_(kpi_ids),
            KeyResult.state == "active",
            Objective.state == "active",
            Cycle.state == "active",
        )
        .order_by(col(KeyResult.id))
    )
    return session.exec(statement).all()


def lock(
    session: Session, workspace_id: str, *, key_result_ids: Sequence[int], kpi_ids: Sequence[int]
) -> None:
    """Hold these rows and the key results that follow these KPIs, always in the same order.

    Those that follow what is above them as well; the KPIs above are held as they change.
    """
    above = kpis.above(session, workspace_id, kpi_ids) if kpi_ids else ()
    found = following(session, workspace_id, [*kpi_ids, *above]) if kpi_ids else ()
    ids = {*key_result_ids, *(kr.id for kr in found if kr.id)}
    ownership.lock(session, workspace_id, key_result_ids=sorted(ids), kpi_ids=kpi_ids)


def offered(
    session: Session,
    workspace_id: str,
    *,
    person_ids: Sequence[int],
    team_id: int | None,
    most: int,
) -> Sequence[Kpi]:
    """Active KPIs of these people and this team, which a new key result could follow.

    Private ones are for those who answer for them.
    """
    seen = or_(col(Kpi.visibility) == "public", col(Kpi.owner_id).in_(person_ids))
    near = or_(col(Kpi.owner_id).in_(person_ids), col(Kpi.team_id) == team_id)
    statement = (
        select(Kpi)
        .where(Kpi.workspace_id == workspace_id, Kpi.state == "active", near, seen)
        .order_by(col(Kpi.title), col(Kpi.id))
        .limit(most)
    )
    return session.exec(statement).all()


def kpi(session: Session, workspace_id: str, kpi_id: int) -> Kpi | None:
    """The KPI with this id, where it is still read."""
    statement = select(Kpi).where(
        Kpi.workspace_id == workspace_id, Kpi.id == kpi_id, Kpi.state == "active"
    )
    return session.exec(statement).first()


def titles(session: Session, workspace_id: str, kpi_ids: Sequence[int]) -> tuple[str, ...]:
    """What these KPIs are called."""
    if not kpi_ids:
        return ()
    statement = select(Kpi.title).where(Kpi.workspace_id == workspace_id, col(Kpi.id).in_(kpi_ids))
    return tuple(session.exec(statement))
