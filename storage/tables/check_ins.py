"""Weekly requests, people's replies, the questions they raise, and the append-only check-ins."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint

from storage.tables import base as base
from storage.tables.goals import JSON_OR_NULL, SAID_STATUSES
from storage.types import ExactDecimal, UtcDateTime, one_of

REQUEST_STATES = ("open", "answered", "expired")
SOURCES = ("reply", "no_change", "modal", "question", "command", "import", "undo", "kpi")
QUESTION_STATES = ("open", "answered", "dropped")


class CheckInRequest(SQLModel, table=True):
    """One person is asked once a week. `items` lists what was numbered: [{"kind", "id"}, …]."""

    __tablename__ = "check_in_request"
    __table_args__ = (
        UniqueConstraint("workspace_id", "person_id", "week"),
        one_of("state", *REQUEST_STATES),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    week: str
    items: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    state: str = "open"
    message_id: int | None = Field(default=None, foreign_key="message.id")
    snoozed_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Reply(SQLModel, table=True):
    """What a person answered, and the card that shows what was understood.

    `items` are the numbered rows that the reply was read against. `text` is private to its author.
    `channel` and `ts` are where the person wrote it, if they wrote a message.
    """

    __tablename__ = "reply"
    __table_args__ = (
        UniqueConstraint("workspace_id", "source_key"),
        Index(None, "workspace_id", "channel", "ts"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    request_id: int | None = Field(default=None, foreign_key="check_in_request.id", index=True)
    source_key: str
    channel: str | None = None
    ts: str | None = None
    text: str
    items: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    card_message_id: int | None = Field(default=None, foreign_key="message.id")
    at: datetime = Field(sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Question(SQLModel, table=True):
    """Something in a reply that the bot asks back. `candidates`: [{"kind", "id", "value"}, …]."""

    __tablename__ = "question"
    __table_args__ = (one_of("state", *QUESTION_STATES),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    reply_id: int = Field(foreign_key="reply.id", ondelete="CASCADE", index=True)
    position: int
    reason: str
    said: str
    subjects: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    candidates: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    state: str = "open"


class CheckIn(SQLModel, table=True):
    """One change of one key result; append-only. An undo is a row that names the undone one.

    `value` None: a status, note or blocker without a figure. Progress is in millionths. `sample` is
    the number of answers that the figure was taken from. `steps` are the milestones that it marked:
    [{"id", "title", "done_on", "before"}, …], `before` being the `done_on` that it replaced.
    """

    __tablename__ = "check_in"
    __table_args__ = (
        Index(None, "workspace_id", "key_result_id", "at"),
        CheckConstraint("confidence BETWEEN 1 AND 10", name="confidence_range"),
        one_of("said", *SAID_STATUSES),
        one_of("source", *SOURCES),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    key_result_id: int = Field(foreign_key="key_result.id", ondelete="CASCADE", index=True)
    person_id: int = Field(foreign_key="person.id")
    reply_id: int | None = Field(default=None, foreign_key="reply.id", index=True)
    value: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    previous_value: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    progress: int | None = Field(default=None, sa_type=BigInteger)
    previous_progress: int | None = Field(default=None, sa_type=BigInteger)
    confidence: int | None = None
    said: str | None = None
    note: str | None = None
    blocker: str | None = None
    promised_on: date | None = None
    likely: bool = False
    on_behalf: bool = False
    source: str
    undoes_id: int | None = Field(default=None, foreign_key="check_in.id", unique=True)
    at: datetime = Field(sa_type=UtcDateTime)
    sample: int | None = None
    previous_sample: int | None = None
    steps: list[dict[str, Any]] | None = Field(default=None, sa_type=JSON_OR_NULL)
