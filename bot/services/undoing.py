"""Takes a reply back: within a day, and only what nothing newer stands on."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.errors import Conflict, Gone, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import (
    agenda,
    cards,
    follow_ups,
    late_answers,
    recording,
    relations,
    request_card,
    saving,
)
from bot.services.cards import UNDO_WITHIN
from bot.services.recording import Origin
from bot.services.rows import Row, moment
from storage import alerts, check_ins, goal_parts, inbox, ownership, week_plans
from storage.tables import Reply

#: What somebody changes without its being a change of the goal that they would want undone: they
#: say what else they call it, often because a reply was not understood.
BESIDE = ("aliases",)


def undo(rt: Runtime, reply_id: int, *, by: Actor, key: str, n: int | None = None) -> None:
    """Undo one reply, or only what it says of item `n`.

    Raises NotFound, NotAllowed, Gone "undo.too_late", Conflict "undo.newer".
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        reply = check_ins.reply(session, by.workspace_id, reply_id)
        if reply is None:
            raise NotFound("undo.nothing")
        _undo(session, by, reply, n, at=at)


def undo_newest(session: Session, by: Actor, *, at: datetime) -> None:
    """Undo the person's last reply that still stands; raises as `undo` does."""
    reply = check_ins.newest_reply(session, by.workspace_id, by.person_id)
    if reply is None:
        raise NotFound("undo.nothing")
    _undo(session, by, reply, None, at=at)


def undo_last(rt: Runtime, *, by: Actor, key: str) -> Row | None:
    """Undo the person's last change and say what it was; None for what was done before.

    Raises as `undo` does, and Conflict "undo.edited" when they edited a goal since, other than
    what is `BESIDE` it.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        reply = check_ins.newest_reply(session, by.workspace_id, by.person_id)
        edit = goal_parts.newest_change_by(session, by.workspace_id, by.person_id, without=BESIDE)
        if edit is not None and (reply is None or edit.at > reply.at):
            raise Conflict("undo.edited", goal=f"o:{edit.objective_id}")
        if reply is None:
            raise NotFound("undo.nothing")
        _undo(session, by, reply, None, at=at)
        shown = cards.answer(session, reply, tz=by.tz, at=at)
        return {"rows": shown["rows"], "at": moment(reply.at)}


def take_back(session: Session, by: Actor, reply: Reply, n: int | None, *, at: datetime) -> int:
    """Undo what a reply wrote, of item `n` alone where one is given; how many rows it took back.

    What something newer stands on stays as it is. The reply must be held.
    """
    assert reply.id is not None
    origin = Origin(by.person_id, at, by.tz, "undo", reply.id)
    wanted = {(p["kind"], p["id"]) for p in reply.items if n is None or p["n"] == n}
    taken, moved = 0, []
    for row in reversed(check_ins.of_reply(session, by.workspace_id, reply.id)):
        kr = ownership.key_result_for_update(session, by.workspace_id, row.key_result_id)
        if kr is None or not {("kr", kr.id), ("kpi", kr.kpi_id)} & wanted:
            continue
        taken += recording.take_back(session, kr, row, origin)
        moved.append(row.key_result_id)
        if kr.kpi_id is not None:
            wanted.add(("kpi", kr.kpi_id))  # its figure was said as that of the key result
    for read in reversed(alerts.readings_of_reply(session, by.workspace_id, reply.id)):
        if ("kpi", read.kpi_id) in wanted:
            kpi = ownership.kpi_for_update(session, by.workspace_id, read.kpi_id)
            taken += kpi is not None and recording.withdraw(session, kpi, read, origin)
    late_answers.expect(session, by.workspace_id, moved, at=at)
    return taken


def drop_questions(session: Session, reply: Reply) -> None:
    """Nobody has to answer what was asked about this reply any more."""
    assert reply.id is not None
    for question in check_ins.questions(session, reply.workspace_id, reply.id):
        assert question.id is not None
        check_ins.close_question(session, reply.workspace_id, question.id, state="dropped")


def check_may_undo(session: Session, by: Actor, reply: Reply, *, at: datetime) -> None:
    """Raises NotAllowed, or Gone "undo.too_late" a day after the reply."""
    relation, who = relations.to_person(session, by, reply.person_id)
    authorize(by, Action.UNDO, relation, who_can=who)
    if at - reply.at > UNDO_WITHIN:
        raise Gone("undo.too_late")


def _undo(session: Session, by: Actor, reply: Reply, n: int | None, *, at: datetime) -> None:
    check_may_undo(session, by, reply, at=at)
    agenda.hold(session, reply)
    if reply.undone_at is not None:
        return
    taken = take_back(session, by, reply, n, at=at)
    if n is None:
        assert reply.id is not None
        taken += week_plans.drop_of_reply(session, by.workspace_id, reply.id)
    if not taken:
        raise Conflict("undo.newer")
    if n is None or not _stands(session, reply):
        reply.undone_at = at
        drop_questions(session, reply)
    session.flush()
    session.expire_all()
    _ask_again(session, by, reply, at=at)
    saving.refresh_card(session, reply, tz=by.tz, at=at)


def _stands(session: Session, reply: Reply) -> bool:
    """Whether anything that the reply wrote is left."""
    assert reply.id is not None
    written = check_ins.of_reply(session, reply.workspace_id, reply.id)
    ids = {row.id for row in written if row.id is not None}
    if ids - check_ins.undone(session, reply.workspace_id, sorted(ids)):
        return True
    readings = alerts.readings_of_reply(session, reply.workspace_id, reply.id)
    return any(reading.withdrawn_at is None for reading in readings)


def _ask_again(session: Session, by: Actor, reply: Reply, *, at: datetime) -> None:
    """Without any answer that stands the request is open again, unless a newer one was asked."""
    if reply.request_id is None:
        return
    request = check_ins.request(session, by.workspace_id, reply.request_id)
    if request is None:
        return
    standing = check_ins.standing_replies(session, by.workspace_id, reply.request_id)
    # A reply that only raised questions is no answer yet.
    answered = any("change" in pointer for one in standing for pointer in one.items)
    if request.state == "answered" and not answered:
        newest = check_ins.newest_request(session, by.workspace_id, request.person_id)
        is_newest = newest is not None and newest.id == request.id
        request.state, request.answered_at = "open" if is_newest else "expired", None
        if is_newest:
            follow_ups.plan(session, request, tz=by.tz, at=at)
    request_card.refresh(session, request, at=at)
