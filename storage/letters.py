"""Posts that came to nothing, or that nobody knows of: put back, or dropped, by an admin."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select, text

from storage import outbox
from storage.tables import Message
from storage.tables.delivery import IS_DEAD

NOTICE = "dead_letters"
IN_DOUBT = "in doubt"


def unsettled(
    session: Session, *, workspace_id: str | None = None, since: datetime | None = None
) -> Sequence[Message]:
    """Dead posts, one workspace after the other, oldest first; edits and notices left out."""
    statement = select(Message).where(
        # In the words of the partial index, which would not be used otherwise.
        text(IS_DEAD),
        col(Message.operation) == "post",
        col(Message.kind) != NOTICE,
    )
    if workspace_id is not None:
        statement = statement.where(col(Message.workspace_id) == workspace_id)
    if since is not None:
        statement = statement.where(col(Message.created_at) >= since)
    return session.exec(statement.order_by(col(Message.workspace_id), col(Message.id))).all()


def get(
    session: Session, message_id: int, *, workspace_id: str | None = None, lock: bool = True
) -> Message | None:
    """A post by its id, in this workspace if one is given; locked until the transaction ends."""
    statement = select(Message).where(
        col(Message.id) == message_id, col(Message.operation) == "post"
    )
    if workspace_id is not None:
        statement = statement.where(col(Message.workspace_id) == workspace_id)
    return session.exec(statement.with_for_update() if lock else statement).first()


def by_ids(session: Session, workspace_id: str, ids: Sequence[int]) -> Sequence[Message]:
    """Posts by their ids, oldest first."""
    statement = select(Message).where(
        col(Message.workspace_id) == workspace_id, col(Message.id).in_(ids)
    )
    return session.exec(statement.order_by(col(Message.id))).all()


def is_in_doubt(message: Message) -> bool:
    """Whether a dead post may have arrived."""
    return (message.error or "").startswith(IN_DOUBT)


def put_back(session: Session, message: Message, *, at: datetime) -> None:
    """Send a dead post as if it were new, with the newest facts that it was given since."""
    message.params = dict(newest_params(session, message))
    message.state, message.not_before, message.error = "pending", at, None
    message.attempt = message.doubts = message.failures = 0
    message.first_tried_at = message.owner = message.lease_until = None
    session.flush()
    if message.id is not None:
        outbox.note_prepared(session, message.id)


def drop(session: Session, message: Message) -> None:
    """Let a dead post be; why it died stays on the row."""
    message.state = "skipped"
    session.flush()


def newest_notice(session: Session, workspace_id: str, target: str) -> Message | None:
    """The last notice that was prepared for somebody."""
    statement = (
        select(Message)
        .where(
            col(Message.workspace_id) == workspace_id,
            col(Message.target) == target,
            col(Message.kind) == NOTICE,
            col(Message.operation) == "post",
        )
        .order_by(col(Message.id).desc())
    )
    return session.exec(statement).first()


def newest_params(session: Session, message: Message) -> Mapping[str, Any]:
    """The facts of a post as its last edit has them, sent or not."""
    statement = (
        select(Message.params)
        .where(col(Message.edits_id) == message.id)
        .order_by(col(Message.id).desc())
    )
    found = session.exec(statement).first()
    return message.params if found is None else found
