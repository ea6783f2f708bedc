"""Messages in Slack that people attached to key results."""

from datetime import datetime

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from storage.tables import base as base
from storage.types import UtcDateTime


class Evidence(SQLModel, table=True):
    """A message that shows how a key result stands; `person_id` attached it.

    `author` is the Slack id of who wrote it, None for what no person wrote; `said_at` is when.
    The text stays in Slack, where those who may read it find it under `link`.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key_result_id", "channel_id", "ts"),
        Index(None, "workspace_id", "key_result_id", "said_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    key_result_id: int = Field(foreign_key="key_result.id", ondelete="CASCADE", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    channel_id: str
    ts: str
    link: str
    author: str | None = None
    note: str | None = None
    said_at: datetime = Field(sa_type=UtcDateTime)
    attached_at: datetime = Field(sa_type=UtcDateTime)
