"""Cycles, objectives and key results by their keys."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.tables import Cycle, KeyResult, Objective


def cycle_by_key(session: Session, workspace_id: str, key: str) -> Cycle | None:
    """The cycle with this key."""
    statement = select(Cycle).where(Cycle.workspace_id == workspace_id, Cycle.key == key)
    return session.exec(statement).first()


def cycles(session: Session, workspace_id: str) -> Sequence[Cycle]:
    """Every cycle of the workspace, the earliest first."""
    statement = select(Cycle).where(Cycle.workspace_id == workspace_id)
    return session.exec(statement.order_by(col(Cycle.starts_on), col(Cycle.id))).all()


def objectives_by_key(session: Session, workspace_id: str, cycle_id: int) -> dict[str, Objective]:
    """The objectives of a cycle, whatever their state."""
    statement = (
        select(Objective)
        .where(Objective.workspace_id == workspace_id, Objective.cycle_id == cycle_id)
        .order_by(col(Objective.id))
    )
    return {row.key: row for row in session.exec(statement)}


def key_results(session: Session, workspace_id: str, cycle_id: int) -> Sequence[KeyResult]:
    """The key results of a cycle, whatever their state."""
    statement = (
        select(KeyResult)
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .where(KeyResult.workspace_id == workspace_id, Objective.cycle_id == cycle_id)
    )
    return session.exec(statement.order_by(col(KeyResult.id))).all()


def owners(session: Session, workspace_id: str) -> set[int]:
    """Ids of the people who own a key result that is active in an active cycle."""
    statement = (
        select(KeyResult.owner_id)
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
        .where(
            KeyResult.workspace_id == workspace_id,
            KeyResult.state == "active",
            Objective.state == "active",
            Cycle.state == "active",
        )
        .distinct()
    )
    return set(session.exec(statement))


def objectives_by_id(
    session: Session, workspace_id: str, ids: Sequence[int]
) -> dict[int, Objective]:
    """Those of these objectives that are there, whatever their state."""
    found = session.exec(
        select(Objective).where(Objective.workspace_id == workspace_id, col(Objective.id).in_(ids))
    )
    return {row.id: row for row in found if row.id}


def had_cycle(session: Session, workspace_id: str) -> bool:
    """Whether there ever was a cycle, over or not."""
    statement = select(Cycle.id).where(Cycle.workspace_id == workspace_id)
    return session.exec(statement.limit(1)).first() is not None


def has_cycle(session: Session, workspace_id: str) -> bool:
    """Whether there is a cycle that is not over."""
    statement = select(Cycle.id).where(
        Cycle.workspace_id == workspace_id, col(Cycle.state) != "closed"
    )
    return session.exec(statement.limit(1)).first() is not None
