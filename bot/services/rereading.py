"""A person changes or deletes a message that was read before."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import agenda, answering, jumps, notes, request_card, saving, undoing, week_plans
from bot.services.recording import Origin
from bot.services.replying import Came, Understood
from storage import alerts, check_ins, inbox
from storage import week_plans as stored_plans
from storage.tables import Reply


def edited(rt: Runtime, came: Came, *, by: Actor) -> None:
    """Read the message again: what it said before is taken back, what it says now is written.

    The card shows the difference in place. A message that had led to nothing is read as a new
    one. Raises Gone "undo.too_late" a day after the reply.
    """
    at = rt.clock()
    with rt.uow() as session:
        reply = _reply(session, by, came)
        if reply is None or reply.undone_at is not None:
            answering.reply_in(session, came, by=by, at=at)
        elif inbox.claim(session, workspace_id=by.workspace_id, key=came.key, at=at):
            undoing.check_may_undo(session, by, reply, at=at)
            _read_again(session, by, reply, came, at=at)


def deleted(rt: Runtime, came: Came, *, by: Actor) -> None:
    """Deleting a message is no undo: the person is told that the figures stay, and the way out."""
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=came.key, at=at):
            return
        reply = _reply(session, by, came)
        if reply is not None and reply.undone_at is None:
            notes.tell(session, by, came, "deleted_message", {}, at=at)


def _reply(session: Session, by: Actor, came: Came) -> Reply | None:
    assert came.channel is not None
    assert came.ts is not None
    found = check_ins.reply_at(session, by.workspace_id, came.channel, came.ts)
    return found if found and found.person_id == by.person_id else None


def _read_again(session: Session, by: Actor, reply: Reply, came: Came, *, at: datetime) -> None:
    assert reply.id is not None
    agenda.hold(session, reply)
    undoing.take_back(session, by, reply, None, at=at)
    undoing.drop_questions(session, reply)
    stored_plans.drop_of_reply(session, by.workspace_id, reply.id)
    session.flush()
    session.expire_all()
    items = agenda.of_pointers(session, by.workspace_id, reply.items)
    reading = answering.read(session, by, came.text, items, at=at)
    kept = _kept(session, reply)
    origin = Origin(by.person_id, at, by.tz, came.source, reply.id)
    understood = jumps.asked(session, items, Understood.of(reading)).without(kept)
    saving.fill(session, by, reply, items, understood, origin)
    week_plans.put(session, reply, by.person_id, items, understood.plans, tz=by.tz, at=at)
    reply.text = came.text
    saving.refresh_card(session, reply, tz=by.tz, at=at)
    if reply.request_id is not None:
        request = check_ins.request(session, by.workspace_id, reply.request_id)
        assert request is not None
        if understood.updates:
            saving.answered(session, request, at=at)
        else:
            request_card.refresh(session, request, at=at)


def _kept(session: Session, reply: Reply) -> set[int]:
    """Numbers of the items that could not be taken back, because something newer stands there."""
    assert reply.id is not None
    written = check_ins.of_reply(session, reply.workspace_id, reply.id)
    gone = check_ins.undone(session, reply.workspace_id, [row.id for row in written if row.id])
    standing = {("kr", row.key_result_id) for row in written if row.id not in gone}
    readings = alerts.readings_of_reply(session, reply.workspace_id, reply.id)
    standing |= {("kpi", row.kpi_id) for row in readings if row.withdrawn_at is None}
    return {p["n"] for p in reply.items if (p["kind"], p["id"]) in standing}
