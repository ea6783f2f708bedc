"""What the goals of teams come to, kept so that nobody has to add them up."""

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel, UniqueConstraint

from storage.tables import base as base


class TeamFigure(SQLModel, table=True):
    """Sums over the key results that count for a team, and for it with all teams below it.

    `weight` is in thousandths, `points` are weight × progress (clamped to 0..1) in millionths;
    `known` of the `counted` key results have a figure. Behind by the rows of TeamFigureChange.
    """

    __tablename__ = "team_figure"
    __table_args__ = (UniqueConstraint("workspace_id", "team_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE", index=True)
    own_points: int = Field(sa_type=BigInteger)
    own_weight: int = Field(sa_type=BigInteger)
    own_counted: int
    own_known: int
    points: int = Field(sa_type=BigInteger)
    weight: int = Field(sa_type=BigInteger)
    counted: int
    known: int


class TeamFigureChange(SQLModel, table=True):
    """What a check-in added to the sums of a team, until a worker has added it there."""

    __tablename__ = "team_figure_change"
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id", index=True)
    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE", index=True)
    points: int = Field(sa_type=BigInteger)
    known: int
