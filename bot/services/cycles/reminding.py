"""The schedule looks at a cycle: who can take its next step hears of it, once for each step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.domain.cadence import local_date
from bot.domain.goals.model import CycleState
from bot.domain.skips import Skip, Why
from bot.services import pausing, places, scheduled
from bot.services.cycles import closing, creating, rights, score_cards, shown
from bot.services.cycles.planned import DRAFTS_WAIT, NEXT_BEGINS
from bot.services.rows import Row
from storage import cycles
from storage.outbox import Draft, Priority
from storage.tables import Cycle, Person, Schedule

#: Working days pass in between; after so many days of closing owners, then managers, are reminded.
OWNERS_AFTER, MANAGERS_AFTER, RUNNERS_AFTER = (timedelta(days=n) for n in (3, 5, 7))


@dataclass(frozen=True, slots=True)
class _Reminder:
    """A step that waits, who can take it and what they should know."""

    step: str
    people: Sequence[Person]
    facts: Row


def remind(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """Tell of each step that waits, each person once for each step; why not, when none waits."""
    drafts = _drafts(session, due, at=at)
    if not drafts:
        return Skip(Why.NOTHING_DUE)
    made = scheduled.post_all(session, drafts, workspace_id=due.workspace_id, at=at)
    return None if made else Skip(Why.ASKED_ALREADY)


def why_not(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """What `remind` would answer, without telling anybody."""
    return None if _drafts(session, due, at=at) else Skip(Why.NOTHING_DUE)


def _drafts(session: Session, due: Schedule, *, at: datetime) -> list[Draft]:
    cycle = cycles.get(session, due.workspace_id, due.subject_id)
    if cycle is None:
        return []
    on = local_date(at, due.tz)
    return [
        places.draft(
            places.of_person(person),
            f"cycle_step:{cycle.id}:{found.step}:{person.id}",
            "cycle_step",
            {"cycle": shown.cycle(cycle), "step": found.step, **found.facts},
            priority=Priority.REMINDER,
        )
        for found in _waiting(session, cycle, on=on, at=at)
        for person in _present(session, cycle, found.people, at=at)
    ]


def _waiting(session: Session, cycle: Cycle, *, on: date, at: datetime) -> list[_Reminder]:
    if cycle.state == CycleState.DRAFT:
        return _before(session, cycle, on)
    if cycle.state == CycleState.ACTIVE:
        return _towards_the_end(session, cycle, on)
    return _while_closing(session, cycle, at=at) if cycle.state == CycleState.CLOSING else []


def _before(session: Session, cycle: Cycle, on: date) -> list[_Reminder]:
    """Drafts that wait for their activation."""
    if on < cycle.starts_on - timedelta(days=DRAFTS_WAIT):
        return []
    drafts = _count(session, cycle, "draft")
    return [_Reminder("activate", _runners(session, cycle), _facts(cycle, count=drafts))]


def _towards_the_end(session: Session, cycle: Cycle, on: date) -> list[_Reminder]:
    """The next cycle has no drafts yet; this one is over."""
    found = []
    following = cycles.after(session, cycle.workspace_id, cycle)
    begun = following is not None and _count(session, following, "draft", "active") > 0
    if not begun and on >= cycle.ends_on - timedelta(days=NEXT_BEGINS):
        name = following.name if following else creating.next_of(session, cycle).name
        facts = _facts(cycle, next_name=name, next_made=following is not None)
        found.append(_Reminder("draft_next", _runners(session, cycle), facts))
    if on >= cycle.ends_on:
        found.append(_Reminder("begin_closing", _runners(session, cycle), _facts(cycle)))
    return found


def _while_closing(session: Session, cycle: Cycle, *, at: datetime) -> list[_Reminder]:
    """Owners, then managers, then who runs the cycle; the last as soon as nothing is missing."""
    assert cycle.id is not None
    since = at - (cycle.closing_at or at)
    goals = cycles.goals(session, cycle.workspace_id, cycle.id, states=score_cards.STATES)
    above = rights.managers(session, cycle.workspace_id, sorted({kr.owner_id for kr, _ in goals}))
    owners = {kr.owner_id for kr, _ in goals if kr.self_score is None and kr.score is None}
    managers = {
        above[kr.owner_id]
        for kr, _ in goals
        if kr.score is None and kr.self_score is not None and kr.owner_id in above
    }
    found = []
    if owners and since >= OWNERS_AFTER:
        people = score_cards.reachable(session, cycle.workspace_id, sorted(owners))
        found.append(_Reminder("score", people, _facts(cycle)))
    if managers and since >= MANAGERS_AFTER:
        people = score_cards.reachable(session, cycle.workspace_id, sorted(managers))
        found.append(_Reminder("confirm", people, _facts(cycle)))
    missing = closing.missing(session, cycle)
    if closing.is_complete(missing) or since >= RUNNERS_AFTER:
        facts = _facts(cycle, count=missing["unscored"] + missing["unconfirmed"])
        found.append(_Reminder("close", _runners(session, cycle), facts))
    return found


def _runners(session: Session, cycle: Cycle) -> Sequence[Person]:
    """Who runs the cycle, in the pilot or not: it is they who run the pilot, too."""
    return [
        person
        for person in rights.runners(session, cycle.workspace_id)
        if person.slack_user_id and person.standing == "employee"
    ]


def _present(
    session: Session, cycle: Cycle, people: Sequence[Person], *, at: datetime
) -> list[Person]:
    """Those who are not away; they hear of it when they are back."""
    return [
        person
        for person in people
        if pausing.skip_of_away(session, cycle.workspace_id, person.id or 0, tz=person.tz, at=at)
        is None
    ]


def _count(session: Session, cycle: Cycle, *states: str) -> int:
    assert cycle.id is not None
    counts = cycles.goal_counts(session, cycle.workspace_id, [cycle.id])
    return sum(counts.get((cycle.id, state), 0) for state in states)


def _facts(
    cycle: Cycle, *, count: int = 0, next_name: str | None = None, next_made: bool = False
) -> Row:
    return {"count": count, "next": next_name or cycle.name, "next_made": next_made}
