"""What the goals of a workspace are called, and who may know of them: columns, not rows."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from storage.tables import Cycle, GoalHelper, KeyResult, Objective, Person


class GoalName(NamedTuple):
    """A key result, or an objective where `key_result_id` is None, as it is called.

    `answers_id` is who answers for it; from `owner_id` on it is the objective that is told of.
    `published`: the goals of the company in its cycle were shown to everybody.
    """

    key_result_id: int | None
    objective_id: int
    title: str
    aliases: str
    key: str
    answers_id: int
    owner_id: int
    state: str
    team_id: int | None
    level: str
    visibility: str
    published: bool


#: What is told of an objective, for itself and for its key results.
OF_OBJECTIVE: Final = (
    col(Objective.owner_id),
    col(Objective.state),
    col(Objective.team_id),
    col(Objective.level),
    col(Objective.visibility),
    col(Cycle.published_at).is_not(None),
)


def of_workspace(session: Session, workspace_id: str) -> Sequence[GoalName]:
    """Everything that is not closed, in cycles that are not closed."""
    return [
        *_key_results(session, workspace_id),
        *_objectives(session, workspace_id),
    ]


def _key_results(session: Session, workspace_id: str) -> Iterator[GoalName]:
    statement = (
        select(
            col(KeyResult.id),
            col(KeyResult.objective_id),
            col(KeyResult.title),
            col(KeyResult.aliases),
            col(KeyResult.key),
            col(KeyResult.owner_id),
            *OF_OBJECTIVE,
        )
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
        .where(
            col(KeyResult.workspace_id) == workspace_id,
            col(KeyResult.state) != "closed",
            col(Objective.state) != "closed",
            col(Cycle.state) != "closed",
        )
        .order_by(col(KeyResult.id))
    )
    for row in session.execute(statement):
        yield GoalName(*row)


def _objectives(session: Session, workspace_id: str) -> Iterator[GoalName]:
    statement = (
        select(
            col(Objective.id),
            col(Objective.title),
            col(Objective.key),
            *OF_OBJECTIVE,
        )
        .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
        .where(
            col(Objective.workspace_id) == workspace_id,
            col(Objective.state) != "closed",
            col(Cycle.state) != "closed",
        )
        .order_by(col(Objective.id))
    )
    for row_id, title, key, owner_id, *rest in session.execute(statement):
        yield GoalName(None, row_id, title, "", key, owner_id, owner_id, *rest)


def helped(session: Session, workspace_id: str, person_id: int) -> set[int]:
    """Ids of the key results that a person helps with."""
    statement = select(col(GoalHelper.key_result_id)).where(
        col(GoalHelper.workspace_id) == workspace_id, col(GoalHelper.person_id) == person_id
    )
    return set(session.execute(statement).scalars())


def managers(session: Session, workspace_id: str) -> dict[int, int]:
    """Who manages whom: the manager's id by the person's."""
    statement = select(col(Person.id), col(Person.manager_id)).where(
        col(Person.workspace_id) == workspace_id, col(Person.manager_id).is_not(None)
    )
    return {person: manager for person, manager in session.execute(statement) if manager}


def key_result(session: Session, workspace_id: str, row_id: int) -> KeyResult | None:
    """The key result with this id, whatever its state."""
    statement = select(KeyResult).where(
        col(KeyResult.workspace_id) == workspace_id, col(KeyResult.id) == row_id
    )
    return session.execute(statement).scalars().first()


def objective(session: Session, workspace_id: str, row_id: int) -> Objective | None:
    """The objective with this id, whatever its state."""
    statement = select(Objective).where(
        col(Objective.workspace_id) == workspace_id, col(Objective.id) == row_id
    )
    return session.execute(statement).scalars().first()


def cycle(session: Session, workspace_id: str, row_id: int) -> Cycle | None:
    """The cycle with this id."""
    statement = select(Cycle).where(
        col(Cycle.workspace_id) == workspace_id, col(Cycle.id) == row_id
    )
    return session.execute(statement).scalars().first()


def key_results_of(
    session: Session, workspace_id: str, objective_ids: Sequence[int]
) -> Sequence[KeyResult]:
    """The key results of these objectives, whatever their state, in their order."""
    statement = (
        select(KeyResult)
        .where(
            col(KeyResult.workspace_id) == workspace_id,
            col(KeyResult.objective_id).in_(objective_ids),
        )
        .order_by(col(KeyResult.objective_id), col(KeyResult.position), col(KeyResult.id))
    )
    return session.execute(statement).scalars().all()
