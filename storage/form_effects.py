"""What a submitted form came to, so that the same form sent twice has one effect."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from storage.inserting import insert_once
from storage.tables import Inbound


def begin(session: Session, *, workspace_id: str, once: str, at: datetime) -> int | None:
    """The row to note the effect on, or None when this form had its effect already."""
    values = {
        "workspace_id": workspace_id,
        "key": f"form:{once}",
        "kind": "form",
        "payload": {},
        "attempts": 0,
        "received_at": at,
        "done_at": at,
    }
    return insert_once(session, Inbound, values, unique=("workspace_id", "key"))


def note(session: Session, row_id: int, result: Mapping[str, Any]) -> None:
    """Keep what the form came to."""
    session.execute(update(Inbound).where(col(Inbound.id) == row_id).values(payload=dict(result)))


def result(session: Session, *, workspace_id: str, once: str) -> Mapping[str, Any]:
    """What the form came to the first time."""
    statement = select(Inbound).where(
        Inbound.workspace_id == workspace_id, Inbound.key == f"form:{once}"
    )
    return session.exec(statement).one().payload
