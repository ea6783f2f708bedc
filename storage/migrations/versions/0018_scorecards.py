"""Scorecards: how they are put together by role, and the reviews that freeze them.

Revision: 0018, after 0017.
"""

import sqlalchemy as sa
from alembic import op

from storage.migrations import append_only
from storage.types import UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "workspace",
        sa.Column("scorecards", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    _template()
    _role()
    _weight()
    _review()


def _template() -> None:
    name = "scorecard_template"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        _reference(name, "workspace_id", "workspace"),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        *(_whole(column) for column in ("kr_share", "kpi_share", "kpi_cap")),
        _check(name, "kr_share_range", "kr_share BETWEEN 0 AND 100"),
        _check(name, "shares_are_all", "kr_share + kpi_share = 100"),
        _check(name, "kpi_cap_range", "kpi_cap BETWEEN 1000 AND 3000"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        _unique(name, "workspace_id", "key"),
    )


def _role() -> None:
    name = "scorecard_role"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        _reference(name, "workspace_id", "workspace"),
        _reference(name, "person_id", "person", ondelete="CASCADE"),
        _reference(name, "template_id", "scorecard_template", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        _unique(name, "workspace_id", "person_id"),
    )
    _index(name, "person_id")
    _index(name, "template_id")


def _weight() -> None:
    name = "scorecard_weight"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        _reference(name, "workspace_id", "workspace"),
        _reference(name, "person_id", "person", ondelete="CASCADE"),
        _reference(name, "key_result_id", "key_result", nullable=True, ondelete="CASCADE"),
        _reference(name, "kpi_id", "kpi", nullable=True, ondelete="CASCADE"),
        _whole("weight"),
        _check(name, "is_of_one_thing", "(key_result_id IS NULL) <> (kpi_id IS NULL)"),
        _check(name, "weight_range", "weight BETWEEN 0 AND 4000"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        _unique(name, "workspace_id", "person_id", "key_result_id"),
        _unique(name, "workspace_id", "person_id", "kpi_id"),
    )
    for column in ("person_id", "key_result_id", "kpi_id"):
        _index(name, column)


def _review() -> None:
    name = "scorecard_review"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        _reference(name, "workspace_id", "workspace"),
        _reference(name, "person_id", "person"),
        _reference(name, "cycle_id", "cycle"),
        _reference(name, "reviewer_id", "person"),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    for column in ("person_id", "cycle_id", "reviewer_id"):
        _index(name, column)
    _index(name, "workspace_id", "cycle_id", "person_id")
    append_only.protect(op.get_bind(), name)


def _reference(
    table: str, name: str, to: str, *, nullable: bool = False, ondelete: str | None = None
) -> "sa.Column[object]":
    key = sa.ForeignKey(f"{to}.id", name=f"fk_{table}_{name}_{to}", ondelete=ondelete)
    return sa.Column(
        name, sa.String() if to == "workspace" else sa.Integer(), key, nullable=nullable
    )


def _whole(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.Integer(), nullable=False)


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
