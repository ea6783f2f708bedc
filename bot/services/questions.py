"""A person settles a doubt: by a candidate's button, or with a figure of their own."""

from datetime import datetime
from decimal import Decimal

from sqlmodel import Session

from bot.domain.errors import Gone, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.domain.replies.model import Candidate
from bot.domain.replies.proposals import Proposer, worth_offering
from bot.runtime import Runtime
from bot.services import agenda, answering, facts, relations, rows, saving, step_records
from bot.services.agenda import Item
from bot.services.observed import Observed
from bot.services.recording import Origin, Said
from bot.services.rows import Row, number
from storage import check_ins, inbox
from storage.tables import Question, Reply


def pick(rt: Runtime, question_id: int, index: int, *, by: Actor, key: str) -> None:
    """Write the candidate that the person pressed.

    Raises NotFound "question.unknown", Gone "question.settled" or "goal.closed", NotAllowed.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        question, reply = _open(session, by, question_id, lock=True)
        if not 0 <= index < len(question.candidates):
            raise NotFound("question.unknown")
        chosen = question.candidates[index]
        steps = {int(step["id"]): True for step in chosen.get("steps", ())}
        value = None if steps else Decimal(chosen["value"])
        said = Said(value, steps=steps, sample=chosen.get("sample"))
        _settle(session, by, question, reply, int(chosen["n"]), said, at=at)


def ask_value(rt: Runtime, question_id: int, *, by: Actor) -> Row:
    """What the form for an own figure shows; raises as `pick` does."""
    with rt.reading() as session:
        question, reply = _open(session, by, question_id)
        return {
            "question_id": question_id,
            "reason": question.reason,
            "subjects": [
                {
                    "n": item.n,
                    "title": item.title,
                    "unit": item.unit,
                    "shape": item.shape,
                    "value": number(item.value),
                    "steps": rows.steps(item.key_result),
                }
                for item in _items(session, question, reply)
            ],
        }


def check_value(rt: Runtime, question_id: int, n: int, text: str, *, by: Actor) -> None:
    """See whether a typed figure is clear; raises Invalid when it is not, else as `pick`."""
    with rt.reading() as session:
        question, reply = _open(session, by, question_id)
        answering.read_typed(session, by, text, _item(session, question, reply, n), at=rt.clock())


def put_value(rt: Runtime, question_id: int, n: int, text: str, *, by: Actor, key: str) -> None:
    """Write the person's own figure; raises as `check_value` does."""
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        question, reply = _open(session, by, question_id, lock=True)
        item = _item(session, question, reply, n)
        update = answering.read_typed(session, by, text, item, at=at)
        assert update.value is not None
        steps = step_records.by_id(item.key_result, update.steps)
        said = Said(update.value, steps=steps, sample=update.sample)
        _settle(session, by, question, reply, n, said, at=at)


def suggest(rt: Runtime, question_id: int, proposer: Proposer, *, by: Actor) -> None:
    """Let a proposer add buttons to an open question.

    It may take its time and use the network: it runs outside every transaction, and what was
    settled meanwhile stays settled. Raises as `pick` does.
    """
    at = rt.clock()
    on = facts.local_date(at, by.tz)
    with rt.reading() as session:
        question, reply = _open(session, by, question_id)
        subjects = agenda.subjects(session, by, _items(session, question, reply), on=on)
        said = reply.text
    proposed = proposer.propose(said, subjects)
    with rt.uow() as session:
        question, reply = _open(session, by, question_id, lock=True)
        pointers = {item.n: item.pointer() for item in _items(session, question, reply)}
        offered = [Candidate(c["n"], Decimal(c["value"]), "") for c in question.candidates]
        fresh = worth_offering(offered, proposed, subjects)
        # Behind the others: a button that is on somebody's screen names its place.
        question.candidates = [
            *question.candidates,
            *(pointers[c.n] | {"value": number(c.value)} for c in fresh if c.n in pointers),
        ]
        session.flush()
        saving.refresh_card(session, reply, tz=by.tz, at=at)


def _open(
    session: Session, by: Actor, question_id: int, *, lock: bool = False
) -> tuple[Question, Reply]:
    question = check_ins.question(session, by.workspace_id, question_id)
    if question is None:
        raise NotFound("question.unknown")
    reply = check_ins.reply(session, by.workspace_id, question.reply_id)
    assert reply is not None
    relation, who = relations.to_person(session, by, reply.person_id)
    authorize(by, Action.CHECK_IN, relation, who_can=who)
    if lock:
        agenda.hold(session, reply)
        session.refresh(question)
    if question.state != "open":
        raise Gone("question.settled")
    return question, reply


def _settle(
    session: Session,
    by: Actor,
    question: Question,
    reply: Reply,
    n: int,
    said: Said,
    *,
    at: datetime,
) -> None:
    assert question.id is not None
    item = _item(session, question, reply, n)
    if not check_ins.close_question(session, by.workspace_id, question.id, state="answered"):
        raise Gone("question.settled")
    kept: dict[str, str] = next(
        (one.get("observed", {}) for one in reply.items if one["n"] == n), {}
    )
    observed = Observed.of_pointer(kept).about(said.value, unit=item.unit)
    origin = Origin(by.person_id, at, by.tz, "question", reply.id, observed=observed)
    on = saving.asked_on(session, reply, item, tz=by.tz)
    saving.write(session, by, item, said, origin, on=on)
    reply.items = [
        pointer | {"change": "value", "said": None} if pointer["n"] == n else pointer
        for pointer in reply.items
    ]
    session.flush()
    session.expire(question)
    saving.refresh_card(session, reply, tz=by.tz, at=at)
    if reply.request_id is not None:
        request = check_ins.request(session, by.workspace_id, reply.request_id)
        assert request is not None
        saving.answered(session, request, at=at)


def _items(session: Session, question: Question, reply: Reply) -> list[Item]:
    numbers = {int(subject["n"]) for subject in question.subjects}
    found = agenda.of_pointers(session, reply.workspace_id, reply.items)
    return [item for item in found if item.n in numbers]


def _item(session: Session, question: Question, reply: Reply, n: int) -> Item:
    for item in _items(session, question, reply):
        if item.n == n:
            return item
    raise Gone("goal.closed")
