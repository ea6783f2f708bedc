"""A manager looks at what their people checked in: agrees, corrects with a reason, or asks."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.domain.errors import Conflict, Gone, Invalid, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, authorize
from bot.domain.replies.model import Update
from bot.runtime import Runtime
from bot.services import agenda, answering, facts, places, relations, rows, saving
from bot.services.agenda import Item
from bot.services.replying import Came, Understood
from bot.services.rows import Row, moment, number
from storage import check_ins, inbox, organisation, outbox, reports
from storage.outbox import Priority
from storage.tables import CheckIn, CheckInReview, KeyResult, Objective

SINCE = timedelta(days=14)
MOST = 15
Reviewed = tuple[CheckIn, KeyResult, Objective]


def waiting(rt: Runtime, *, by: Actor) -> Row:
    """Check-ins of the actor's people that they have not reviewed.

    Raises NotFound "people.none" for somebody who leads nobody.
    """
    with rt.reading() as session:
        found = shown(session, by, at=rt.clock())
    if found is None:
        raise NotFound("people.none")
    return found


def shown(session: Session, by: Actor, *, at: datetime) -> Row | None:
    """The same; None for somebody who leads nobody."""
    people = {one.id or 0: one for one in reports.people_of(session, by.workspace_id, by.person_id)}
    if not people:
        return None
    found = reports.unreviewed(
        session,
        by.workspace_id,
        sorted(people),
        reviewer_id=by.person_id,
        since=at - SINCE,
        limit=MOST + 1,
    )
    return {
        "items": [
            _row(made, owner=people[made[1].owner_id].name, by=by, at=at) for made in found[:MOST]
        ],
        "more": len(found) > MOST,
    }


def agree(rt: Runtime, check_in_id: int, *, by: Actor, key: str) -> Row | None:
    """The check-in is right; what is left to review, None for what was done before.

    Raises NotFound "review.unknown", NotAllowed, Gone "review.done".
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        made = _made(session, by, check_in_id)
        _note(session, made, by, "agreed", at=at)
        return shown(session, by, at=at)


def form(rt: Runtime, check_in_id: int, *, by: Actor) -> Row:
    """What the forms about a check-in show; raises as `agree` does."""
    with rt.reading() as session:
        made = _made(session, by, check_in_id, lock=False)
        owner = organisation.person(session, by.workspace_id, made[1].owner_id)
        assert owner is not None
        return _row(made, owner=owner.name, by=by, at=rt.clock())


@dataclass(frozen=True, slots=True)
class Correction:
    """The right figure as it was typed, and why; `sure` once it was asked about for being far."""

    text: str
    reason: str
    sure: bool


def check_value(rt: Runtime, check_in_id: int, correction: Correction, *, by: Actor) -> None:
    """See whether the corrected figure is clear.

    Raises Invalid when it is not: "value.far" for one that is to be confirmed.
    """
    at = rt.clock()
    with rt.reading() as session:
        made = _made(session, by, check_in_id, lock=False)
        _read(session, by, correction, _item(made), at=at)


def correct(
    rt: Runtime, check_in_id: int, correction: Correction, *, by: Actor, key: str, view_id: str
) -> None:
    """Write the right figure in the owner's place, who is told of it and of the reason.

    Raises as `agree` does, Invalid as `check_value` does, and Conflict "review.newer" when
    something newer stands there.
    """
    at = rt.clock()
    once = f"view:{view_id}"
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        if check_ins.was_replied(session, by.workspace_id, once):
            return
        made = _made(session, by, check_in_id)
        kr = made[1]
        if kr.last_check_in_id != check_in_id:
            raise Conflict("review.newer", title=kr.title)
        item = _item(made)
        agenda.lock(session, by.workspace_id, [item])
        said = _read(session, by, correction, item, at=at)
        reason = correction.reason.strip()
        update = replace(said, note=reason)
        came = Came(key, "", "modal", once=once, whose_id=kr.owner_id, corrects=True)
        understood = Understood([update])
        saving.save(
            session, by=by, came=came, items=[item], understood=understood, request=None, at=at
        )
        session.refresh(kr)
        written = kr.last_check_in_id
        _note(session, made, by, "corrected", text=reason, correction=written, at=at)


def ask(rt: Runtime, check_in_id: int, question: str, *, by: Actor, key: str) -> None:
    """Send a question about a check-in to its owner; raises as `agree` does, and Invalid."""
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        made = _made(session, by, check_in_id)
        if not question.strip():
            raise Invalid("review.no_question")
        owner = organisation.person(session, by.workspace_id, made[1].owner_id)
        assert owner is not None
        if owner.slack_user_id is None:
            raise NotFound("review.not_in_slack", name=owner.name)
        review = _note(session, made, by, "asked", text=question.strip(), at=at)
        on = facts.local_date(at, owner.tz)
        known = facts.key_result(made[1], made[2], tz=owner.tz)
        draft = places.draft(
            places.of_person(owner),
            f"review_question:{review.id}",
            "review_question",
            {
                "by": by.name,
                "slack_id": by.slack_user_id or None,
                "question": question.strip(),
                "row": rows.key_result(None, known, on=on),
            },
            priority=Priority.REMINDER,
        )
        outbox.add(session, draft, workspace_id=by.workspace_id, at=at)


def _made(session: Session, by: Actor, check_in_id: int, *, lock: bool = True) -> Reviewed:
    """A check-in of somebody whom the actor leads; private goals of others stay unknown."""
    made = reports.check_in(session, by.workspace_id, check_in_id, lock=lock)
    if made is None:
        raise NotFound("review.unknown")
    relation, who = relations.to_key_result(session, by, made[1], made[2])
    if authorize(by, Action.CHECK_IN, relation, who_can=who) is not Grant.ON_BEHALF:
        raise NotFound("review.unknown")
    done = reports.reviews_of(session, by.workspace_id, check_in_id)
    if any(one.reviewer_id == by.person_id and one.verdict != "asked" for one in done):
        raise Gone("review.done")
    return made


def _note(
    session: Session,
    made: Reviewed,
    by: Actor,
    verdict: str,
    *,
    at: datetime,
    text: str | None = None,
    correction: int | None = None,
) -> CheckInReview:
    assert made[0].id is not None
    review = CheckInReview(
        workspace_id=by.workspace_id,
        check_in_id=made[0].id,
        reviewer_id=by.person_id,
        verdict=verdict,
        text=text,
        correction_id=correction,
        at=at,
    )
    session.add(review)
    session.flush()
    return review


def _read(
    session: Session, by: Actor, correction: Correction, item: Item, *, at: datetime
) -> Update:
    sure = correction.sure
    return answering.read_typed(session, by, correction.text, item, at=at, told_far=sure)


def _item(made: Reviewed) -> Item:
    return Item(1, made[1], made[2], None)


def _row(made: Reviewed, *, owner: str, by: Actor, at: datetime) -> Row:
    check_in, kr, objective = made
    known = facts.key_result(kr, objective, tz=by.tz)
    row = rows.key_result(None, known, on=facts.local_date(at, by.tz), owner=owner)
    return row | {
        "check_in_id": check_in.id,
        "before_value": number(check_in.previous_value),
        "value": number(check_in.value if check_in.value is not None else kr.value),
        "confidence": check_in.confidence,
        "said": check_in.said,
        "note": check_in.note,
        "blocker": check_in.blocker,
        "at": moment(check_in.at),
    }
