"""Messages that were attached to key results."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage.inserting import insert_once
from storage.tables import Evidence

UNIQUE = ("workspace_id", "key_result_id", "channel_id", "ts")


def attach(session: Session, values: Mapping[str, Any]) -> bool:
    """Attach a message to a key result; False when it is attached already."""
    return insert_once(session, Evidence, values, unique=UNIQUE) is not None


def newest(
    session: Session, workspace_id: str, key_result_ids: Sequence[int], *, most: int
) -> Sequence[Evidence]:
    """What was attached to these key results, the newest message first."""
    statement = (
        select(Evidence)
        .where(
            Evidence.workspace_id == workspace_id, col(Evidence.key_result_id).in_(key_result_ids)
        )
        .order_by(col(Evidence.said_at).desc(), col(Evidence.id).desc())
        .limit(most)
    )
    return session.exec(statement).all()


def count(session: Session, workspace_id: str, key_result_ids: Sequence[int]) -> int:
    """How many messages were attached to these key results."""
    statement = select(func.count()).where(
        Evidence.workspace_id == workspace_id, col(Evidence.key_result_id).in_(key_result_ids)
    )
    return session.exec(statement).one()
