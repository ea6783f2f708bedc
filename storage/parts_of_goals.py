"""What belongs to a goal beside its measure: helpers, links and initiatives."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from storage.tables import Cycle, GoalHelper, GoalLink, Initiative, KeyResult, Objective, Person


def helpers(session: Session, workspace_id: str, key_result_id: int) -> Sequence[int]:
    """Ids of the people who help with a key result."""
    statement = (
        select(GoalHelper.person_id)
        .where(GoalHelper.workspace_id == workspace_id, GoalHelper.key_result_id == key_result_id)
        .order_by(col(GoalHelper.id))
    )
    return session.exec(statement).all()


def names(session: Session, workspace_id: str, ids: Sequence[int]) -> dict[int, str]:
    """What these people are called."""
    statement = select(Person.id, Person.name).where(
        Person.workspace_id == workspace_id, col(Person.id).in_(ids)
    )
    return {row_id: name for row_id, name in session.exec(statement) if row_id is not None}


def is_helper(session: Session, workspace_id: str, key_result_id: int, person_id: int) -> bool:
    """Whether somebody helps with a key result."""
    statement = select(GoalHelper.id).where(
        GoalHelper.workspace_id == workspace_id,
        GoalHelper.key_result_id == key_result_id,
        GoalHelper.person_id == person_id,
    )
    return session.exec(statement).first() is not None


def helped(
    session: Session, workspace_id: str, person_id: int
) -> Sequence[tuple[KeyResult, Objective]]:
    """Active key results that somebody helps with, in the order of their objectives."""
    statement = (
        select(KeyResult, Objective)
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
        .join(GoalHelper, col(GoalHelper.key_result_id) == col(KeyResult.id))
        .where(
            KeyResult.workspace_id == workspace_id,
            GoalHelper.person_id == person_id,
            KeyResult.state == "active",
            Objective.state == "active",
            Cycle.state == "active",
        )
        .order_by(col(Objective.id), col(KeyResult.position), col(KeyResult.id))
    )
    return session.exec(statement).all()


def set_helpers(
    session: Session, workspace_id: str, key_result_id: int, people: Iterable[int]
) -> None:
    """Let exactly these people help with a key result."""
    rows = [
        GoalHelper(workspace_id=workspace_id, key_result_id=key_result_id, person_id=person)
        for person in dict.fromkeys(people)
    ]
    session.execute(
        delete(GoalHelper).where(
            col(GoalHelper.workspace_id) == workspace_id,
            col(GoalHelper.key_result_id) == key_result_id,
        )
    )
    session.add_all(rows)
    session.flush()


def links(session: Session, workspace_id: str, objective_id: int) -> Sequence[int]:
    """Ids of the objectives that one supports besides its parent."""
    statement = (
        select(GoalLink.to_objective_id)
        .where(GoalLink.workspace_id == workspace_id, GoalLink.objective_id == objective_id)
        .order_by(col(GoalLink.id))
    )
    return session.exec(statement).all()


def set_links(
    session: Session, workspace_id: str, objective_id: int, others: Iterable[int]
) -> None:
    """Let an objective support exactly these besides its parent."""
    session.execute(
        delete(GoalLink).where(
            col(GoalLink.workspace_id) == workspace_id,
            col(GoalLink.objective_id) == objective_id,
        )
    )
    session.add_all(
        GoalLink(workspace_id=workspace_id, objective_id=objective_id, to_objective_id=other)
        for other in dict.fromkeys(others)
    )
    session.flush()


def initiatives(session: Session, workspace_id: str, key_result_id: int) -> Sequence[Initiative]:
    """What is done for a key result, in order, dropped ones too."""
    statement = (
        select(Initiative)
        .where(Initiative.workspace_id == workspace_id, Initiative.key_result_id == key_result_id)
        .order_by(col(Initiative.position), col(Initiative.id))
    )
    return session.exec(statement).all()


def count_initiatives(
    session: Session, workspace_id: str, key_result_ids: Sequence[int]
) -> dict[int, int]:
    """How many initiatives that were not dropped these key results have; 0 is absent."""
    statement = (
        select(Initiative.key_result_id, func.count())
        .where(
            Initiative.workspace_id == workspace_id,
            col(Initiative.key_result_id).in_(key_result_ids),
            Initiative.state != "dropped",
        )
        .group_by(col(Initiative.key_result_id))
    )
    return {row_id: int(count) for row_id, count in session.exec(statement)}
