"""The phased targets of key results, and the copy of them that each key result carries."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import delete
from sqlmodel import Session, col, select

from storage.tables import KeyResult, TargetPhase


def of_key_result(session: Session, kr: KeyResult) -> Sequence[TargetPhase]:
    """The phases of a key result by their days."""
    statement = (
        select(TargetPhase)
        .where(TargetPhase.workspace_id == kr.workspace_id, TargetPhase.key_result_id == kr.id)
        .order_by(col(TargetPhase.due_on))
    )
    return session.exec(statement).all()


def replace(session: Session, kr: KeyResult, phases: Sequence[tuple[date, Decimal]]) -> None:
    """Give a key result these phases, by their days, and no others."""
    assert kr.id is not None
    session.flush()
    own = (
        col(TargetPhase.workspace_id) == kr.workspace_id,
        col(TargetPhase.key_result_id) == kr.id,
    )
    session.execute(delete(TargetPhase).where(*own))
    for due_on, value in phases:
        session.add(
            TargetPhase(
                workspace_id=kr.workspace_id, key_result_id=kr.id, due_on=due_on, value=value
            )
        )
    kr.phases = [{"due_on": on.isoformat(), "value": format(value, "f")} for on, value in phases]
    session.flush()
