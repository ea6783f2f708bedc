"""The milestones of key results, and the copy of them that each key result carries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from storage.tables import KeyResult, Milestone

#: Positions are unique: rows that change places stand here in between.
_ASIDE = 1_000


@dataclass(frozen=True, slots=True)
class Step:
    """One milestone to keep: `id` of the row it replaces, None for a new one."""

    id: int | None
    title: str
    weight: int
    done_on: date | None


def of_key_result(session: Session, kr: KeyResult) -> Sequence[Milestone]:
    """The milestones of a key result in their order."""
    statement = (
        select(Milestone)
        .where(Milestone.workspace_id == kr.workspace_id, Milestone.key_result_id == kr.id)
        .order_by(col(Milestone.position))
    )
    return session.exec(statement).all()


def replace(session: Session, kr: KeyResult, steps: Sequence[Step]) -> None:
    """Give a key result these milestones in this order; rows that no step names are deleted."""
    assert kr.id is not None
    session.flush()
    kept = {step.id for step in steps}
    known: dict[int | None, Milestone] = {}
    for row in of_key_result(session, kr):
        if row.id in kept:
            row.position += _ASIDE
            known[row.id] = row
        else:
            session.delete(row)
    session.flush()
    for position, step in enumerate(steps, 1):
        added = Milestone(
            workspace_id=kr.workspace_id, key_result_id=kr.id, position=position, title=step.title
        )
        row = known.get(step.id, added)
        row.position, row.title = position, step.title
        row.weight, row.done_on = step.weight, step.done_on
        session.add(row)
    _copy(session, kr)


def mark(session: Session, kr: KeyResult, done: Mapping[int, date | None]) -> list[dict[str, Any]]:
    """Set when milestones were done, by their ids (None: not done), those that change alone.

    What changed is answered as `check_in.steps` keeps it; ids that are gone are left out.
    """
    changed = []
    for row in of_key_result(session, kr):
        assert row.id is not None
        if row.id in done and (row.done_on is None) != (done[row.id] is None):
            before, row.done_on = row.done_on, done[row.id]
            changed.append(
                {
                    "id": row.id,
                    "title": row.title,
                    "done_on": _day(row.done_on),
                    "before": _day(before),
                }
            )
    _copy(session, kr)
    return changed


def _copy(session: Session, kr: KeyResult) -> None:
    session.flush()
    kr.steps = [
        {"id": row.id, "title": row.title, "weight": row.weight, "done_on": _day(row.done_on)}
        for row in of_key_result(session, kr)
    ]
    session.flush()


def _day(on: date | None) -> str | None:
    return None if on is None else on.isoformat()
