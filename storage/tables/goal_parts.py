"""What belongs to a goal: helpers, links, initiatives, milestones, phased targets, its history."""

from datetime import date, datetime
from decimal import Decimal

from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint

from storage.tables import base as base
from storage.types import ExactDecimal, UtcDateTime, one_of

INITIATIVE_STATES = ("open", "done", "dropped")


class GoalHelper(SQLModel, table=True):
    """Somebody who helps the one accountable owner of a key result."""

    __tablename__ = "goal_helper"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key_result_id", "person_id"),
        Index(None, "workspace_id", "person_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    key_result_id: int = Field(foreign_key="key_result.id", ondelete="CASCADE", index=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)


class GoalLink(SQLModel, table=True):
    """An objective supports another one besides its parent; links count in no roll-up."""

    __tablename__ = "goal_link"
    __table_args__ = (
        UniqueConstraint("workspace_id", "objective_id", "to_objective_id"),
        CheckConstraint("objective_id <> to_objective_id", name="not_to_itself"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    objective_id: int = Field(foreign_key="objective.id", ondelete="CASCADE", index=True)
    to_objective_id: int = Field(foreign_key="objective.id", ondelete="CASCADE", index=True)


class Initiative(SQLModel, table=True):
    """What somebody does to move a key result; never counts in a roll-up."""

    __tablename__ = "initiative"
    __table_args__ = (
        Index(None, "workspace_id", "key_result_id"),
        one_of("state", *INITIATIVE_STATES),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    key_result_id: int = Field(foreign_key="key_result.id", ondelete="CASCADE", index=True)
    owner_id: int = Field(foreign_key="person.id", index=True)
    position: int
    title: str
    due_on: date | None = None
    state: str = "open"


class Milestone(SQLModel, table=True):
    """One step of a key result of the shape "milestones". `weight` is in thousandths."""

    __tablename__ = "milestone"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key_result_id", "position"),
        CheckConstraint("weight BETWEEN 1 AND 100000", name="weight_range"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    key_result_id: int = Field(foreign_key="key_result.id", ondelete="CASCADE", index=True)
    position: int
    title: str
    weight: int = 1000
    done_on: date | None = None


class TargetPhase(SQLModel, table=True):
    """What a key result should have reached by a day, where a straight line would be wrong."""

    __tablename__ = "target_phase"
    __table_args__ = (UniqueConstraint("workspace_id", "key_result_id", "due_on"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    key_result_id: int = Field(foreign_key="key_result.id", ondelete="CASCADE", index=True)
    due_on: date
    value: Decimal = Field(sa_type=ExactDecimal)


class GoalChange(SQLModel, table=True):
    """One field of a goal was changed; append-only. `before` and `after` are texts as stored."""

    __tablename__ = "goal_change"
    __table_args__ = (
        Index(None, "workspace_id", "objective_id", "at"),
        CheckConstraint("before IS NOT NULL OR after IS NOT NULL", name="says_something"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    objective_id: int = Field(foreign_key="objective.id", ondelete="CASCADE", index=True)
    key_result_id: int | None = Field(
        default=None, foreign_key="key_result.id", ondelete="CASCADE", index=True
    )
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    field: str
    before: str | None = None
    after: str | None = None
    because: str | None = None
    at: datetime = Field(sa_type=UtcDateTime)
