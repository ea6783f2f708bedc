"""KPIs, their readings and their alerts."""

from datetime import date, datetime
from decimal import Decimal

from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint, text

from storage.tables import base as base
from storage.types import ExactDecimal, UtcDateTime, one_of

SIDES = ("floor", "ceiling", "range")
FREQUENCIES = ("day", "week", "month", "quarter")
KPI_STATES = ("active", "closed")
TIMINGS = ("lag", "lead")
DIMENSIONS = ("quantity", "quality", "time", "cost")
KPI_LEVELS = ("strategic", "functional", "task", "core")
VISIBILITIES = ("public", "private")
BASES = ("value", "previous", "last_year")
AGGREGATIONS = ("last", "sum", "mean")
COMBINATIONS = ("sum", "weighted", "ratio")
ASKED_SOURCES = ("reply", "no_change", "modal", "question", "command")
READING_SOURCES = (*ASKED_SOURCES, "import", "api", "connector", "file", "computed")
ALERT_KINDS = ("target", "late")
ALERT_STATES = ("firing", "acknowledged", "recovering", "resolved", "closed")
OPEN_ALERT_STATES = ("firing", "acknowledged", "recovering")
SEVERITIES = ("warning", "critical")
IS_OPEN = "state IN ('firing', 'acknowledged', 'recovering')"


class Kpi(SQLModel, table=True):
    """A health measure of work that runs all the time; carries its newest value.

    The limits apply to the value, or to its change in percent against another period (`basis`). The
    readings of one period count as `aggregation` says. A reading is due on the last working day of
    its period, or on the day `due_day` after it (1 is the day that follows); one that is missing
    `grace_days` later is late. `combines` is how the KPI follows from those below it, None when it
    is read by itself; in "weighted" each of those counts by its `weight`, in thousandths. Readings
    that were due before `watched_from` are not missed; None until the bot first looks for them.

    `value` is the figure of the newest period; `judged` is what the limits are held against where
    that is something else: a change in percent, or the mean of the month so far. `observed` is what
    its alert is decided by: periods with their figures, oldest first, "2026-11-02=7 2026-11-09=8".
    """

    __tablename__ = "kpi"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index(None, "workspace_id", "owner_id", "state"),
        one_of("side", *SIDES),
        one_of("frequency", *FREQUENCIES),
        one_of("state", *KPI_STATES),
        one_of("timing", *TIMINGS),
        one_of("dimension", *DIMENSIONS),
        one_of("level", *KPI_LEVELS),
        one_of("visibility", *VISIBILITIES),
        one_of("basis", *BASES),
        one_of("aggregation", *AGGREGATIONS),
        one_of("combines", *COMBINATIONS),
        CheckConstraint("due_day >= 1", name="is_due_after_its_period"),
        CheckConstraint("grace_days >= 0", name="grace_is_no_debt"),
        CheckConstraint("weight BETWEEN 0 AND 4000", name="weight_range"),
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
    judged: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    measured_by: str | None = None
    timing: str | None = None
    dimension: str | None = None
    level: str | None = None
    visibility: str = "public"
    basis: str = "value"
    aggregation: str = "last"
    watch_only: bool = False
    due_day: int | None = None
    grace_days: int = 2
    make_up: bool = False
    parent_kpi_id: int | None = Field(default=None, foreign_key="kpi.id", index=True)
    combines: str | None = None
    weight: int = 1000
    version: int = 1
    watched_from: date | None = None
    observed: str = ""


class Reading(SQLModel, table=True):
    """One observation of a KPI for the period that begins on `period`; its newest row counts.

    Where the readings of a period are summed or averaged, the newest of each day `observed_on`. A
    ratio keeps its `numerator` and `denominator`, as a mean of percents says nothing.
    """

    __tablename__ = "reading"
    __table_args__ = (
        Index(None, "kpi_id", "period"),
        one_of("source", *READING_SOURCES),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    kpi_id: int = Field(foreign_key="kpi.id", ondelete="CASCADE")
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
    observed_on: date | None = None
    numerator: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    denominator: Decimal | None = Field(default=None, sa_type=ExactDecimal)


class KpiChange(SQLModel, table=True):
    """One field of a KPI was changed; append-only. `before` and `after` are texts as stored."""

    __tablename__ = "kpi_change"
    __table_args__ = (
        Index(None, "workspace_id", "kpi_id", "at"),
        CheckConstraint("before IS NOT NULL OR after IS NOT NULL", name="says_something"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    kpi_id: int = Field(foreign_key="kpi.id", ondelete="CASCADE", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    field: str
    before: str | None = None
    after: str | None = None
    at: datetime = Field(sa_type=UtcDateTime)


class Alert(SQLModel, table=True):
    """A KPI off track, or late: at most one open per KPI and kind.

    `handle_by` is when a plan or a recovery is due; while one of them stops the clock, `left_s` are
    the seconds that were left on it, else None. `planned_by` is who carries out the plan, and
    `plan_missed_at` is when it was given up because its day passed. `period` is the one whose
    reading is missing.
    """

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
        CheckConstraint("left_s >= 0", name="left_is_no_debt"),
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
    planned_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    planned_by: int | None = Field(default=None, foreign_key="person.id")
    plan: str | None = None
    plan_due_on: date | None = None
    snoozed_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    snoozed_because: str | None = None
    escalated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_by: int | None = Field(default=None, foreign_key="person.id")
    closed_because: str | None = None
    period: date | None = None
    left_s: int | None = None
    plan_missed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


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
