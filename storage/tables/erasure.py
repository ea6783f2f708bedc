"""People who were erased, told by digests alone."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from storage.tables import base as base
from storage.types import UtcDateTime


class ErasedPerson(SQLModel, table=True):
    """Somebody whose data was erased: a digest of their Slack id or e-mail address."""

    __tablename__ = "erased_person"
    __table_args__ = (UniqueConstraint("workspace_id", "digest"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    digest: str
    at: datetime = Field(sa_type=UtcDateTime)
