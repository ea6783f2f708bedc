"""Cycles through their life, and the goals in them whatever their state."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, update
from sqlmodel import Session, col, select

from storage.ownership import Goal
from storage.tables import (
    Cycle,
    GoalHelper,
    Initiative,
    KeyResult,
    Objective,
)

OPEN = ("draft", "active", "closing")
#: Quarters differ by a few days, a quarter and a year by far more.
ALIKE = timedelta(days=31)


def get(session: Session, workspace_id: str, cycle_id: int) -> Cycle | None:
    """The cycle with this id in this workspace."""
    statement = select(Cycle).where(Cycle.workspace_id == workspace_id, Cycle.id == cycle_id)
    return session.exec(statement).first()


def for_update(session: Session, workspace_id: str, cycle_id: int) -> Cycle | None:
    """The same, locked until the transaction ends: of two people at once one takes a step."""
    statement = (
        select(Cycle)
        .where(Cycle.workspace_id == workspace_id, Cycle.id == cycle_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).first()


def in_states(session: Session, workspace_id: str, states: Sequence[str]) -> Sequence[Cycle]:
    """Cycles in these states, the earliest first."""
    statement = (
        select(Cycle)
        .where(Cycle.workspace_id == workspace_id, col(Cycle.state).in_(states))
        .order_by(col(Cycle.starts_on), col(Cycle.id))
    )
    return session.exec(statement).all()


def after(session: Session, workspace_id: str, cycle: Cycle) -> Cycle | None:
    """The cycle that follows one and is not over: of its length before others, then the first."""
    statement = (
        select(Cycle)
        .where(
            Cycle.workspace_id == workspace_id,
            col(Cycle.starts_on) > cycle.ends_on,
            col(Cycle.state).in_(("draft", "active")),
        )
        .order_by(col(Cycle.starts_on), col(Cycle.id))
    )
    length = cycle.ends_on - cycle.starts_on
    return min(
        session.exec(statement),
        key=lambda one: abs(one.ends_on - one.starts_on - length) > ALIKE,
        default=None,
    )


def with_same_days(
    session: Session, workspace_id: str, key: str, starts_on: date, ends_on: date
) -> Cycle | None:
    """A cycle with this key or exactly these days."""
    statement = select(Cycle).where(
        Cycle.workspace_id == workspace_id,
        or_(
            col(Cycle.key) == key,
            (col(Cycle.starts_on) == starts_on) & (col(Cycle.ends_on) == ends_on),
        ),
    )
    return session.exec(statement).first()


def objectives(session: Session, workspace_id: str, cycle_id: int) -> Sequence[Objective]:
    """Every objective of a cycle, company first, then by team."""
    statement = (
        select(Objective)
        .where(Objective.workspace_id == workspace_id, Objective.cycle_id == cycle_id)
        .order_by(col(Objective.level), col(Objective.team_id), col(Objective.id))
    )
    return session.exec(statement).all()


def goals(
    session: Session,
    workspace_id: str,
    cycle_id: int,
    *,
    states: Sequence[str],
    objective_id: int | None = None,
    owner_ids: Sequence[int] | None = None,
) -> Sequence[Goal]:
    """Key results in these states with their objectives, in their order.

    With `owner_ids` those that these people own, or whose objective they own.
    """
    statement = (
        select(KeyResult, Objective)
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .where(
            KeyResult.workspace_id == workspace_id,
            Objective.cycle_id == cycle_id,
            col(KeyResult.state).in_(states),
        )
        .order_by(col(Objective.id), col(KeyResult.position), col(KeyResult.id))
    )
    if objective_id is not None:
        statement = statement.where(Objective.id == objective_id)
    if owner_ids is not None:
        owned = or_(col(KeyResult.owner_id).in_(owner_ids), col(Objective.owner_id).in_(owner_ids))
        statement = statement.where(owned)
    return session.exec(statement).all()


def goal_counts(session: Session, workspace_id: str, cycle_ids: Sequence[int]) -> dict[Any, int]:
    """How many objectives there are by (cycle id, state)."""
    statement = (
        select(Objective.cycle_id, Objective.state, func.count())
        .where(Objective.workspace_id == workspace_id, col(Objective.cycle_id).in_(cycle_ids))
        .group_by(col(Objective.cycle_id), col(Objective.state))
    )
    return {(cycle_id, state): count for cycle_id, state, count in session.exec(statement)}


def score_counts(session: Session, workspace_id: str, cycle_id: int) -> tuple[int, int, int]:
    """How many key results of a cycle are to be scored, are scored, and by the manager."""
    given = func.count(func.coalesce(col(KeyResult.score), col(KeyResult.self_score)))
    statement = (
        select(func.count(), given, func.count(col(KeyResult.score)))
        .select_from(KeyResult)
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .where(
            KeyResult.workspace_id == workspace_id,
            Objective.cycle_id == cycle_id,
            col(KeyResult.state).in_(("active", "postponed")),
        )
    )
    total, scored, confirmed = session.exec(statement).one()
    return total, scored, confirmed


def near(
    session: Session,
    workspace_id: str,
    *,
    states: Sequence[str],
    owner_ids: Sequence[int],
    team_ids: Sequence[int],
    most: int,
) -> Sequence[Objective]:
    """Objectives of these people or teams in cycles of these states, later cycles first."""
    statement = (
        select(Objective)
        .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
        .where(
            Objective.workspace_id == workspace_id,
            col(Cycle.state).in_(states),
            col(Objective.state).in_(("draft", "active")),
            or_(col(Objective.owner_id).in_(owner_ids), col(Objective.team_id).in_(team_ids)),
        )
        .order_by(col(Cycle.starts_on).desc(), col(Objective.id))
        .limit(most)
    )
    return session.exec(statement).all()


def objective(session: Session, workspace_id: str, objective_id: int) -> Objective | None:
    """The objective with this id in this workspace."""
    statement = select(Objective).where(
        Objective.workspace_id == workspace_id, Objective.id == objective_id
    )
    return session.exec(statement).first()


def key_result(session: Session, workspace_id: str, row_id: int) -> Goal | None:
    """The key result with this id and its objective."""
    statement = (
        select(KeyResult, Objective)
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .where(KeyResult.workspace_id == workspace_id, KeyResult.id == row_id)
    )
    return session.exec(statement).first()


def copies_in(session: Session, workspace_id: str, cycle_id: int) -> dict[int, Objective]:
    """The objectives of a cycle that were carried over, by the id of what they come from."""
    statement = select(Objective).where(
        Objective.workspace_id == workspace_id,
        Objective.cycle_id == cycle_id,
        col(Objective.carried_from_id).is_not(None),
    )
    return {row.carried_from_id: row for row in session.exec(statement) if row.carried_from_id}


def carried(session: Session, workspace_id: str, key_result_ids: Sequence[int]) -> set[int]:
    """Those of these key results that were carried over already."""
    statement = select(KeyResult.carried_from_id).where(
        KeyResult.workspace_id == workspace_id, col(KeyResult.carried_from_id).in_(key_result_ids)
    )
    return {row_id for row_id in session.exec(statement) if row_id is not None}


def initiatives(session: Session, workspace_id: str, cycle_id: int) -> dict[int, int]:
    """How many initiatives that are not dropped each key result of a cycle has; none is absent."""
    statement = (
        select(Initiative.key_result_id, func.count())
        .join(KeyResult, col(KeyResult.id) == col(Initiative.key_result_id))
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .where(
            Initiative.workspace_id == workspace_id,
            Objective.cycle_id == cycle_id,
            Initiative.state != "dropped",
        )
        .group_by(col(Initiative.key_result_id))
    )
    return dict(session.exec(statement).all())


def parts(
    session: Session, workspace_id: str, key_result_id: int
) -> tuple[Sequence[GoalHelper], Sequence[Initiative]]:
    """The helpers of a key result and its initiatives."""
    return (
        session.exec(
            select(GoalHelper).where(
                GoalHelper.workspace_id == workspace_id, GoalHelper.key_result_id == key_result_id
            )
        ).all(),
        session.exec(
            select(Initiative)
            .where(
                Initiative.workspace_id == workspace_id, Initiative.key_result_id == key_result_id
            )
            .order_by(col(Initiative.position))
        ).all(),
    )


def set_all(
    session: Session, table: type[Objective] | type[KeyResult], ids: Sequence[int], **values: Any
) -> None:
    """Give many rows the same values; a value may be another column of the row.

    What the session holds of them is then out of date: the caller expires it.
    """
    for first in range(0, len(ids), 500):
        some = ids[first : first + 500]
        statement = update(table).where(col(table.id).in_(some)).values(**values)
        session.execute(statement, execution_options={"synchronize_session": False})


def columns_of(row: Objective | KeyResult, *, without: Sequence[str]) -> Mapping[str, Any]:
    """What a row holds, to make another one like it."""
    return {name: value for name, value in row.model_dump().items() if name not in without}
