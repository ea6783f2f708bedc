"""What nobody asked for just now: in shadow it is kept for the admins to see, and never sent."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from storage import outbox
from storage.outbox import Draft
from storage.tables import Workspace


def post(session: Session, draft: Draft, *, workspace_id: str, at: datetime) -> int | None:
    """Prepare a question, a reminder, a digest or an alert; None when it was prepared before.

    Answers to what people write or press go through `outbox.add`: they come in shadow, too.
    """
    shadowed = _is_shadowed(session, workspace_id)
    return outbox.add(session, draft, workspace_id=workspace_id, at=at, shadowed=shadowed)


def post_all(
    session: Session, drafts: Sequence[Draft], *, workspace_id: str, at: datetime
) -> dict[str, int]:
    """The same of many; ids by dedup key, those that were prepared before left out."""
    shadowed = _is_shadowed(session, workspace_id)
    return outbox.add_all(session, drafts, workspace_id=workspace_id, at=at, shadowed=shadowed)


def _is_shadowed(session: Session, workspace_id: str) -> bool:
    return session.get_one(Workspace, workspace_id).shadow
