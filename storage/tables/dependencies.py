"""What one team needs from another to reach an objective."""

from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel

from storage.tables import base as base
from storage.types import UtcDateTime, one_of

DEPENDENCY_STATES = ("open", "accepted", "declined")


class Dependency(SQLModel, table=True):
    """Somebody asks a team for help with an objective, by a day.

    `effort` is in the asker's words ("5 days of a developer"). `asked_person_id` leads the team
    that is asked, as it was then. `because` is why it was declined.
    """

    __tablename__ = "dependency"
    __table_args__ = (
        Index(None, "workspace_id", "team_id", "state"),
        one_of("state", *DEPENDENCY_STATES),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    objective_id: int = Field(foreign_key="objective.id", ondelete="CASCADE", index=True)
    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE", index=True)
    asker_id: int = Field(foreign_key="person.id", index=True)
    asked_person_id: int = Field(foreign_key="person.id", index=True)
    what: str
    effort: str
    due_on: date
    state: str = "open"
    because: str | None = None
    answered_by_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
