"""How the weekly questions of a workspace were answered."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from storage.tables import CheckInRequest


def requests_since(
    session: Session, workspace_id: str, since: datetime
) -> Sequence[CheckInRequest]:
    """Every weekly question from a moment on, oldest first."""
    statement = (
        select(CheckInRequest)
        .where(CheckInRequest.workspace_id == workspace_id, CheckInRequest.created_at >= since)
        .order_by(col(CheckInRequest.id))
    )
    return session.exec(statement).all()
