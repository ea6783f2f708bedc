"""Inbound deliveries: stored once, done once, retried until done."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, or_, update
from sqlmodel import Session, col, select

from storage.inserting import insert_once_on
from storage.tables import Inbound


def store(
    connection: Connection,
    *,
    workspace_id: str,
    key: str,
    kind: str,
    payload: Mapping[str, Any],
    at: datetime,
) -> int | None:
    """The new row's id, or None when this delivery was stored before."""
    values = {
        "workspace_id": workspace_id,
        "key": key,
        "kind": kind,
        "payload": dict(payload),
        "attempts": 0,
        "received_at": at,
    }
    return insert_once_on(connection, Inbound, values, unique=("workspace_id", "key"))


def take_back(connection: Connection, row_id: int) -> None:
    """Forget a delivery that was stored just now: Slack was told that it is not."""
    connection.execute(delete(Inbound).where(col(Inbound.id) == row_id))


def claim(session: Session, *, workspace_id: str, key: str, at: datetime) -> bool:
    """Mark the delivery done together with its effect; False when it already was."""
    statement = (
        update(Inbound)
        .where(
            col(Inbound.workspace_id) == workspace_id,
            col(Inbound.key) == key,
            col(Inbound.done_at).is_(None),
        )
        .values(done_at=at)
    )
    return _changed(session, statement) == 1


def get(session: Session, row_id: int) -> Inbound:
    """The row with this id; it must exist."""
    return session.exec(select(Inbound).where(Inbound.id == row_id)).one()


def kinds(session: Session, workspace_id: str) -> frozenset[str]:
    """Which kinds of deliveries came and were kept."""
    statement = select(Inbound.kind).where(col(Inbound.workspace_id) == workspace_id).distinct()
    return frozenset(session.exec(statement))


def undone_before(
    session: Session, moment: datetime, *, now: datetime, limit: int = 100
) -> Sequence[int]:
    """Ids of deliveries received before `moment` that nobody works on now, oldest first."""
    statement = (
        select(Inbound.id)
        .where(
            col(Inbound.done_at).is_(None),
            col(Inbound.received_at) < moment,
            or_(col(Inbound.retry_at).is_(None), col(Inbound.retry_at) <= now),
        )
        .order_by(col(Inbound.received_at), col(Inbound.id))
        .limit(limit)
    )
    return [row_id for row_id in session.exec(statement) if row_id is not None]


def begin_attempt(session: Session, row_id: int, *, now: datetime, until: datetime) -> int | None:
    """Count one more attempt before it is made, alone until `until`; the number so far.

    None when there is nothing to do, or another began one meanwhile.
    """
    row = session.get_one(Inbound, row_id, with_for_update=True)
    if row.done_at is not None or (row.retry_at is not None and row.retry_at > now):
        return None
    row.attempts += 1
    row.retry_at = until
    session.flush()
    return row.attempts


def note_failure(session: Session, row_id: int, *, error: str) -> None:
    """Keep what went wrong last."""
    _changed(session, update(Inbound).where(col(Inbound.id) == row_id).values(error=error[:500]))


def _changed(session: Session, statement: Any) -> int:
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]
