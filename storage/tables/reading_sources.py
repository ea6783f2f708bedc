"""From where readings come by themselves: keys of the HTTP API, and connectors that fetch them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import CheckConstraint, Field, SQLModel, UniqueConstraint

from storage.tables import base as base
from storage.types import UtcDateTime, one_of

CONNECTOR_KINDS = ("sql", "http")
CONNECTOR_DAYS = ("today", "yesterday")


class ApiKey(SQLModel, table=True):
    """A key of the HTTP API: `public_id` names it, `digest` is the SHA-256 of all of it.

    `kpi_ids` are the only KPIs that it opens, None for all that are public. `paid_until` is the
    moment from which its next request keeps the rate (GCRA).
    """

    __tablename__ = "api_key"
    __table_args__ = (
        # A request says no workspace: the name must be one of a kind everywhere.
        UniqueConstraint("public_id", "workspace_id"),
        CheckConstraint("may_read = true OR may_write = true", name="opens_something"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    name: str
    public_id: str
    digest: str
    may_read: bool = True
    may_write: bool = False
    kpi_ids: list[int] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    paid_until: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ApiAnswer(SQLModel, table=True):
    """What a request with an Idempotency-Key was answered; `digest` is of its body."""

    __tablename__ = "api_answer"
    __table_args__ = (UniqueConstraint("workspace_id", "api_key_id", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    api_key_id: int = Field(foreign_key="api_key.id", ondelete="CASCADE")
    key: str
    digest: str
    body: str
    at: datetime = Field(sa_type=UtcDateTime, index=True)


class Connector(SQLModel, table=True):
    """Where the readings of a KPI are fetched from; when, its schedule says.

    `source` holds what its kind needs, and names a secret, never holds one. It is to be fetched
    from while `wanted_at` is in the past; `failures` in a row are counted, `failed_because` is a
    key with its parameters. While it is paused its schedule goes on and nothing comes of it.
    `asked_by` is who wants a figure just now, and to be told what came of it.
    """

    __tablename__ = "connector"
    __table_args__ = (
        UniqueConstraint("workspace_id", "kpi_id"),
        one_of("kind", *CONNECTOR_KINDS),
        one_of("day", *CONNECTOR_DAYS),
        CheckConstraint("failures >= 0", name="failures_count_up"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    kpi_id: int = Field(foreign_key="kpi.id", ondelete="CASCADE")
    kind: str
    source: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    day: str = "today"
    created_at: datetime = Field(sa_type=UtcDateTime)
    wanted_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    fetched_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failures: int = 0
    failed_because: str | None = None
    failed_params: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    paused_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    asked_by: int | None = Field(default=None, foreign_key="person.id")
