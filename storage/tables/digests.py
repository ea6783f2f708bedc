"""Digests that were posted, with what their meetings decided, and who follows what."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint

from storage.tables import base as base
from storage.types import UtcDateTime, one_of

DIGEST_KINDS = ("team", "company", "month")
DIGEST_STATES = ("planned", "posted", "skipped")
FOLLOWED = ("team", "person", "objective", "key_result")


class Digest(SQLModel, table=True):
    """One digest: of the team `subject_id`, or (0) of the company for a week or a month.

    `period` is "2026-W47" or "2026-11". It is planned while its lead may look at it first, who may
    add a `note` or skip it. Late answers edit it until `open_until`. `decided` is what its meeting
    came to: [{"title", "what", "team", "note"}, …]; `closed_at` is when that was posted.
    """

    __tablename__ = "digest"
    __table_args__ = (
        UniqueConstraint("workspace_id", "kind", "subject_id", "period"),
        Index(None, "workspace_id", "open_until"),
        one_of("kind", *DIGEST_KINDS),
        one_of("state", *DIGEST_STATES),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    kind: str
    subject_id: int
    period: str
    state: str
    message_id: int | None = Field(default=None, foreign_key="message.id")
    note: str | None = None
    noted_by: int | None = Field(default=None, foreign_key="person.id")
    decided: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    open_until: datetime = Field(sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)


class Following(SQLModel, table=True):
    """A person hears once a week what changed in a team, in somebody's goals, or in a goal."""

    __tablename__ = "following"
    __table_args__ = (
        UniqueConstraint("workspace_id", "person_id", "kind", "subject_id"),
        one_of("kind", *FOLLOWED),
        CheckConstraint("kind <> 'person' OR subject_id <> person_id", name="not_oneself"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    kind: str
    subject_id: int
    since: datetime = Field(sa_type=UtcDateTime)
