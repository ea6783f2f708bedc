"""Answers that come after a digest was posted edit it in place."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.skips import Skip, Why
from bot.services import digest_facts, digests
from storage import digests as stored
from storage import outbox
from storage.tables import Message, Schedule

CHANGES_ALONE_ARE_NO_NEWS = ("updated_at", "decisions")


def edit(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """Show a posted digest as things stand now, unless nothing that it says is other."""
    digest = stored.get(session, due.workspace_id, due.subject_id)
    if digest is None or digest.message_id is None or digest.open_until <= at:
        return Skip(Why.NOTHING_DUE)
    message = session.get_one(Message, digest.message_id)
    if message.state in outbox.WITHOUT_ANSWER:
        return Skip(Why.NOTHING_DUE)
    params = digests.facts(session, digest, tz=message.tz, at=at)
    newest = stored.newest_facts(session, message)
    if params is None or all(
        newest.get(name) == value
        for name, value in params.items()
        if name not in CHANGES_ALONE_ARE_NO_NEWS
    ):
        return Skip(Why.NOTHING_DUE)
    outbox.revise(session, digest.message_id, digest_facts.updated(params, at=at), at=at)
    return None
