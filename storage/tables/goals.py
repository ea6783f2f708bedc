"""Cycles, objectives and key results, with the current figures on the key result's row."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, ForeignKey
from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint

from storage.tables import base as base
from storage.types import ExactDecimal, UtcDateTime, one_of

CYCLE_STATES = ("draft", "active", "closing", "closed")
GOAL_STATES = ("draft", "active", "postponed", "closed")
LEVELS = ("company", "team", "person")
AMBITIONS = ("committed", "aspirational")
VISIBILITIES = ("public", "private")
SHAPES = ("reach", "keep", "periodic", "yes_no", "milestones")
ROLL_UP_SOURCES = ("key_results", "children", "both")
OUTCOMES = ("finished", "dropped", "carried_over", "postponed")
DIRECTIONS = ("up", "down")
PERIODS = ("week", "month", "quarter")
SAID_STATUSES = ("on_track", "at_risk", "off_track", "done")
JSON_OR_NULL = JSON(none_as_null=True)


class Cycle(SQLModel, table=True):
    """A quarter or a year in which goals run.

    `published_at`: company goals were shown to the teams, who draft theirs. `activated_at`: targets
    are locked. `closing_at`: scores are asked for. `closed_at`: scores are final.
    """

    __tablename__ = "cycle"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        CheckConstraint("starts_on <= ends_on", name="has_days"),
        one_of("state", *CYCLE_STATES),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    key: str
    name: str
    starts_on: date
    ends_on: date
    state: str = "active"
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    activated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closing_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Objective(SQLModel, table=True):
    """Where somebody wants to go in a cycle; qualitative.

    The one parent that counts is `parent_objective_id`; where it is a key result of that objective,
    `parent_key_result_id` names it too. `no_parent_because` is why there is none. `roll_up_source`
    is what its figure comes from. `start_on` and `due_on` None are the cycle's. `version` rises
    with every edit, so that of two people at once the second one is told. `outcome` says how it
    ended, with the retrospective (`worked`, `did_not_work`, `next_time`).
    """

    __tablename__ = "objective"
    __table_args__ = (
        UniqueConstraint("workspace_id", "cycle_id", "key"),
        one_of("level", *LEVELS),
        one_of("ambition", *AMBITIONS),
        one_of("visibility", *VISIBILITIES),
        one_of("state", *GOAL_STATES),
        one_of("roll_up_source", *ROLL_UP_SOURCES),
        one_of("outcome", *OUTCOMES),
        CheckConstraint("start_on <= due_on", name="has_days"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    cycle_id: int = Field(foreign_key="cycle.id", index=True)
    key: str
    title: str
    level: str
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    owner_id: int = Field(foreign_key="person.id", index=True)
    parent_objective_id: int | None = Field(default=None, foreign_key="objective.id", index=True)
    ambition: str = "aspirational"
    visibility: str = "public"
    state: str = "active"
    parent_key_result_id: int | None = Field(
        default=None,
        sa_column=Column(ForeignKey("key_result.id", use_alter=True), nullable=True, index=True),
    )
    no_parent_because: str | None = None
    roll_up_source: str = "key_results"
    start_on: date | None = None
    due_on: date | None = None
    version: int = 1
    outcome: str | None = None
    outcome_because: str | None = None
    carried_from_id: int | None = Field(default=None, foreign_key="objective.id", index=True)
    worked: str | None = None
    did_not_work: str | None = None
    next_time: str | None = None


class KeyResult(SQLModel, table=True):
    """How somebody knows that they got there; carries its current figures so that reads stay cheap.

    `start`..`ceiling` and `value` are in `unit` (percent as points). `progress` is in millionths,
    signed, unclamped within ±10^15. `weight` is in thousandths. `cadence_days` is its own where it
    is `cadence_chosen`, else what it has from its team (`storage.cadences`). A draft may lack what
    its shape needs. `measured_by` is how it is measured and from which source, `in_reach` whether
    the team can move it within the cycle (None: nobody was asked). `locked_start` and
    `locked_target` are those of the activation. Scores are in thousandths, 0..1000.
    `sample` is the number of answers that `value` was taken from. One with a `kpi_id` follows that
    KPI: its readings are its figures. `steps` and `phases` copy the
    rows of `milestone` and `target_phase`, kept by `storage.goal_parts_milestones` and
    `storage.goal_parts_phases` alone: [{"id", "title", "weight", "done_on"}, …] in order, and
    [{"due_on", "value"}, …] by day.
    """

    __tablename__ = "key_result"
    __table_args__ = (
        UniqueConstraint("workspace_id", "objective_id", "key"),
        Index(None, "workspace_id", "owner_id", "state"),
        one_of("shape", *SHAPES),
        one_of("direction", *DIRECTIONS),
        one_of("period", *PERIODS),
        one_of("state", *GOAL_STATES),
        one_of("said", *SAID_STATUSES),
        one_of("outcome", *OUTCOMES),
        CheckConstraint("self_score BETWEEN 0 AND 1000", name="self_score_range"),
        CheckConstraint("score BETWEEN 0 AND 1000", name="score_range"),
        CheckConstraint("weight BETWEEN 0 AND 4000", name="weight_range"),
        CheckConstraint("confidence BETWEEN 1 AND 10", name="confidence_range"),
        CheckConstraint("start_on <= due_on", name="has_days"),
        CheckConstraint(
            "progress BETWEEN -1000000000000000 AND 1000000000000000", name="progress_range"
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    objective_id: int = Field(foreign_key="objective.id", ondelete="CASCADE", index=True)
    owner_id: int = Field(foreign_key="person.id", index=True)
    key: str
    position: int
    title: str
    aliases: str = ""
    shape: str
    unit: str
    direction: str
    start: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    target: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    floor: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    ceiling: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    period: str | None = None
    minimum_sample: int | None = None
    start_on: date
    due_on: date
    weight: int = 1000
    cadence_days: int = 7
    cadence_chosen: bool = False
    state: str = "active"
    value: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    progress: int | None = Field(default=None, sa_type=BigInteger)
    confidence: int | None = None
    said: str | None = None
    checked_in_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_check_in_id: int | None = None
    measured_by: str | None = None
    in_reach: bool | None = None
    version: int = 1
    locked_start: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    locked_target: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    self_score: int | None = None
    score: int | None = None
    outcome: str | None = None
    outcome_because: str | None = None
    carried_from_id: int | None = Field(default=None, foreign_key="key_result.id", index=True)
    kpi_id: int | None = Field(default=None, foreign_key="kpi.id", index=True)
    sample: int | None = None
    steps: list[dict[str, Any]] | None = Field(default=None, sa_type=JSON_OR_NULL)
    phases: list[dict[str, Any]] | None = Field(default=None, sa_type=JSON_OR_NULL)
