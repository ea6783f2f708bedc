"""What the goals of a workspace are called, and who may know of them: columns, not rows."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import func, literal, or_, select
from sqlmodel import Session, col

from storage.tables import Cycle, GoalHelper, KeyResult, Objective, Person

OPEN: Final = (col(Objective.state) != "closed", col(Cycle.state) != "closed")
OPEN_TO_ALL: Final = (
    *OPEN,
    col(Objective.visibility) == "public",
    col(Objective.state) != "draft",
)


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


def near(
    session: Session,
    workspace_id: str,
    *,
    person_id: int,
    team_ids: Collection[int],
    helped: Collection[int],
) -> Sequence[GoalName]:
    """What a person owns or helps with, and what belongs to these teams."""
    is_team = col(Objective.team_id).in_(team_ids)
    owned = col(Objective.owner_id) == person_id
    kr_owned = (col(KeyResult.owner_id) == person_id) | col(KeyResult.id).in_(helped)
    with_own = select(col(KeyResult.objective_id)).where(
        col(KeyResult.workspace_id) == workspace_id, kr_owned
    )
    return [
        *_key_results(session, workspace_id, is_team | owned | kr_owned),
        *_objectives(session, workspace_id, is_team | owned | col(Objective.id).in_(with_own)),
    ]


def hidden(session: Session, workspace_id: str) -> Sequence[GoalName]:
    """What not everybody may know of: private goals and drafts."""
    is_hidden = (col(Objective.visibility) == "private") | (col(Objective.state) == "draft")
    return [
        *_key_results(session, workspace_id, is_hidden),
        *_objectives(session, workspace_id, is_hidden),
    ]


def public(session: Session, workspace_id: str) -> Sequence[Any]:
    """Kind, id, title, aliases and key of what everybody may know of; plain, as it is much."""
    key_results = (
        select(
            literal("kr"),
            col(KeyResult.id),
            col(KeyResult.title),
            col(KeyResult.aliases),
            col(KeyResult.key),
        )
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
        .where(
            col(KeyResult.workspace_id) == workspace_id,
            col(KeyResult.state) != "closed",
            *OPEN_TO_ALL,
        )
    )
    objectives = (
        select(
            literal("o"), col(Objective.id), col(Objective.title), literal(""), col(Objective.key)
        )
        .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
        .where(col(Objective.workspace_id) == workspace_id, *OPEN_TO_ALL)
    )
    return [*session.execute(key_results), *session.execute(objectives)]


def is_called(session: Session, workspace_id: str, name: str) -> bool:
    """Whether anything public has exactly this title or key, but for case."""
    for table in (KeyResult, Objective):
        wanted = or_(func.lower(col(table.title)) == name.lower(), col(table.key) == name)
        statement = select(col(table.id)).where(col(table.workspace_id) == workspace_id, wanted)
        if session.execute(statement.limit(1)).first() is not None:
            return True
    return False


def _key_results(session: Session, workspace_id: str, which: Any) -> Iterator[GoalName]:
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
            *OPEN,
            which,
        )
        .order_by(col(KeyResult.id))
    )
    for row in session.execute(statement):
        yield GoalName(*row)


def _objectives(session: Session, workspace_id: str, which: Any) -> Iterator[GoalName]:
    statement = (
        select(
            col(Objective.id),
            col(Objective.title),
            col(Objective.key),
            *OF_OBJECTIVE,
        )
        .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
        .where(col(Objective.workspace_id) == workspace_id, *OPEN, which)
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
