"""What a workspace keeps no longer, found and removed a few rows at a time."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, delete, select, update
from sqlmodel import Session, col

from storage import append_only
from storage.tables import Audit, Inbound, Message, Question, Reply

#: Rows of one transaction, so that others write in between.
BATCH = 500
Find = Callable[[Session, str, datetime], Sequence[int]]
Remove = Callable[[Session, Sequence[int]], None]
NOT_WAITING = ("sent", "skipped", "dead")


def old_deliveries(session: Session, workspace_id: str, before: datetime) -> Sequence[int]:
    """Deliveries of Slack that were done."""
    return _ids(
        session,
        select(col(Inbound.id)).where(
            col(Inbound.workspace_id) == workspace_id,
            col(Inbound.done_at).is_not(None),
            col(Inbound.received_at) < before,
        ),
    )


def delete_deliveries(session: Session, ids: Sequence[int]) -> None:
    """They go as they came."""
    session.execute(delete(Inbound).where(col(Inbound.id).in_(ids)))


def old_replies(session: Session, workspace_id: str, before: datetime) -> Sequence[int]:
    """Replies of which the words are still there."""
    return _ids(
        session,
        select(col(Reply.id)).where(
            col(Reply.workspace_id) == workspace_id, col(Reply.at) < before, col(Reply.text) != ""
        ),
    )


def empty_replies(session: Session, ids: Sequence[int]) -> None:
    """Their words go, and what was asked back about them; what was understood stays."""
    nothing: dict[str, Any] = {"text": "", "items": []}
    session.execute(update(Reply).where(col(Reply.id).in_(ids)).values(**nothing))
    nothing = {"said": "", "subjects": [], "candidates": []}
    session.execute(update(Question).where(col(Question.reply_id).in_(ids)).values(**nothing))


def old_messages(session: Session, workspace_id: str, before: datetime) -> Sequence[int]:
    """Messages that nobody sends any more, with the facts that they told."""
    return _ids(
        session,
        select(col(Message.id)).where(
            col(Message.workspace_id) == workspace_id,
            col(Message.created_at) < before,
            col(Message.state).in_(NOT_WAITING),
            cast(col(Message.params), String) != "{}",
        ),
    )


def empty_messages(session: Session, ids: Sequence[int]) -> None:
    """Their facts go; the rows stay, so that nothing is ever prepared twice."""
    chosen = update(Message).where(col(Message.id).in_(ids))
    session.execute(chosen.values(params={}))


def old_audit(session: Session, workspace_id: str, before: datetime) -> Sequence[int]:
    """Lines of the audit log."""
    return _ids(
        session,
        select(col(Audit.id)).where(
            col(Audit.workspace_id) == workspace_id, col(Audit.at) < before
        ),
    )


def delete_audit(session: Session, ids: Sequence[int]) -> None:
    """By the one way past the trigger."""
    with append_only.lifted(session, "audit"):
        session.execute(delete(Audit).where(col(Audit.id).in_(ids)))


def _ids(session: Session, statement: Any) -> Sequence[int]:
    return session.execute(statement.limit(BATCH)).scalars().all()
