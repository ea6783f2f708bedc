"""Who helps with a goal, what is done for it, and what was changed about it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from storage.tables import CheckIn, GoalChange, GoalHelper, Initiative


def helpers(session: Session, workspace_id: str, key_result_id: int) -> Sequence[int]:
    """Ids of the people who help with a key result."""
    statement = (
        select(col(GoalHelper.person_id))
        .where(
            col(GoalHelper.workspace_id) == workspace_id,
            col(GoalHelper.key_result_id) == key_result_id,
        )
        .order_by(col(GoalHelper.id))
    )
    return session.execute(statement).scalars().all()


def initiatives(
    session: Session, workspace_id: str, key_result_ids: Sequence[int]
) -> Sequence[Initiative]:
    """What is done for these key results, dropped ideas left out."""
    statement = (
        select(Initiative)
        .where(
            col(Initiative.workspace_id) == workspace_id,
            col(Initiative.key_result_id).in_(key_result_ids),
            col(Initiative.state) != "dropped",
        )
        .order_by(col(Initiative.key_result_id), col(Initiative.position), col(Initiative.id))
    )
    return session.execute(statement).scalars().all()


def check_ins_of(
    session: Session, workspace_id: str, key_result_ids: Sequence[int], *, most: int
) -> Sequence[CheckIn]:
    """The newest check-ins, those that were undone too but not the undoing, newest first."""
    statement = (
        select(CheckIn)
        .where(
            col(CheckIn.workspace_id) == workspace_id,
            col(CheckIn.key_result_id).in_(key_result_ids),
            col(CheckIn.undoes_id).is_(None),
        )
        .order_by(col(CheckIn.at).desc(), col(CheckIn.id).desc())
        .limit(most)
    )
    return session.execute(statement).scalars().all()


def undoing(session: Session, workspace_id: str, check_in_ids: Sequence[int]) -> dict[int, CheckIn]:
    """The rows that took these check-ins back, by what they undid."""
    statement = select(CheckIn).where(
        col(CheckIn.workspace_id) == workspace_id, col(CheckIn.undoes_id).in_(check_in_ids)
    )
    found = session.execute(statement).scalars()
    return {row.undoes_id: row for row in found if row.undoes_id is not None}


def changes_of(
    session: Session,
    workspace_id: str,
    objective_id: int,
    key_result_id: int | None,
    *,
    most: int,
) -> Sequence[GoalChange]:
    """The newest edits of an objective with its key results, or of one of those; newest first."""
    statement = select(GoalChange).where(
        col(GoalChange.workspace_id) == workspace_id,
        col(GoalChange.objective_id) == objective_id,
    )
    if key_result_id is not None:
        statement = statement.where(col(GoalChange.key_result_id) == key_result_id)
    ordered = statement.order_by(col(GoalChange.at).desc(), col(GoalChange.id).desc())
    return session.execute(ordered.limit(most)).scalars().all()


def newest_change_by(
    session: Session, workspace_id: str, person_id: int, *, without: Sequence[str] = ()
) -> GoalChange | None:
    """The last edit that a person made, of any field but those `without`."""
    statement = (
        select(GoalChange)
        .where(
            col(GoalChange.workspace_id) == workspace_id,
            col(GoalChange.person_id) == person_id,
            col(GoalChange.field).not_in(without),
        )
        .order_by(col(GoalChange.at).desc(), col(GoalChange.id).desc())
        .limit(1)
    )
    return session.execute(statement).scalars().first()
