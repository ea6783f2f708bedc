"""Pictures that lie in Slack already."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from storage.tables import base as base
from storage.types import UtcDateTime


class Picture(SQLModel, table=True):
    """A drawn picture by what it shows: `digest` is of everything that it was drawn from.

    `file_id` is Slack's. `used_at` is about when it was last shown.
    """

    __tablename__ = "picture"
    __table_args__ = (UniqueConstraint("workspace_id", "digest"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    digest: str
    file_id: str
    used_at: datetime = Field(sa_type=UtcDateTime, index=True)
