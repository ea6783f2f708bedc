"""What people see on the bot's home tab, and what changed of it since; people asked of Slack."""

from datetime import datetime

from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint

from storage.tables import base as base
from storage.types import UtcDateTime


class Home(SQLModel, table=True):
    """The home tab of somebody who has opened it.

    `changes` counts what may have changed it, `shown` is how many of these it shows; `digest` is of
    the view that was published last. `page` is the page of goals that it is open at. Whoever looks
    after it owns it until `lease_until`.
    """

    __tablename__ = "home"
    __table_args__ = (
        UniqueConstraint("workspace_id", "person_id"),
        CheckConstraint("shown <= changes", name="shows_what_is_there"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    page: int = 0
    changes: int = 1
    shown: int = 0
    digest: str | None = None
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)


class HomeChange(SQLModel, table=True):
    """Something changed that is seen on home tabs, until a worker has found out on whose.

    What belongs to a person, an objective with its key results, or both; without either it is what
    everybody sees. Ids may be of rows that are gone.
    """

    __tablename__ = "home_change"
    __table_args__ = (Index(None, "workspace_id", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    person_id: int | None = None
    objective_id: int | None = None


class PeopleSync(SQLModel, table=True):
    """How far Slack's list of people was read: `cursor` is of its next page, empty at the start.

    The page is due at `next_at`; who takes it moves that on.
    """

    __tablename__ = "people_sync"
    __table_args__ = (UniqueConstraint("workspace_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    cursor: str = ""
    next_at: datetime = Field(sa_type=UtcDateTime)
