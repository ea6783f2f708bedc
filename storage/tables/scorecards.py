"""What scorecards are made by, and the reviews in which they were frozen."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint

from storage.tables import base as base
from storage.types import UtcDateTime


class ScorecardTemplate(SQLModel, table=True):
    """How the card of a role is put together; shares are in percent of the whole.

    `kpi_cap` is how much one KPI may count for at most, in thousandths of its target.
    """

    __tablename__ = "scorecard_template"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        CheckConstraint("kr_share BETWEEN 0 AND 100", name="kr_share_range"),
        CheckConstraint("kr_share + kpi_share = 100", name="shares_are_all"),
        CheckConstraint("kpi_cap BETWEEN 1000 AND 3000", name="kpi_cap_range"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    key: str
    name: str
    kr_share: int = 40
    kpi_share: int = 60
    kpi_cap: int = 1200


class ScorecardRole(SQLModel, table=True):
    """By which template the card of a person is made; who has none has no card."""

    __tablename__ = "scorecard_role"
    __table_args__ = (UniqueConstraint("workspace_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    template_id: int = Field(foreign_key="scorecard_template.id", ondelete="CASCADE", index=True)


class ScorecardWeight(SQLModel, table=True):
    """How much a key result or a KPI counts on the card of a person, in thousandths.

    What has no row counts 1000; 0 leaves it out.
    """

    __tablename__ = "scorecard_weight"
    __table_args__ = (
        UniqueConstraint("workspace_id", "person_id", "key_result_id"),
        UniqueConstraint("workspace_id", "person_id", "kpi_id"),
        CheckConstraint("(key_result_id IS NULL) <> (kpi_id IS NULL)", name="is_of_one_thing"),
        CheckConstraint("weight BETWEEN 0 AND 4000", name="weight_range"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    key_result_id: int | None = Field(
        default=None, foreign_key="key_result.id", ondelete="CASCADE", index=True
    )
    kpi_id: int | None = Field(default=None, foreign_key="kpi.id", ondelete="CASCADE", index=True)
    weight: int


class ScorecardReview(SQLModel, table=True):
    """A manager's word on the card of a person; append-only, the newest counts.

    `figures` is the card as it stood then.
    """

    __tablename__ = "scorecard_review"
    __table_args__ = (Index(None, "workspace_id", "cycle_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    cycle_id: int = Field(foreign_key="cycle.id", index=True)
    reviewer_id: int = Field(foreign_key="person.id", index=True)
    note: str | None = None
    figures: dict[str, Any] = Field(sa_type=JSON)
    at: datetime = Field(sa_type=UtcDateTime)
