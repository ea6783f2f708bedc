"""What writing a goal asks of the database: cycles that are open, names taken, history."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, or_, update
from sqlmodel import Session, col, select

from storage import figure_changes
from storage.tables import Cycle, GoalChange, GoalLink, KeyResult, Kpi, Objective

OPEN_CYCLES = ("active", "draft")
OPEN_GOALS = ("draft", "active")
Row = TypeVar("Row", Objective, KeyResult)


def open_cycles(session: Session, workspace_id: str) -> Sequence[Cycle]:
    """Cycles that goals may still be written for, the likeliest first.

    While one is drafted, goals are written for it: the next first. Then those that run, newest
    first. Of a quarter and a year that begin together it is the quarter.
    """
    statement = (
        select(Cycle)
        .where(Cycle.workspace_id == workspace_id, col(Cycle.state).in_(OPEN_CYCLES))
        .order_by(col(Cycle.ends_on), col(Cycle.id))
    )
    found = session.exec(statement).all()
    drafted = sorted((one for one in found if one.state == "draft"), key=lambda one: one.starts_on)
    running = sorted(
        (one for one in found if one.state == "active"), key=lambda one: one.starts_on, reverse=True
    )
    return [*drafted, *running]


def cycle(session: Session, workspace_id: str, cycle_id: int) -> Cycle | None:
    """The cycle with this id."""
    statement = select(Cycle).where(Cycle.workspace_id == workspace_id, Cycle.id == cycle_id)
    return session.exec(statement).first()


def objective(
    session: Session, workspace_id: str, row_id: int, *, lock: bool = False
) -> Objective | None:
    """One objective, whatever its state; locked until the transaction ends where that is asked."""
    return _one(session, Objective, workspace_id, row_id, lock=lock)


def key_result(
    session: Session, workspace_id: str, row_id: int, *, lock: bool = False
) -> KeyResult | None:
    """One key result, whatever its state; locked until the transaction ends if asked."""
    return _one(session, KeyResult, workspace_id, row_id, lock=lock)


def _one(
    session: Session, table: type[Row], workspace_id: str, row_id: int, *, lock: bool
) -> Row | None:
    statement = select(table).where(table.workspace_id == workspace_id, table.id == row_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return session.exec(statement).first()


def key_results_of(session: Session, workspace_id: str, objective_id: int) -> Sequence[KeyResult]:
    """The key results of an objective that are not closed, in order."""
    statement = (
        select(KeyResult)
        .where(
            KeyResult.workspace_id == workspace_id,
            KeyResult.objective_id == objective_id,
            KeyResult.state != "closed",
        )
        .order_by(col(KeyResult.position), col(KeyResult.id))
    )
    return session.exec(statement).all()


def owned(session: Session, workspace_id: str, cycle_id: int, owner_id: int) -> Sequence[Objective]:
    """The open objectives that somebody owns in a cycle."""
    statement = (
        select(Objective)
        .where(
            Objective.workspace_id == workspace_id,
            Objective.cycle_id == cycle_id,
            Objective.owner_id == owner_id,
            col(Objective.state).in_(OPEN_GOALS),
        )
        .order_by(col(Objective.id))
    )
    return session.exec(statement).all()


def drafts_of(session: Session, workspace_id: str, person_id: int) -> Sequence[Objective]:
    """The drafts that somebody owns in cycles that are open, newest first."""
    statement = (
        select(Objective)
        .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
        .where(
            Objective.workspace_id == workspace_id,
            Objective.owner_id == person_id,
            Objective.state == "draft",
            col(Cycle.state).in_(OPEN_CYCLES),
        )
        .order_by(col(Objective.id).desc())
    )
    return session.exec(statement).all()


def count_key_results(
    session: Session, workspace_id: str, objective_ids: Sequence[int]
) -> dict[int, int]:
    """How many open key results these objectives have; those without any are absent."""
    statement = (
        select(KeyResult.objective_id, func.count())
        .where(
            KeyResult.workspace_id == workspace_id,
            col(KeyResult.objective_id).in_(objective_ids),
            KeyResult.state != "closed",
        )
        .group_by(col(KeyResult.objective_id))
    )
    return {row_id: int(count) for row_id, count in session.exec(statement)}


def possible_parents(
    session: Session, workspace_id: str, cycle_ids: Sequence[int], *, limit: int
) -> Sequence[Objective]:
    """Open objectives that others may align to: the company's, then teams', then people's."""
    statement = (
        select(Objective)
        .where(
            Objective.workspace_id == workspace_id,
            col(Objective.cycle_id).in_(cycle_ids),
            col(Objective.state).in_(OPEN_GOALS),
        )
        # company < person < team in letters; people's goals come last all the same.
        .order_by(col(Objective.level) == "person", col(Objective.level), col(Objective.id))
        .limit(limit)
    )
    return session.exec(statement).all()


def key_results_of_all(
    session: Session, workspace_id: str, objective_ids: Sequence[int]
) -> Sequence[KeyResult]:
    """The open key results of several objectives, in order."""
    statement = (
        select(KeyResult)
        .where(
            KeyResult.workspace_id == workspace_id,
            col(KeyResult.objective_id).in_(objective_ids),
            col(KeyResult.state).in_(OPEN_GOALS),
        )
        .order_by(col(KeyResult.objective_id), col(KeyResult.position), col(KeyResult.id))
    )
    return session.exec(statement).all()


def objective_keys(session: Session, workspace_id: str, cycle_id: int, slug: str) -> set[str]:
    """Keys of objectives in a cycle that begin like this one."""
    statement = select(Objective.key).where(
        Objective.workspace_id == workspace_id,
        Objective.cycle_id == cycle_id,
        col(Objective.key).startswith(slug, autoescape=True),
    )
    return set(session.exec(statement))


def key_result_keys(session: Session, workspace_id: str, cycle_id: int, slug: str) -> set[str]:
    """Keys in a cycle that begin like this one: an export names them without their objective."""
    statement = (
        select(KeyResult.key)
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .where(
            KeyResult.workspace_id == workspace_id,
            Objective.cycle_id == cycle_id,
            col(KeyResult.key).startswith(slug, autoescape=True),
        )
    )
    return set(session.exec(statement))


def ways_up(session: Session, workspace_id: str) -> dict[int, set[int]]:
    """Where each open objective leads: its parent and what it supports besides."""
    found: dict[int, set[int]] = {}
    parents = select(Objective.id, Objective.parent_objective_id).where(
        Objective.workspace_id == workspace_id, col(Objective.parent_objective_id).is_not(None)
    )
    links = select(GoalLink.objective_id, GoalLink.to_objective_id).where(
        GoalLink.workspace_id == workspace_id
    )
    for pairs in (parents, links):
        for below, above in session.exec(pairs):
            if below is not None and above is not None:
                found.setdefault(below, set()).add(above)
    return found


def changes_since(
    session: Session, workspace_id: str, objective_id: int, since: datetime
) -> Sequence[GoalChange]:
    """What was changed about an objective and its key results from a moment on, oldest first."""
    statement = (
        select(GoalChange)
        .where(
            GoalChange.workspace_id == workspace_id,
            GoalChange.objective_id == objective_id,
            col(GoalChange.at) >= since,
        )
        .order_by(col(GoalChange.at), col(GoalChange.id))
    )
    return session.exec(statement).all()


def candidates(
    session: Session, workspace_id: str, *, people: Sequence[int], teams: Sequence[int], limit: int
) -> tuple[Sequence[Objective], Sequence[KeyResult]]:
    """Open objectives of these people or teams, and open key results of those and these people."""
    cycles = [one.id for one in open_cycles(session, workspace_id)]
    objectives = session.exec(
        select(Objective)
        .where(
            Objective.workspace_id == workspace_id,
            col(Objective.cycle_id).in_(cycles),
            or_(col(Objective.owner_id).in_(people), col(Objective.team_id).in_(teams)),
            col(Objective.state) != "closed",
        )
        .order_by(col(Objective.id))
        .limit(limit)
    ).all()
    ids = [one.id for one in objectives]
    key_results = session.exec(
        select(KeyResult)
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .where(
            KeyResult.workspace_id == workspace_id,
            col(Objective.cycle_id).in_(cycles),
            or_(col(KeyResult.objective_id).in_(ids), col(KeyResult.owner_id).in_(people)),
            col(KeyResult.state) != "closed",
        )
        .order_by(col(KeyResult.id))
        .limit(limit)
    ).all()
    return objectives, key_results


def delete(session: Session, row: Objective | KeyResult) -> None:
    """Delete a draft with all that belongs to it; what aligned to it aligns to nothing."""
    figure_changes.everything(session, row.workspace_id)
    if isinstance(row, KeyResult):
        session.execute(
            update(Objective)
            .where(
                col(Objective.workspace_id) == row.workspace_id,
                col(Objective.parent_key_result_id) == row.id,
            )
            .values(parent_key_result_id=None, version=col(Objective.version) + 1)
        )
    else:
        krs = select(KeyResult.id).where(KeyResult.objective_id == row.id)
        session.execute(
            update(Objective)
            .where(
                col(Objective.workspace_id) == row.workspace_id,
                or_(
                    col(Objective.parent_objective_id) == row.id,
                    col(Objective.parent_key_result_id).in_(krs),
                ),
            )
            .values(
                parent_objective_id=None,
                parent_key_result_id=None,
                version=col(Objective.version) + 1,
            )
        )
        session.execute(
            update(Kpi)
            .where(
                col(Kpi.workspace_id) == row.workspace_id,
                col(Kpi.protects_objective_id) == row.id,
            )
            .values(protects_objective_id=None)
        )
    session.delete(row)
    session.flush()
