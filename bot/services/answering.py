"""A person answers: in words, by *No change*, or in the form."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from sqlmodel import Session

from bot.domain.errors import Gone, Invalid, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.domain.replies import read_reply
from bot.domain.replies.model import Change, Intent, Reading, Update
from bot.domain.replies.steps import as_said_of_steps
from bot.runtime import Runtime
from bot.services import agenda, facts, jumps, notes, relations, saving, undoing
from bot.services.agenda import Item
from bot.services.recording import Origin
from bot.services.replying import Came, Saved, Understood
from storage import check_ins, inbox, sent
from storage.tables import CheckInRequest

NUMBERS_LAST = timedelta(days=8)
#: A figure that can be read in one way only: no group of three digits behind a separator.
PLAIN = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,2})?")
#: A figure with nothing but a unit behind it: no "about", no "or so".
ALONE = re.compile(r"[0-9][0-9.,]*\s?\S{0,8}")


def reply(rt: Runtime, came: Came, *, by: Actor) -> Saved | None:
    """Read a person's words and do what they say; None when they change nothing.

    The same key counts once.
    """
    with rt.uow() as session:
        return reply_in(session, came, by=by, at=rt.clock())


def reply_in(session: Session, came: Came, *, by: Actor, at: datetime) -> Saved | None:
    """The same in the caller's transaction."""
    if not inbox.claim(session, workspace_id=by.workspace_id, key=came.key, at=at):
        return None
    return understand(session, came, by=by, whose=by, at=at)


def understand(
    session: Session, came: Came, *, by: Actor, whose: Actor, at: datetime
) -> Saved | None:
    """Read words about the goals of a person, whoever says them, and do what they say."""
    request = _request(session, whose, came, at=at)
    items = items_of(session, whose, request, at=at)
    if not items:
        notes.tell(session, by, came, "nothing_due", {}, at=at)
        return None
    agenda.lock(session, by.workspace_id, items)
    return _read_and_save(session, by, came, items, request, at=at)


def about(rt: Runtime, came: Came, item: Item, *, by: Actor) -> Saved | None:
    """Read words that are about one item alone, such as those of `/kpi set`.

    Raises Invalid "value.none" when they hold no figure.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=came.key, at=at):
            return None
        agenda.lock(session, by.workspace_id, [item])
        [item] = agenda.of_pointers(session, by.workspace_id, [item.pointer()])
        saving.write(session, by, item, None, Origin(by.person_id, at, by.tz, came.source))
        reading = read(session, by, came.text, [item], at=at)
        if not reading.questions and all(update.value is None for update in reading.updates):
            raise Invalid("value.none", title=item.title)
        return saving.save(
            session,
            by=by,
            came=came,
            items=[item],
            understood=jumps.asked(session, [item], Understood.of(reading)),
            request=None,
            at=at,
        )


def figure(rt: Runtime, came: Came, item: Item, value: Decimal, *, by: Actor) -> Saved | None:
    """Write a figure of one item that needs no reading of words, or ask whether it is meant."""
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=came.key, at=at):
            return None
        agenda.lock(session, by.workspace_id, [item])
        items = agenda.of_pointers(session, by.workspace_id, [item.pointer()])
        update = Update(n=item.n, change=Change.VALUE, amount=value, value=value, said=came.text)
        return saving.save(
            session,
            by=by,
            came=came,
            items=items,
            understood=jumps.asked(session, items, Understood([update])),
            request=None,
            at=at,
        )


def no_change(rt: Runtime, request_id: int, *, by: Actor, key: str) -> Saved | None:
    """Everything that was asked stays as it is, which is an answer."""
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        request = open_request(session, by, request_id)
        everything = agenda.of_pointers(session, by.workspace_id, request.items)
        items = [item for item in everything if item.asked]
        agenda.lock(session, by.workspace_id, items)
        updates = [Update(n=item.n, change=Change.NO_CHANGE, value=item.value) for item in items]
        return saving.save(
            session,
            by=by,
            came=Came(key, "", "no_change", thread_of_id=request.message_id),
            items=items,
            understood=Understood(updates),
            request=request,
            at=at,
        )


def read_one(session: Session, by: Actor, text: str, item: Item, *, at: datetime) -> Update:
    """The one update that words about one item hold.

    Raises Invalid "value.none" without a figure, "value.unclear" with more than one reading,
    "value.far" for one that lies far from the others, "milestones.by_number" where steps were to be
    named.
    """
    reading = read(session, by, text, [item], at=at)
    if any(question.reason == "which_steps" for question in reading.questions):
        raise Invalid("milestones.by_number", title=item.title)
    if reading.questions:
        question = reading.questions[0]
        if question.reason == "out_of_band":
            values = {candidate.value for candidate in question.candidates}
            only = values.pop() if len(values) == 1 else None
            raise Invalid("value.far", title=item.title, said=text, value=only)
        raise Invalid("value.unclear", said=text)
    for update in reading.updates:
        if jumps.is_one(session, item, update.value):
            raise Invalid("value.far", title=item.title, said=text, value=update.value)
        if update.value is not None:
            return update
    raise Invalid("value.none", title=item.title)


def read_typed(
    session: Session, by: Actor, text: str, item: Item, *, at: datetime, told_far: bool = True
) -> Update:
    """The figure that a person typed when they were asked for it.

    Where they were told that it lies far from the others, a clear figure counts wherever it lies.
    Raises as `read_one` does.
    """
    try:
        if item.key_result is not None and item.key_result.steps:
            text = as_said_of_steps(text)
        return read_one(session, by, text, item, at=at)
    except Invalid as unclear:
        if unclear.key != "value.far" or not told_far:
            raise
        plain, alone = PLAIN.fullmatch(text.strip()), ALONE.fullmatch(text.strip())
        value = unclear.params["value"] if alone else None
        if plain is not None:
            value = Decimal(plain[0].replace(",", "."))
        if not isinstance(value, Decimal):
            raise Invalid("value.unclear", said=text) from unclear
        return Update(n=item.n, change=Change.VALUE, amount=value, value=value, said=text)


def open_request(session: Session, by: Actor, request_id: int) -> CheckInRequest:
    """The request, if it is the actor's and may still be answered.

    Raises NotFound "request.unknown", Gone "request.answered".
    """
    request = asked(session, by, request_id)
    if request.state != "open":
        raise Gone("request.answered")
    return request


def asked(session: Session, by: Actor, request_id: int) -> CheckInRequest:
    """The request, if the actor may answer it; raises NotFound "request.unknown", NotAllowed."""
    request = check_ins.request(session, by.workspace_id, request_id)
    if request is None:
        raise NotFound("request.unknown")
    relation, who = relations.to_person(session, by, request.person_id)
    authorize(by, Action.CHECK_IN, relation, who_can=who)
    return request


def _read_and_save(
    session: Session,
    by: Actor,
    came: Came,
    items: Sequence[Item],
    request: CheckInRequest | None,
    *,
    at: datetime,
) -> Saved | None:
    reading = read(session, by, came.text, items, at=at)
    if reading.updates or reading.questions or reading.promises or reading.plans:
        saved = saving.save(
            session,
            by=by,
            came=came,
            items=items,
            understood=jumps.asked(session, items, Understood.of(reading)),
            request=request,
            at=at,
        )
        if reading.leave_until is not None and came.whose_id is None:
            params = notes.leave(reading, today=facts.local_date(at, by.tz))
            notes.tell(session, by, came, "leave", params, at=at)
        return saved
    if reading.intent is Intent.UNDO:
        undoing.undo_newest(session, by, at=at)
        return None
    key, params = notes.fitting(came, reading, items, today=facts.local_date(at, by.tz))
    notes.tell(session, by, came, key, params, at=at)
    return None


def read(session: Session, by: Actor, text: str, items: Sequence[Item], *, at: datetime) -> Reading:
    """What the words say of the items as they stand."""
    today = facts.local_date(at, by.tz)
    subjects = agenda.subjects(session, by, items, on=today)
    return read_reply(text, subjects, locale=by.locale, today=today)


def _request(session: Session, by: Actor, came: Came, *, at: datetime) -> CheckInRequest | None:
    """The request whose thread it is, else the newest while people still have it in mind."""
    if came.channel and came.thread_ts:
        parent = sent.message_at(
            session, workspace_id=by.workspace_id, channel=came.channel, ts=came.thread_ts
        )
        of_thread = parent and check_ins.request_of_message(session, by.workspace_id, parent.id)
        if of_thread and of_thread.person_id == by.person_id:
            return of_thread
    return in_mind(session, by, at=at)


def in_mind(session: Session, by: Actor, *, at: datetime) -> CheckInRequest | None:
    """The person's newest request, while its numbers are what they think of."""
    newest = check_ins.newest_request(session, by.workspace_id, by.person_id)
    return newest if newest and at - newest.created_at < NUMBERS_LAST else None


def items_of(
    session: Session, by: Actor, request: CheckInRequest | None, *, at: datetime
) -> Sequence[Item]:
    """What the person may answer, numbered as they last saw it."""
    return agenda.current(session, by, request, on=facts.local_date(at, by.tz))
