"""What the goals of teams come to, kept so that nobody has to add them up."""

from datetime import date

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field, SQLModel, UniqueConstraint

from storage.tables import base as base


class TeamFigure(SQLModel, table=True):
    """Sums over the key results that count for a team, and for it with all teams below it.

    `weight` is in thousandths, `points` are weight × progress (clamped to 0..1) in millionths;
    `known` of the `counted` key results have a figure. `rest` are the other sums by their names,
    as `bot.domain.goals.rollup.Sums` tells, with the objectives that are `unaligned` and the key
    results that are `idle`. All are those of the day `counted_on` in the workspace's zone; behind
    by the rows of TeamFigureChange. `version` rises with every count of the team's own goals;
    `mended` is how often a check has found other sums than these.
    """

    __tablename__ = "team_figure"
    __table_args__ = (UniqueConstraint("workspace_id", "team_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE", index=True)
    own_points: int = Field(default=0, sa_type=BigInteger)
    own_weight: int = Field(default=0, sa_type=BigInteger)
    own_counted: int = 0
    own_known: int = 0
    own_rest: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    points: int = Field(default=0, sa_type=BigInteger)
    weight: int = Field(default=0, sa_type=BigInteger)
    counted: int = 0
    known: int = 0
    rest: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    counted_on: date | None = None
    version: int = 0
    mended: int = 0


class TeamFigureChange(SQLModel, table=True):
    """Something of a team's own goals has changed: a worker counts that team anew."""

    __tablename__ = "team_figure_change"
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id", index=True)
    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE", index=True)
