"""Helpers, steps, phased targets and initiatives of a key result, as its form says them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from bot.domain.errors import DomainError
from bot.domain.goals.model import Milestone, TargetPhase
from bot.domain.goals.phases import PHASED_SHAPES
from bot.domain.people import Actor
from bot.services import goal_parts
from bot.services.writing import history
from bot.services.writing.key_result_fields import Read
from bot.services.writing.model import FieldErrors
from storage import goal_parts_milestones, goal_parts_phases, parts_of_goals
from storage.tables import Initiative, KeyResult


def write(session: Session, by: Actor, row: KeyResult, read: Read, *, at: datetime) -> bool:
    """Write what the form shows; whether anything changed. Raises FieldErrors."""
    changed = [
        _helpers(session, by, row, read.helpers, at=at),
        _steps(session, by, row, read.milestones, at=at),
        _phases(session, by, row, read.phases, at=at),
        add_initiatives(session, by, row, read.initiatives, at=at),
    ]
    return any(changed)


def add_initiatives(
    session: Session, by: Actor, row: KeyResult, titles: Sequence[str], *, at: datetime
) -> bool:
    """Put new initiatives behind those that there are; the owner of the key result does them."""
    assert row.id is not None
    known = parts_of_goals.initiatives(session, by.workspace_id, row.id)
    last = max((one.position for one in known), default=0)
    for position, title in enumerate(titles, last + 1):
        history.note(session, by, row, "initiative", None, title, at=at)
        session.add(
            Initiative(
                workspace_id=by.workspace_id,
                key_result_id=row.id,
                owner_id=row.owner_id,
                position=position,
                title=title,
            )
        )
    session.flush()
    return bool(titles)


def _helpers(
    session: Session, by: Actor, row: KeyResult, people: Sequence[int] | None, *, at: datetime
) -> bool:
    assert row.id is not None
    before = parts_of_goals.helpers(session, by.workspace_id, row.id)
    if people is None or [*before] == [*people]:
        return False
    was, now = (_names(session, by, ids) for ids in (before, people))
    history.note(session, by, row, "helpers", was, now, at=at)
    parts_of_goals.set_helpers(session, by.workspace_id, row.id, people)
    return True


def _names(session: Session, by: Actor, ids: Sequence[int]) -> list[str]:
    found = parts_of_goals.names(session, by.workspace_id, ids)
    return [found[one] for one in ids if one in found]


def _steps(
    session: Session,
    by: Actor,
    row: KeyResult,
    steps: Sequence[tuple[str, int]] | None,
    *,
    at: datetime,
) -> bool:
    known = goal_parts_milestones.of_key_result(session, row)
    before = [(one.title, one.weight) for one in known]
    if steps is None or before == [*steps]:
        return False
    was, now = [title for title, _ in before], [title for title, _ in steps]
    history.note(session, by, row, "milestones", was, now, at=at)
    wanted = [Milestone(title, Decimal(weight) / 1000) for title, weight in steps]
    try:
        goal_parts.set_milestones(session, row, wanted)
    except DomainError as error:
        raise FieldErrors({"milestones": error}) from None
    return True


def _phases(
    session: Session,
    by: Actor,
    row: KeyResult,
    phases: Sequence[tuple[date, Decimal]] | None,
    *,
    at: datetime,
) -> bool:
    """A measure that goes nowhere has none, whatever it had before."""
    before = [(one.due_on, one.value) for one in goal_parts_phases.of_key_result(session, row)]
    wanted = phases if row.shape in PHASED_SHAPES else ()
    if wanted is None or before == [*wanted]:
        return False
    history.note(session, by, row, "phases", _told(before), _told(wanted), at=at)
    try:
        goal_parts.set_phases(session, row, [TargetPhase(on, value) for on, value in wanted])
    except DomainError as error:
        raise FieldErrors({"phases": error}) from None
    return True


def _told(phases: Iterable[tuple[date, Decimal]]) -> list[str]:
    return [f"{on.isoformat()}: {history.stored(value)}" for on, value in phases]
