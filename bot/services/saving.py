"""Stores what was understood of a reply together with the card that shows it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, authorize
from bot.domain.replies.model import Certainty, Change, Question, Update
from bot.services import (
    agenda,
    answered_for,
    cards,
    facts,
    follow_ups,
    hints,
    late_answers,
    places,
    promises,
    reading_entry,
    recording,
    relations,
    request_card,
    step_records,
    superseding,
    week_plans,
)
from bot.services.agenda import Item, Key
from bot.services.recording import Origin, Said
from bot.services.replying import Came, Saved, Understood
from bot.services.rows import number
from storage import alerts, check_ins, organisation, outbox, ownership
from storage.outbox import Priority
from storage.tables import CheckInRequest, Reply
from storage.tables import Question as StoredQuestion


def save(
    session: Session,
    *,
    by: Actor,
    came: Came,
    items: Sequence[Item],
    understood: Understood,
    request: CheckInRequest | None,
    at: datetime,
) -> Saved:
    """Write every update, ask every question, answer with one card, and close the request.

    Raises NotAllowed when one of the items is not the actor's to change; nothing is kept then.
    """
    reply = Reply(
        workspace_id=by.workspace_id,
        person_id=by.person_id,
        request_id=request.id if request else None,
        source_key=came.once or came.key,
        channel=came.channel,
        ts=came.ts,
        text=came.text,
        items=[],
        at=at,
    )
    reply_id = check_ins.add_reply(session, reply)
    said_at = min(came.said_at or at, at)
    origin = Origin(by.person_id, said_at, by.tz, came.source, reply_id, observed=came.observed)
    rows = fill(session, by, reply, items, understood, origin)
    superseding.drop_older(session, reply, _talked_of(items, understood), tz=by.tz, at=at)
    owner_id = came.whose_id or by.person_id
    week_plans.put(session, reply, owner_id, items, understood.plans, tz=by.tz, at=at)
    hints.point_out(session, reply, items, understood.updates, at=at)
    _show(session, by, reply, came, at=at)
    answered_for.tell(session, reply, by, owner_id, corrected=came.corrects, at=at)
    if request is not None and understood.updates:
        answered(session, request, at=at)
    return Saved(reply_id, rows, len(understood.questions))


def fill(
    session: Session,
    by: Actor,
    reply: Reply,
    items: Sequence[Item],
    understood: Understood,
    origin: Origin,
) -> int:
    """Write the updates and questions of a reply; how many rows it says something about.

    What somebody said about an item later than `origin` stands.
    """
    assert reply.id is not None
    spoken = {update.n: update for update in understood.updates if _counts(update, items)}
    older = {item.n for item in items if _is_older(session, item, origin)}
    reply.items = [
        _pointer(item, spoken.get(item.n), older=item.n in older, cut=understood.cut)
        for item in items
    ]
    kept = origin.observed.pointer()
    if kept:
        reply.items = [pointer | {"observed": kept} for pointer in reply.items]
    promised = {promise.n: promise.on for promise in understood.promises}
    for item in items:
        if item.n in spoken and item.n not in older:
            on = asked_on(session, reply, item, tz=by.tz)
            said = _said(session, spoken[item.n], item, promised.get(item.n), origin)
            write(session, by, item, said, origin, on=on)
    first = len(check_ins.questions(session, by.workspace_id, reply.id))
    for position, question in enumerate(understood.questions, first):
        session.add(_stored(question, items, by, reply.id, position))
    session.flush()
    told = [item.id for item in items if item.kind == "kr" and item.n in spoken]
    late_answers.expect(session, by.workspace_id, told, at=origin.at)
    return len(spoken)


def write(
    session: Session,
    by: Actor,
    item: Item,
    said: Said | None,
    origin: Origin,
    *,
    on: date | None = None,
) -> None:
    """Write one item if the actor may; a KPI keeps figures only, those of the period of `on`.

    With nothing said only the right is checked.
    """
    if item.kind == "kpi":
        reading_entry.write(session, by, item.id, said, origin, on=on)
        return
    assert item.objective is not None
    kr = ownership.key_result_for_update(session, by.workspace_id, item.id)
    assert kr is not None
    relation, who = relations.to_key_result(session, by, kr, item.objective)
    grant = authorize(by, Action.CHECK_IN, relation, who_can=who)
    if said is not None:
        if said.value is not None and kr.kpi_id is not None:
            reading_entry.write(session, by, kr.kpi_id, said, origin, on=on)
        else:
            recording.key_result(session, kr, said, _on_behalf(origin, grant))
        if said.promised_on is not None:
            promises.plan(session, kr, said.promised_on, tz=origin.tz, at=origin.at)


def refresh_card(session: Session, reply: Reply, *, tz: str, at: datetime) -> None:
    """Show the reply's card as things stand now, in place."""
    if reply.card_message_id is not None:
        params = cards.answer(session, reply, tz=tz, at=at)
        outbox.revise(session, reply.card_message_id, params, at=at)


def answered(session: Session, request: CheckInRequest, *, at: datetime) -> None:
    """The request is answered: nobody reminds, and its message shows the new figures."""
    follow_ups.call_off(session, request)
    if request.state == "open":
        request.state, request.answered_at = "answered", at
    request_card.refresh(session, request, at=at)


def _talked_of(items: Sequence[Item], understood: Understood) -> set[Key]:
    """What a figure was said of, clear or not."""
    said = {update.n for update in understood.updates if update.change is not Change.NONE}
    said |= {n for question in understood.questions for n in question.ns}
    return {item.key for item in items if item.n in said}


def _show(session: Session, by: Actor, reply: Reply, came: Came, *, at: datetime) -> None:
    person = organisation.person(session, by.workspace_id, by.person_id)
    assert person is not None
    draft = places.draft(
        places.of_person(person),
        f"answer:{reply.id}",
        "answer_card",
        cards.answer(session, reply, tz=by.tz, at=at),
        priority=Priority.INTERACTIVE,
        thread_of_id=came.thread_of_id,
        thread_ts=came.thread_ts,
    )
    reply.card_message_id = outbox.add(session, draft, workspace_id=by.workspace_id, at=at)
    session.flush()


def _counts(update: Update, items: Sequence[Item]) -> bool:
    """ "No change" on everything is about what was asked, not about a KPI that is not due."""
    asked = {item.n for item in items if item.asked}
    return update.change is not Change.NO_CHANGE or update.n in asked


def _is_older(session: Session, item: Item, origin: Origin) -> bool:
    """Whether somebody said something later: what comes late must not overwrite it."""
    if item.key_result is not None:
        said_at = item.key_result.checked_in_at
        return said_at is not None and said_at > origin.at
    assert item.kpi is not None
    newest = alerts.newest_readings(session, item.kpi.workspace_id, item.id, most=1)
    return bool(newest) and newest[-1].at > origin.at


def asked_on(session: Session, reply: Reply, item: Item, *, tz: str) -> date | None:
    """The day on which the item was asked: a late answer is about the period of that day."""
    if reply.request_id is None or not item.asked:
        return None
    request = check_ins.request(session, reply.workspace_id, reply.request_id)
    return facts.local_date(request.created_at, tz) if request else None


def _pointer(item: Item, update: Update | None, *, older: bool, cut: bool) -> dict[str, Any]:
    pointer = item.pointer()
    if cut:
        pointer["cut"] = True
    if update is not None:
        pointer["change"] = _change(update)
        pointer["said"] = update.said if update.certainty is Certainty.LIKELY else None
        pointer["older"] = older
        if item.kind == "kpi" and update.value is None:
            pointer |= {"note": update.note, "blocker": update.blocker}
    return pointer


def _change(update: Update) -> str:
    if update.change is Change.NONE:
        return "words"
    if update.change in (Change.NO_CHANGE, Change.SKIP):
        return update.change.value
    return "value"


def _said(
    session: Session, update: Update, item: Item, promised_on: date | None, origin: Origin
) -> Said | None:
    if update.change is Change.SKIP:
        return None
    value = update.value
    if update.change is Change.NO_CHANGE and item.key_result is not None:
        # "No change" is no count of a period that has only begun.
        on = facts.local_date(origin.at, origin.tz)
        value = agenda.figure(session, item, on=on, tz=origin.tz)
    return Said(
        value=value,
        confidence=update.confidence,
        status=update.status.value if update.status else None,
        note=update.note,
        blocker=update.blocker,
        promised_on=promised_on,
        likely=update.certainty is Certainty.LIKELY,
        sample=_sample(update, item),
        steps=step_records.by_id(item.key_result, update.steps),
    )


def _sample(update: Update, item: Item) -> int | None:
    """ "No change" says that of the answers, too."""
    if update.change is Change.NO_CHANGE and item.key_result is not None:
        return item.key_result.sample
    return update.sample


def _on_behalf(origin: Origin, grant: Grant) -> Origin:
    if grant is not Grant.ON_BEHALF:
        return origin
    return Origin(
        origin.person_id, origin.at, origin.tz, origin.source, origin.reply_id, on_behalf=True
    )


def _stored(
    question: Question, items: Sequence[Item], by: Actor, reply_id: int, position: int
) -> StoredQuestion:
    known = {item.n: item for item in items}
    return StoredQuestion(
        workspace_id=by.workspace_id,
        reply_id=reply_id,
        position=position,
        reason=question.reason,
        said=question.said,
        subjects=[known[n].pointer() for n in question.ns],
        candidates=[
            known[candidate.n].pointer()
            | {"value": number(candidate.value)}
            | step_records.offered(known[candidate.n].key_result, candidate)
            for candidate in question.candidates
        ],
    )
