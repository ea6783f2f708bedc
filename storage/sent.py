"""What lies in the outbox and in Slack, and the switch that stops all sending."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from storage.claiming import UNFINISHED
from storage.tables import Message, Workspace


def unfinished(session: Session) -> int:
    """How many messages wait to be sent."""
    statement = select(func.count()).select_from(Message).where(col(Message.state).in_(UNFINISHED))
    return int(session.execute(statement).scalar_one())


def waiting(session: Session, workspace_id: str, *, at: datetime) -> int:
    """How many posts of a workspace may go out at a moment; what is held may not."""
    statement = (
        select(func.count())
        .select_from(Message)
        .where(
            col(Message.workspace_id) == workspace_id,
            col(Message.operation) == "post",
            col(Message.state).in_(UNFINISHED),
            col(Message.not_before) <= at,
        )
    )
    return int(session.execute(statement).scalar_one())


def message_at(session: Session, *, workspace_id: str, channel: str, ts: str) -> Message | None:
    """The bot's own message that lies at this place in Slack."""
    statement = select(Message).where(
        col(Message.workspace_id) == workspace_id,
        col(Message.channel_id) == channel,
        col(Message.ts) == ts,
        col(Message.operation) == "post",
    )
    return session.execute(statement).scalars().first()


def stop_sending(session: Session, *, workspace_id: str, stopped: bool) -> None:
    """Stop or resume all sending to a workspace; prepared messages wait meanwhile."""
    statement = (
        update(Workspace).where(col(Workspace.id) == workspace_id).values(sending_stopped=stopped)
    )
    session.execute(statement)
