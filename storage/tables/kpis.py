"""KPIs, their readings and their alerts."""

from datetime import date, datetime
from decimal import Decimal

from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint, text

from storage.tables import base as base
from storage.types import ExactDecimal, UtcDateTime, one_of

SIDES = ("floor", "ceiling", "range")
FREQUENCIES = ("day", "week", "month", "quarter")
KPI_STATES = ("active", "closed")
READING_SOURCES = ("reply", "no_change", "modal", "question", "command", "import")
ALERT_KINDS = ("target", "late")
ALERT_STATES = ("firing", "acknowledged", "recovering", "resolved", "closed")
OPEN_ALERT_STATES = ("firing", "acknowledged", "recovering")
SEVERITIES = ("warning", "critical")
IS_OPEN = "state IN ('firing', 'acknowledged', 'recovering')"


class Kpi(SQLModel, table=True):
    """A health measure of work that runs all the time; carries its newest value."""

    __tablename__ = "kpi"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index(None, "workspace_id", "owner_id", "state"),
        one_of("side", *SIDES),
        one_of("frequency", *FREQUENCIES),
        one_of("state", *KPI_STATES),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    key: str
    title: str
    aliases: str = ""
    unit: str
    side: str
    target: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    low: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    high: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    critical: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    critical_high: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    frequency: str = "week"
    owner_id: int = Field(foreign_key="person.id", index=True)
    team_id: int = Field(foreign_key="team.id", index=True)
    protects_objective_id: int | None = Field(default=None, foreign_key="objective.id", index=True)
    state: str = "active"
    value: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    value_on: date | None = None


class Reading(SQLModel, table=True):
    """One observation of a KPI for the period that begins on `period`; its newest row counts."""

    __tablename__ = "reading"
    __table_args__ = (
        Index(None, "workspace_id", "kpi_id", "period"),
        one_of("source", *READING_SOURCES),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    kpi_id: int = Field(foreign_key="kpi.id", ondelete="CASCADE", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    reply_id: int | None = Field(default=None, foreign_key="reply.id", index=True)
    period: date
    value: Decimal = Field(sa_type=ExactDecimal)
    previous_value: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    note: str | None = None
    blocker: str | None = None
    likely: bool = False
    source: str
    at: datetime = Field(sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Alert(SQLModel, table=True):
    """A KPI off track: at most one open per KPI and kind."""

    __tablename__ = "alert"
    __table_args__ = (
        Index(
            "uq_alert_open",
            "workspace_id",
            "kpi_id",
            "kind",
            unique=True,
            sqlite_where=text(IS_OPEN),
            postgresql_where=text(IS_OPEN),
        ),
        one_of("kind", *ALERT_KINDS),
        one_of("state", *ALERT_STATES),
        one_of("severity", *SEVERITIES),
        CheckConstraint("revision >= 0", name="revision_counts_up"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    kpi_id: int = Field(foreign_key="kpi.id", ondelete="CASCADE", index=True)
    kind: str = "target"
    state: str
    severity: str
    unstable: bool = False
    opened_at: datetime = Field(sa_type=UtcDateTime)
    handle_by: datetime = Field(sa_type=UtcDateTime)
    acknowledged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    acknowledged_by: int | None = Field(default=None, foreign_key="person.id")
    resolved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    card_message_id: int | None = Field(default=None, foreign_key="message.id")
    dm_message_id: int | None = Field(default=None, foreign_key="message.id")
    revision: int = 0


class AlertChange(SQLModel, table=True):
    """One step of an alert's life; append-only, read by the flap guard."""

    __tablename__ = "alert_change"
    __table_args__ = (Index(None, "workspace_id", "kpi_id", "at"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    kpi_id: int = Field(foreign_key="kpi.id", ondelete="CASCADE", index=True)
    alert_id: int = Field(foreign_key="alert.id", ondelete="CASCADE", index=True)
    change: str
    reading_id: int | None = Field(default=None, foreign_key="reading.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime = Field(sa_type=UtcDateTime)
