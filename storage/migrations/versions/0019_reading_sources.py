"""Keys of the HTTP API with what they were answered, and connectors that fetch readings.

Revision: 0019, after 0018.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

KINDS = (
    *("check_in", "reminder", "snooze", "digest", "recount", "promise", "kpi_due", "escalation"),
    *("cycle_step", "alert_clock", "late_data", "connector"),
)


def upgrade() -> None:
    _api_key()
    _api_answer()
    _connector()
    with op.batch_alter_table("schedule") as table:
        table.drop_constraint(op.f("ck_schedule_kind_known"), type_="check")
        table.create_check_constraint(op.f("ck_schedule_kind_known"), _one_of("kind", KINDS))


def _api_key() -> None:
    op.create_table(
        "api_key",
        sa.Column("id", sa.Integer(), nullable=False),
        _reference("api_key", "workspace_id", "workspace"),
        *(_text(name) for name in ("name", "public_id", "digest")),
        sa.Column("may_read", sa.Boolean(), nullable=False),
        sa.Column("may_write", sa.Boolean(), nullable=False),
        sa.Column("kpi_ids", sa.JSON(), nullable=True),
        _reference("api_key", "created_by", "person", nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        *_moments("expires_at", "revoked_at", "used_at", "paid_until"),
        sa.CheckConstraint(
            "may_read = true OR may_write = true", name=op.f("ck_api_key_opens_something")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_api_key"),
        sa.UniqueConstraint(
            "public_id", "workspace_id", name=op.f("uq_api_key_public_id_workspace_id")
        ),
    )


def _api_answer() -> None:
    op.create_table(
        "api_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        _reference("api_answer", "workspace_id", "workspace"),
        _reference("api_answer", "api_key_id", "api_key", ondelete="CASCADE"),
        *(_text(name) for name in ("key", "digest", "body")),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_api_answer"),
        sa.UniqueConstraint(
            *("workspace_id", "api_key_id", "key"),
            name=op.f("uq_api_answer_workspace_id_api_key_id_key"),
        ),
    )
    op.create_index("ix_api_answer_at", "api_answer", ["at"])


def _connector() -> None:
    op.create_table(
        "connector",
        sa.Column("id", sa.Integer(), nullable=False),
        _reference("connector", "workspace_id", "workspace"),
        _reference("connector", "kpi_id", "kpi", ondelete="CASCADE"),
        _text("kind"),
        sa.Column("source", sa.JSON(), nullable=False),
        _text("day"),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        *_moments("wanted_at", "fetched_at"),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_because", sa.String(), nullable=True),
        sa.Column("failed_params", sa.JSON(), nullable=False),
        sa.CheckConstraint(_one_of("kind", ("sql", "http")), name=op.f("ck_connector_kind_known")),
        sa.CheckConstraint(
            _one_of("day", ("today", "yesterday")), name=op.f("ck_connector_day_known")
        ),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_connector_failures_count_up")),
        sa.PrimaryKeyConstraint("id", name="pk_connector"),
        sa.UniqueConstraint(
            "workspace_id", "kpi_id", name=op.f("uq_connector_workspace_id_kpi_id")
        ),
    )
    op.create_index("ix_connector_wanted_at", "connector", ["wanted_at"])


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=False)


def _moments(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, UtcDateTime(), nullable=True) for name in names]


def _reference(
    table: str,
    name: str,
    to: str,
    *,
    nullable: bool = False,
    ondelete: str | None = None,
) -> sa.Column[object]:
    key = sa.ForeignKey(f"{to}.id", name=op.f(f"fk_{table}_{name}_{to}"), ondelete=ondelete)
    kind = sa.String() if to == "workspace" else sa.Integer()
    return sa.Column(name, kind, key, nullable=nullable)
