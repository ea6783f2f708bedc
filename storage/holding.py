"""What a restored database must not do by itself again: held until somebody lets it go.

A held row is due in the year 9000. Nothing else about it changes, so whatever waits for it waits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from storage.claiming import UNFINISHED
from storage.tables import Inbound, Message

HELD_UNTIL = datetime(9000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Held:
    """How many messages are held, and how many deliveries of Slack that were not done."""

    messages: int
    deliveries: int


def hold(session: Session, *, may_be_sent: bool) -> None:
    """Hold every message that is not sent and every delivery that is not done.

    `may_be_sent`: they may have reached Slack after the copy was made. They become messages in
    doubt, which are looked for in Slack before they are posted.
    """
    waiting = update(Message).where(
        col(Message.state).in_(UNFINISHED), col(Message.not_before) < HELD_UNTIL
    )
    values = {"not_before": HELD_UNTIL, "error": "held: restored from a backup"}
    if may_be_sent:
        values |= {
            "state": "sending",
            "owner": None,
            "lease_until": 0,
            "first_tried_at": func.coalesce(col(Message.first_tried_at), col(Message.created_at)),
        }
    session.execute(waiting.values(**values))
    session.execute(
        update(Inbound).where(col(Inbound.done_at).is_(None)).values(received_at=HELD_UNTIL)
    )


def count(session: Session) -> Held:
    """How much is held."""
    messages = select(func.count()).select_from(Message).where(*_is_held())
    deliveries = (
        select(func.count())
        .select_from(Inbound)
        .where(col(Inbound.done_at).is_(None), col(Inbound.received_at) >= HELD_UNTIL)
    )
    return Held(session.exec(messages).one(), session.exec(deliveries).one())


def messages(session: Session, *, limit: int) -> Sequence[Message]:
    """Held messages, oldest first."""
    statement = select(Message).where(*_is_held()).order_by(col(Message.id)).limit(limit)
    return session.exec(statement).all()


def release(session: Session, ids: Sequence[int], *, at: datetime) -> int:
    """Let these messages go, or with no ids everything that is held; how many messages went."""
    chosen = update(Message).where(*_is_held())
    if ids:
        chosen = chosen.where(col(Message.id).in_(ids))
    else:
        session.execute(
            update(Inbound)
            .where(col(Inbound.done_at).is_(None), col(Inbound.received_at) >= HELD_UNTIL)
            .values(received_at=at)
        )
    return _changed(session, chosen.values(not_before=at, error=None))


def discard(session: Session, ids: Sequence[int]) -> int:
    """End these held messages without sending them; how many there were."""
    chosen = update(Message).where(*_is_held(), col(Message.id).in_(ids))
    return _changed(session, chosen.values(state="skipped", error="discarded after a restore"))


def _is_held() -> tuple[Any, ...]:
    return col(Message.state).in_(UNFINISHED), col(Message.not_before) >= HELD_UNTIL


def _changed(session: Session, statement: Any) -> int:
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]
