"""What a check-in does to the steps of a key result, and how that is taken back."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from sqlmodel import Session

from bot.domain.errors import Invalid
from bot.domain.goals.milestones import done_weight
from bot.domain.replies.model import Candidate
from bot.services import facts, goal_parts
from storage import goal_parts_milestones
from storage.tables import CheckIn, KeyResult


class SaysSteps(Protocol):
    """The part of what was said that is about steps."""

    @property
    def value(self) -> Decimal | None: ...
    @property
    def steps(self) -> Mapping[int, bool]: ...


def taken(
    session: Session, kr: KeyResult, said: SaysSteps, *, on: date
) -> tuple[Decimal | None, list[dict[str, Any]] | None]:
    """Mark the steps that were said; what the key result stands at then, and what was marked.

    A figure without steps must be the one that stands ("no change"). Raises Invalid
    "milestones.by_number" for another one, because nobody knows which steps it means.
    """
    if not said.steps:
        if said.value not in (None, kr.value or Decimal(0)):
            raise Invalid("milestones.by_number", title=kr.title)
        return said.value, None
    done = {step_id: on if is_done else None for step_id, is_done in said.steps.items()}
    changed = goal_parts_milestones.mark(session, kr, done)
    return done_weight(facts.milestones(kr)), changed or None


def by_id(kr: KeyResult | None, said: Sequence[tuple[int, bool]]) -> dict[int, bool]:
    """Steps that a reply named by their places, by their ids."""
    stored = (kr.steps if kr is not None else None) or []
    return {int(stored[place]["id"]): done for place, done in said if place < len(stored)}


def offered(kr: KeyResult | None, candidate: Candidate) -> dict[str, Any]:
    """What a stored candidate says besides its value: steps that it calls done, its sample."""
    more: dict[str, Any] = {}
    if kr is not None and candidate.steps:
        stored = kr.steps or []
        more["steps"] = [
            {"id": stored[place]["id"], "title": stored[place]["title"]}
            for place in candidate.steps
        ]
    return more if candidate.sample is None else more | {"sample": candidate.sample}


def marks(row: CheckIn) -> list[dict[str, Any]]:
    """The steps that a check-in marked, as people see them: their titles, done or not."""
    return [
        {"title": step["title"], "done": step["done_on"] is not None} for step in row.steps or ()
    ]


def put_back(session: Session, kr: KeyResult, row: CheckIn) -> None:
    """Undo what a check-in marked, with the weights as they are by now."""
    before = {one["id"]: _date(one["before"]) for one in row.steps or ()}
    goal_parts_milestones.mark(session, kr, before)
    goal_parts.follow_steps(session, kr, or_none=row.previous_value is None)


def reversed_steps(row: CheckIn) -> list[dict[str, Any]] | None:
    """The marks of the row that undoes `row`."""
    if not row.steps:
        return None
    return [one | {"done_on": one["before"], "before": one["done_on"]} for one in row.steps]


def _date(day: str | None) -> date | None:
    return None if day is None else date.fromisoformat(day)
