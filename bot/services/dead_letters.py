"""Messages that were not delivered: told to the admins in one message, settled by them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.domain.errors import Gone, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, Relation, authorize
from bot.runtime import Runtime
from bot.services import places
from bot.services.rows import Row, moment
from storage import audit, inbox, letters, organisation, outbox
from storage.outbox import Priority
from storage.tables import Message, Person

TOLD_FOR = timedelta(days=7)
ONE_NOTICE_FOR = timedelta(hours=24)
MOST_SHOWN = 8
STATES = {"dead": "open", "skipped": "dropped"}
NOBODY_IN_PARTICULAR = Relation(
    owner=False, helper=False, manager=False, author=False, private=False
)


def report(rt: Runtime) -> int:
    """Tell every workspace's admins of new dead letters; how many notices were made or changed."""
    with rt.reading() as session:
        waiting = letters.unsettled(session, since=rt.clock() - TOLD_FOR)
    told = 0
    for workspace_id in sorted({letter.workspace_id for letter in waiting}):
        with rt.uow() as session:
            told += tell(session, workspace_id, at=rt.clock())
    return told


def tell(session: Session, workspace_id: str, *, at: datetime) -> int:
    """Bring the notice of each admin up to date, or begin one; how many changed.

    An edit rings no bell, so what is new after a day begins a new message.
    """
    organisation.workspace_for_update(session, workspace_id)
    waiting = letters.unsettled(session, workspace_id=workspace_id, since=at - TOLD_FOR)
    return sum(
        _tell_one(session, admin, waiting, at=at)
        for admin in organisation.admins(session, workspace_id)
    )


def settle(rt: Runtime, letter_id: int, *, again: bool, by: Actor, key: str) -> None:
    """Post a dead letter again, or drop it.

    Raises NotAllowed for all but admins, NotFound "message.unknown", Gone "message.settled".
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        authorize(by, Action.SETTLE_MESSAGES, NOBODY_IN_PARTICULAR)
        letter = letters.get(session, letter_id, workspace_id=by.workspace_id)
        if letter is None:
            raise NotFound("message.unknown")
        if letter.state != "dead":
            raise Gone("message.settled")
        settle_one(session, letter, again=again, at=at, by=by.person_id)


def settle_one(
    session: Session, letter: Message, *, again: bool, at: datetime, by: int | None = None
) -> None:
    """The same for a dead letter at hand; `by` None is somebody with the command line."""
    if again:
        letters.put_back(session, letter, at=at)
    else:
        letters.drop(session, letter)
    audit.add(
        session,
        workspace_id=letter.workspace_id,
        at=at,
        actor_id=by,
        action="resend_message" if again else "drop_message",
        subject="message",
        subject_id=letter.id,
    )
    tell(session, letter.workspace_id, at=at)


def _tell_one(session: Session, admin: Person, waiting: Sequence[Message], *, at: datetime) -> bool:
    place = places.of_person(admin)
    notice = letters.newest_notice(session, admin.workspace_id, place.target)
    shown = letters.newest_params(session, notice) if notice is not None else {"letters": []}
    known = [row["id"] for row in shown["letters"]]
    new = [letter for letter in waiting if letter.id not in known]
    if new and (notice is None or at - notice.created_at >= ONE_NOTICE_FOR):
        key = f"dead_letters:{admin.id}:{new[-1].id}"
        draft = places.draft(place, key, letters.NOTICE, _facts(waiting), priority=Priority.ALERT)
        return outbox.add(session, draft, workspace_id=admin.workspace_id, at=at) is not None
    if notice is None or notice.id is None:
        return False
    settled = [
        letter
        for letter in letters.by_ids(session, admin.workspace_id, known)
        if letter.state != "dead"
    ]
    facts = _facts([*waiting, *settled])
    if facts == shown:
        return False
    outbox.revise(session, notice.id, facts, at=at)
    return True


def _facts(found: Sequence[Message]) -> Row:
    """The newest letters, those that wait first; `waiting` counts these, shown or not."""
    in_order = sorted(found, key=lambda letter: (letter.state != "dead", -(letter.id or 0)))
    waiting = sum(letter.state == "dead" for letter in found)
    rows = [_row(letter) for letter in in_order[:MOST_SHOWN]]
    hidden = waiting - sum(row["state"] == "open" for row in rows)
    return {"letters": rows, "waiting": waiting, "more": hidden}


def _row(letter: Message) -> Row:
    return {
        "id": letter.id,
        "kind": letter.kind,
        "target": letter.target,
        "in_doubt": letters.is_in_doubt(letter),
        "error": letter.error,
        "at": moment(letter.created_at),
        "state": STATES.get(letter.state, "again"),
    }
