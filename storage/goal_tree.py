"""The tree of aligned goals: parents, children and what stands at the top."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlmodel import Session, col

from storage.tables import Cycle, Objective

LEVEL = case((col(Objective.level) == "company", 0), (col(Objective.level) == "team", 1), else_=2)


def children(session: Session, workspace_id: str, parents: Sequence[int]) -> Sequence[Objective]:
    """Open objectives whose parent is one of these, in order."""
    if not parents:
        return []
    statement = (
        select(Objective)
        .where(
            col(Objective.workspace_id) == workspace_id,
            col(Objective.parent_objective_id).in_(parents),
            col(Objective.state) != "closed",
        )
        .order_by(LEVEL, col(Objective.id))
    )
    return session.execute(statement).scalars().all()


def child_counts(
    session: Session, workspace_id: str, parents: Sequence[int], *, seen_by: int
) -> dict[int, int]:
    """How many open objectives stand below these that a person may at least count.

    Those are the public ones that run, and their own.
    """
    if not parents:
        return {}
    statement = (
        select(col(Objective.parent_objective_id), func.count())
        .where(
            col(Objective.workspace_id) == workspace_id,
            col(Objective.parent_objective_id).in_(parents),
            _shown_to(seen_by),
        )
        .group_by(col(Objective.parent_objective_id))
    )
    return {parent: count for parent, count in session.execute(statement) if parent is not None}


def tops(
    session: Session, workspace_id: str, cycle_id: int, *, seen_by: int, most: int, skip: int
) -> Sequence[Objective]:
    """Objectives without a parent: the company's, then teams', then people's."""
    statement = (
        select(Objective)
        .where(*_top(workspace_id, cycle_id, seen_by))
        .order_by(LEVEL, col(Objective.id))
        .limit(most)
        .offset(skip)
    )
    return session.execute(statement).scalars().all()


def count_tops(session: Session, workspace_id: str, cycle_id: int, *, seen_by: int) -> int:
    """How many there are."""
    statement = select(func.count()).select_from(Objective)
    counted = statement.where(*_top(workspace_id, cycle_id, seen_by))
    return int(session.execute(counted).scalar_one())


def of_company(session: Session, workspace_id: str) -> Sequence[Objective]:
    """The public objectives of the company in cycles that run."""
    statement = (
        select(Objective)
        .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
        .where(
            col(Objective.workspace_id) == workspace_id,
            col(Objective.level) == "company",
            col(Objective.visibility) == "public",
            col(Objective.state) == "active",
            col(Cycle.state) == "active",
        )
        .order_by(col(Objective.id))
    )
    return session.execute(statement).scalars().all()


def parents(session: Session, workspace_id: str, objective: Objective) -> Sequence[Objective]:
    """What an objective serves, nearest first, each once even where the data runs in a ring."""
    found: list[Objective] = []
    seen = {objective.id}
    above = objective.parent_objective_id
    while above is not None and above not in seen:
        seen.add(above)
        statement = select(Objective).where(
            col(Objective.workspace_id) == workspace_id, col(Objective.id) == above
        )
        parent = session.execute(statement).scalars().first()
        if parent is None:
            break
        found.append(parent)
        above = parent.parent_objective_id
    return found


def _top(workspace_id: str, cycle_id: int, seen_by: int) -> tuple[Any, ...]:
    return (
        col(Objective.workspace_id) == workspace_id,
        col(Objective.cycle_id) == cycle_id,
        col(Objective.parent_objective_id).is_(None),
        _shown_to(seen_by),
    )


def _shown_to(person_id: int) -> Any:
    public = (col(Objective.visibility) == "public") & (col(Objective.state) != "draft")
    return (col(Objective.state) != "closed") & or_(public, col(Objective.owner_id) == person_id)
