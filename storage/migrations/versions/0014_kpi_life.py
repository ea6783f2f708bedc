"""What a KPI measures, how its readings are put together, and what people do about its alerts.

Revision: 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import ExactDecimal, UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

SOURCES = (
    "source IN ('reply', 'no_change', 'modal', 'question', 'command', 'import', 'api', 'connector',"
    " 'file')"
)
KPI_CHECKS = {
    "timing_known": "timing IN ('lag', 'lead')",
    "dimension_known": "dimension IN ('quantity', 'quality', 'time', 'cost')",
    "level_known": "level IN ('strategic', 'functional', 'task', 'core')",
    "visibility_known": "visibility IN ('public', 'private')",
    "basis_known": "basis IN ('value', 'previous', 'last_year')",
    "aggregation_known": "aggregation IN ('last', 'sum', 'mean')",
    "combines_known": "combines IN ('sum', 'weighted', 'ratio')",
    "is_due_after_its_period": "due_day >= 1",
    "grace_is_no_debt": "grace_days >= 0",
    "weight_range": "weight BETWEEN 0 AND 4000",
}


def upgrade() -> None:
    _widen("kpi", _kpi_columns(), KPI_CHECKS)
    op.create_index("ix_kpi_parent_kpi_id", "kpi", ["parent_kpi_id"])
    _widen("reading", _reading_columns(), {"source_known": SOURCES}, dropped="source_known")
    _widen("alert", _alert_columns(), {})
    with op.batch_alter_table("workspace") as batch:
        batch.add_column(_chosen("alert_clock", "wall"))
        batch.create_check_constraint(
            op.f("ck_workspace_alert_clock_known"), "alert_clock IN ('wall', 'working')"
        )


def _kpi_columns() -> list[sa.Column[object]]:
    return [
        *(_text(name) for name in ("measured_by", "timing", "dimension", "level")),
        _chosen("visibility", "public"),
        _chosen("basis", "value"),
        _chosen("aggregation", "last"),
        sa.Column("watch_only", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("due_day", sa.Integer(), nullable=True),
        _whole("grace_days", 2),
        sa.Column("make_up", sa.Boolean(), nullable=False, server_default=sa.false()),
        _reference("kpi", "parent_kpi_id", "kpi"),
        _text("combines"),
        _whole("weight", 1000),
        _whole("version", 1),
    ]


def _reading_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("observed_on", sa.Date(), nullable=True),
        sa.Column("numerator", ExactDecimal(), nullable=True),
        sa.Column("denominator", ExactDecimal(), nullable=True),
    ]


def _alert_columns() -> list[sa.Column[object]]:
    moments = ("planned_at", "snoozed_until", "escalated_at")
    return [
        *(sa.Column(name, UtcDateTime(), nullable=True) for name in moments),
        *(_text(name) for name in ("plan", "snoozed_because", "closed_because")),
        sa.Column("plan_due_on", sa.Date(), nullable=True),
        sa.Column("period", sa.Date(), nullable=True),
        _reference("alert", "planned_by", "person"),
        _reference("alert", "closed_by", "person"),
    ]


def _widen(
    table: str, columns: list[sa.Column[object]], checks: dict[str, str], *, dropped: str = ""
) -> None:
    with op.batch_alter_table(table) as batch:
        if dropped:
            batch.drop_constraint(op.f(f"ck_{table}_{dropped}"), type_="check")
        for column in columns:
            batch.add_column(column)
        for name, rule in checks.items():
            batch.create_check_constraint(op.f(f"ck_{table}_{name}"), rule)


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=True)


def _chosen(name: str, default: str) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=False, server_default=default)


def _whole(name: str, default: int) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=str(default))


def _reference(table: str, name: str, to: str) -> sa.Column[object]:
    key = sa.ForeignKey(f"{to}.id", name=op.f(f"fk_{table}_{name}_{to}"))
    return sa.Column(name, sa.Integer(), key, nullable=True)
