"""Key results of people that are shares of a team's, and the work KPIs that produce them."""

from sqlmodel import CheckConstraint, Field, SQLModel, UniqueConstraint

from storage.tables import base as base
from storage.types import one_of

WAYS = ("parts", "same")


class KeyResultShare(SQLModel, table=True):
    """The key result of a person that is a share of another one.

    In the way "parts" the shares add up to the whole, how much it is stands on the key result
    itself; in the way "same" each person answers for the same figure.
    """

    __tablename__ = "key_result_share"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key_result_id"),
        CheckConstraint("key_result_id <> of_key_result_id", name="not_of_itself"),
        one_of("way", *WAYS),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    key_result_id: int = Field(foreign_key="key_result.id", ondelete="CASCADE", index=True)
    of_key_result_id: int = Field(foreign_key="key_result.id", ondelete="CASCADE", index=True)
    way: str


class WorkKpi(SQLModel, table=True):
    """A KPI of the work that produces a share."""

    __tablename__ = "work_kpi"
    __table_args__ = (UniqueConstraint("workspace_id", "key_result_id", "kpi_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    key_result_id: int = Field(foreign_key="key_result.id", ondelete="CASCADE", index=True)
    kpi_id: int = Field(foreign_key="kpi.id", ondelete="CASCADE", index=True)
