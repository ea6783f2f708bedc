"""What a workspace in shadow would have been sent."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from storage.outbox import SHADOWED
from storage.tables import CheckInRequest, Message, Reply, Workspace


def workspaces(session: Session) -> Sequence[str]:
    """The ids of the workspaces in shadow."""
    found = select(Workspace.id).where(col(Workspace.shadow).is_(True)).order_by(col(Workspace.id))
    return session.exec(found).all()


def messages(
    session: Session, workspace_id: str, *, since: datetime | None = None
) -> Sequence[Message]:
    """What was kept back since a moment, oldest first."""
    statement = select(Message).where(
        Message.workspace_id == workspace_id,
        Message.operation == "post",
        Message.state == "skipped",
        Message.error == SHADOWED,
    )
    if since is not None:
        statement = statement.where(Message.created_at >= since)
    return session.exec(statement.order_by(col(Message.id))).all()


def is_shadowed(message: Message | None) -> bool:
    """Whether the message was kept back."""
    return message is not None and (message.state, message.error) == ("skipped", SHADOWED)


def unseen_requests(session: Session, workspace_id: str) -> Sequence[CheckInRequest]:
    """Open requests that nobody has seen."""
    statement = (
        select(CheckInRequest)
        .join(Message, col(Message.id) == col(CheckInRequest.message_id))
        .where(
            CheckInRequest.workspace_id == workspace_id,
            CheckInRequest.state == "open",
            Message.state == "skipped",
            Message.error == SHADOWED,
        )
        .order_by(col(CheckInRequest.id))
    )
    return session.exec(statement).all()


def has_replies(session: Session, request: CheckInRequest) -> bool:
    """Whether something was answered to a request."""
    statement = select(Reply.id).where(
        Reply.workspace_id == request.workspace_id, Reply.request_id == request.id
    )
    return session.exec(statement).first() is not None
