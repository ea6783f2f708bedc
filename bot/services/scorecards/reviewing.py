"""A manager freezes the card of somebody with a word on it, and that person hears of it."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.errors import Conflict
from bot.domain.people import Actor, Standing
from bot.domain.policy import Action
from bot.runtime import Runtime
from bot.services import places
from bot.services.rows import Row
from bot.services.scorecards import marks, naming, showing
from storage import inbox, outbox
from storage.outbox import Priority
from storage.tables import Cycle, Person, ScorecardReview

LONGEST_NOTE = 2_000


def form(rt: Runtime, person_id: int, cycle_id: int, *, by: Actor) -> Row:
    """The card as it would be frozen, and the mark by which it is known again.

    Raises Invalid "scorecard.off", NotFound "button.broken", "scorecard.no_template", NotAllowed
    "policy.review_scorecard".
    """
    with rt.reading() as session:
        person, cycle = _reviewed(session, by, person_id, cycle_id)
        found = showing.shown(session, person, cycle, at=rt.clock())
        return found | {"mark": marks.mark(found["card"])}


def check(rt: Runtime, person_id: int, cycle_id: int, mark: str, *, by: Actor) -> None:
    """Raises as `form` does, and Conflict "scorecard.moved" when the figures are others by now."""
    with rt.reading() as session:
        person, cycle = _reviewed(session, by, person_id, cycle_id)
        _same(showing.card_now(session, person, cycle, at=rt.clock()), mark)


def save(
    rt: Runtime, person_id: int, cycle_id: int, mark: str, note: str, *, by: Actor, key: str
) -> None:
    """Freeze the card that was shown; nothing is done twice. Raises as `check` does."""
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        person, cycle = _reviewed(session, by, person_id, cycle_id)
        card = showing.card_now(session, person, cycle, at=at)
        _same(card, mark)
        review = ScorecardReview(
            workspace_id=by.workspace_id,
            person_id=person_id,
            cycle_id=cycle_id,
            reviewer_id=by.person_id,
            note=note.strip()[:LONGEST_NOTE] or None,
            figures=card,
            at=at,
        )
        session.add(review)
        session.flush()
        showing.note(session, by, "review_scorecard", at=at, person_id=person_id, cycle_id=cycle_id)
        _tell(session, by, person, cycle, review, at=at)


def _reviewed(session: Session, by: Actor, person_id: int, cycle_id: int) -> tuple[Person, Cycle]:
    naming.check_on(session, by.workspace_id)
    person, cycle = naming.by_id(session, by.workspace_id, person_id, cycle_id)
    naming.may(session, by, person, Action.REVIEW_SCORECARD)
    return person, cycle


def _same(card: Row, mark: str) -> None:
    if marks.mark(card) != mark:
        raise Conflict("scorecard.moved")


def _tell(
    session: Session,
    by: Actor,
    person: Person,
    cycle: Cycle,
    review: ScorecardReview,
    *,
    at: datetime,
) -> None:
    """The reviewer reads that it is saved, and whom it is about reads it too."""
    facts = {
        "by": by.name,
        "person": person.name,
        "person_id": person.id,
        "cycle": cycle.name,
        "cycle_key": cycle.key,
        "total": review.figures["total"],
        "note": review.note,
    }
    told = [(places.Place(by.slack_user_id, by.locale, by.tz), "reviewer", Priority.INTERACTIVE)]
    if person.slack_user_id is not None and person.standing == Standing.EMPLOYEE:
        told.append((places.of_person(person), "person", Priority.REMINDER))
    for place, reader, priority in told:
        draft = places.draft(
            place,
            f"scorecard_reviewed:{review.id}:{reader}",
            "scorecard_reviewed",
            facts | {"own": reader == "person"},
            priority=priority,
        )
        outbox.add(session, draft, workspace_id=by.workspace_id, at=at)
