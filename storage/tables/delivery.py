"""What is due, what came in, what goes out, and who did what."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint, text

from storage.tables import base as base
from storage.types import UtcDateTime, one_of

SCHEDULE_KINDS = (
    *("check_in", "reminder", "snooze", "digest", "recount", "promise", "kpi_due", "escalation"),
    *("cycle_step", "alert_clock", "late_data", "connector"),
    *("company_digest", "digest_edit", "digest_preview", "following"),
)
SKIP_REASONS = (
    *("too_late", "failed", "days_off", "away", "not_employed", "not_in_slack", "not_in_pilot"),
    *("nothing_due", "asked_already", "answered", "no_channel", "no_goals", "nothing_counted"),
    *("no_manager", "called_off"),
)
MESSAGE_STATES = ("pending", "sending", "sent", "skipped", "dead")
OPERATIONS = ("post", "update")
IS_WAITING = "state IN ('pending', 'sending')"
IS_DEAD = "state = 'dead'"


class Schedule(SQLModel, table=True):
    """Something that falls due at `next_at`; `rule` says how the occurrence after it is found.

    `rule` is {"weekday": 0..6, "at": "09:00"} for what recurs, without a weekday every day, and {}
    for what happens once. `occurs_on` is the date that the rule names, on the clock of `tz`:
    `next_at` is later where days off are in between. `failures` counts the attempts at the present
    occurrence that were begun and did not end well; the next is made at `retry_at`. `skipped_why`
    is a key, `skipped_params` fill its words.
    """

    __tablename__ = "schedule"
    __table_args__ = (
        UniqueConstraint("workspace_id", "kind", "subject_id"),
        one_of("kind", *SCHEDULE_KINDS),
        one_of("skipped_why", *SKIP_REASONS),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    kind: str
    subject_id: int
    tz: str
    rule: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    next_at: datetime = Field(sa_type=UtcDateTime, index=True)
    occurs_on: date | None = None
    failures: int = 0
    retry_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    skipped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    skipped_why: str | None = None
    skipped_params: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Message(SQLModel, table=True):
    """One outgoing post, or one edit of a post: facts (kind and params), never words.

    `target` is a Slack user id (its DM) or a channel id. `doubts` counts the attempts that may have
    reached Slack, or may have ended the process. `lease_until` is in milliseconds of the
    database's clock; every other moment is of the application's. `failures` counts the tries that
    Slack got and did not carry out.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("workspace_id", "dedup_key"),
        Index(
            "ix_message_waiting",
            "operation",
            "state",
            "priority",
            "not_before",
            "id",
            sqlite_where=text(IS_WAITING),
            postgresql_where=text(IS_WAITING),
        ),
        Index(
            "ix_message_dead",
            "workspace_id",
            "id",
            sqlite_where=text(IS_DEAD),
            postgresql_where=text(IS_DEAD),
        ),
        one_of("state", *MESSAGE_STATES),
        one_of("operation", *OPERATIONS),
        CheckConstraint(
            "(operation = 'update') = (edits_id IS NOT NULL)", name="update_names_its_post"
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    dedup_key: str
    operation: str = "post"
    edits_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    thread_of_id: int | None = Field(default=None, foreign_key="message.id")
    thread_ts: str | None = None
    kind: str
    params: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    target: str
    locale: str
    tz: str
    priority: int
    state: str = "pending"
    owner: str | None = None
    attempt: int = 0
    doubts: int = 0
    failures: int = 0
    lease_until: int | None = Field(default=None, sa_type=BigInteger)
    first_tried_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    not_before: datetime = Field(sa_type=UtcDateTime)
    channel_id: str | None = None
    ts: str | None = None
    error: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RateGate(SQLModel, table=True):
    """When a method of a workspace may be called next; with a `place`, in that conversation.

    `paid_until` is the moment up to which the calls so far have used up the rate. `share` is in
    thousandths of the full rate, as it was at `slowed_at`.
    """

    __tablename__ = "rate_gate"
    __table_args__ = (UniqueConstraint("workspace_id", "method", "place"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    method: str
    place: str
    opens_at: datetime = Field(sa_type=UtcDateTime, index=True)
    paid_until: datetime = Field(sa_type=UtcDateTime)
    share: int
    slowed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Inbound(SQLModel, table=True):
    """A Slack delivery as it came, stored before it is acknowledged and done exactly once.

    `attempts` counts those after the first; nobody begins another before `retry_at`.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index(
            "ix_inbox_waiting",
            "received_at",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str
    key: str
    kind: str
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    attempts: int = 0
    retry_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    error: str | None = None
    received_at: datetime = Field(sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Audit(SQLModel, table=True):
    """Who did what to what; append-only (a trigger refuses changes), ids and never texts."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "workspace_id", "at"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    at: datetime = Field(sa_type=UtcDateTime)
    actor_id: int | None = None
    action: str
    subject: str
    subject_id: int | None = None
    detail: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
