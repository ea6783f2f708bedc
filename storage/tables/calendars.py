"""The days of a workspace's own calendar, and who is away."""

from datetime import date, datetime

from sqlmodel import CheckConstraint, Field, SQLModel, UniqueConstraint

from storage.tables import base as base
from storage.types import UtcDateTime, one_of

DAY_KINDS = ("off", "worked")


class CalendarDay(SQLModel, table=True):
    """What a workspace says of one day, whatever its country says."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("workspace_id", "day"), one_of("kind", *DAY_KINDS))
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    day: date
    kind: str
    name: str | None = None


class Away(SQLModel, table=True):
    """A person is away on the days from `starts_on` to `ends_on`, both included; never twice."""

    __tablename__ = "away"
    __table_args__ = (
        UniqueConstraint("workspace_id", "person_id", "starts_on"),
        CheckConstraint("starts_on <= ends_on", name="has_days"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    starts_on: date
    ends_on: date
    created_at: datetime = Field(sa_type=UtcDateTime)
