"""Shares of key results that are split to people, and the work KPIs that produce them.

Revision: 0021, after 0020.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "key_result_share",
        sa.Column("id", sa.Integer(), nullable=False),
        _reference("key_result_share", "workspace_id", "workspace"),
        _reference("key_result_share", "key_result_id", "key_result", ondelete="CASCADE"),
        _reference("key_result_share", "of_key_result_id", "key_result", ondelete="CASCADE"),
        sa.Column("way", sa.String(), nullable=False),
        sa.CheckConstraint(
            "key_result_id <> of_key_result_id", name=op.f("ck_key_result_share_not_of_itself")
        ),
        sa.CheckConstraint("way IN ('parts', 'same')", name=op.f("ck_key_result_share_way_known")),
        sa.PrimaryKeyConstraint("id", name="pk_key_result_share"),
        sa.UniqueConstraint(
            *("workspace_id", "key_result_id"),
            name=op.f("uq_key_result_share_workspace_id_key_result_id"),
        ),
    )
    for column in ("key_result_id", "of_key_result_id"):
        op.create_index(f"ix_key_result_share_{column}", "key_result_share", [column])
    op.create_table(
        "work_kpi",
        sa.Column("id", sa.Integer(), nullable=False),
        _reference("work_kpi", "workspace_id", "workspace"),
        _reference("work_kpi", "key_result_id", "key_result", ondelete="CASCADE"),
        _reference("work_kpi", "kpi_id", "kpi", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_work_kpi"),
        sa.UniqueConstraint(
            *("workspace_id", "key_result_id", "kpi_id"),
            name=op.f("uq_work_kpi_workspace_id_key_result_id_kpi_id"),
        ),
    )
    for column in ("key_result_id", "kpi_id"):
        op.create_index(f"ix_work_kpi_{column}", "work_kpi", [column])


def _reference(table: str, name: str, to: str, *, ondelete: str | None = None) -> sa.Column[object]:
    key = sa.ForeignKey(f"{to}.id", name=op.f(f"fk_{table}_{name}_{to}"), ondelete=ondelete)
    kind = sa.String() if to == "workspace" else sa.Integer()
    return sa.Column(name, kind, key, nullable=False)
