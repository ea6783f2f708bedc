"""Messages that were attached to key results."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from storage.inserting import insert_once
from storage.tables import Evidence

UNIQUE = ("workspace_id", "key_result_id", "channel_id", "ts")


def attach(session: Session, values: Mapping[str, Any]) -> bool:
    """Attach a message to a key result; False when it is attached already."""
    return insert_once(session, Evidence, values, unique=UNIQUE) is not None


def of_key_result(
    session: Session, workspace_id: str, key_result_id: int, *, most: int
) -> Sequence[Evidence]:
    """What was attached to a key result, the newest message first."""
    statement = (
        select(Evidence)
        .where(Evidence.workspace_id == workspace_id, Evidence.key_result_id == key_result_id)
        .order_by(col(Evidence.said_at).desc(), col(Evidence.id).desc())
        .limit(most)
    )
    return session.exec(statement).all()
