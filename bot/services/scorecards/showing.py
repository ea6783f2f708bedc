"""The card of one person as those who may see it see it."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.errors import NotAllowed, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant
from bot.runtime import Runtime
from bot.services import break_glass, facts
from bot.services.break_glass import Look
from bot.services.rows import Row
from bot.services.scorecards import marks, naming
from bot.services.scorecards.cards import Cards
from storage import audit, organisation, scorecards
from storage.tables import Cycle, Person

MOST_OTHER_CYCLES = 3


def show(rt: Runtime, words: str | None, *, by: Actor) -> Row:
    """The card that the words mean, one's own of the current cycle without any.

    An administrator looks at a card of somebody whom they do not lead for a reason, of which that
    person is told. Raises Invalid "scorecard.off", "look.no_reason", NotFound
    "silence.unknown", "scorecard.no_cycle", "scorecard.no_template", SeveralFit, NotAllowed
    "policy.view_scorecard".
    """
    at = rt.clock()
    with rt.reading() as session:
        naming.check_on(session, by.workspace_id)
        words, why = break_glass.split(words or "")
        person, cycle = naming.card_of(session, by, words)
        grant = naming.may(session, by, person, Action.VIEW_SCORECARD)
        if grant is Grant.AUDITED:
            why = break_glass.reason(why, f"/okr scorecard {words}")
        found = shown(session, person, cycle, at=at)
        found["own"] = person.id == by.person_id
        found["reviews"] = _reviews(session, by, person)
        found["others"] = [
            {"key": one.key, "name": one.name}
            for one in reversed(naming.shown_cycles(session, by.workspace_id))
            if one.id != cycle.id
        ][:MOST_OTHER_CYCLES]
    found["why"] = why if grant is Grant.AUDITED else None
    if grant is Grant.AUDITED and why is not None:
        look = Look("scorecard", "person", person.id or 0, person.id or 0, cycle.name, why)
        break_glass.note(rt, by, look, "view_scorecard", cycle_id=cycle.id)
    return found


def shown(session: Session, person: Person, cycle: Cycle, *, at: datetime) -> Row:
    """The card of a person with its review; raises NotFound "scorecard.no_template"."""
    card = card_now(session, person, cycle, at=at)
    [review] = [scorecards.reviews(session, cycle.workspace_id, cycle.id or 0, [person.id or 0])]
    newest = review.get(person.id or 0)
    reviewer = (
        organisation.person(session, cycle.workspace_id, newest.reviewer_id) if newest else None
    )
    return {
        "person_id": person.id,
        "person": person.name,
        "cycle": {"id": cycle.id, "key": cycle.key, "name": cycle.name, "state": cycle.state},
        "card": card,
        "review": marks.since(newest, reviewer, card),
    }


def card_now(session: Session, person: Person, cycle: Cycle, *, at: datetime) -> Row:
    """The figures alone, as they stand now; raises NotFound "scorecard.no_template"."""
    on = facts.local_date(at, person.tz)
    card = Cards.read(session, cycle, [person.id or 0], on=on).of(person)
    if card is None:
        raise NotFound("scorecard.no_template", name=person.name)
    return card


def note(session: Session, by: Actor, action: str, *, at: datetime, **ids: Any) -> None:
    """Leave a line in the audit log about the card of a person."""
    audit.add(
        session,
        workspace_id=by.workspace_id,
        at=at,
        actor_id=by.person_id,
        action=action,
        subject="person",
        subject_id=ids.pop("person_id"),
        detail=ids,
    )


def _reviews(session: Session, by: Actor, person: Person) -> bool:
    try:
        naming.may(session, by, person, Action.REVIEW_SCORECARD)
    except NotAllowed:
        return False
    return True
