"""Plans for a week, what managers say of check-ins, and what was pointed out about a goal.

Revision: 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _table(
        "week_plan",
        _to("week_plan", "person_id", "person", nullable=False, ondelete="CASCADE"),
        _to("week_plan", "key_result_id", "key_result", ondelete="CASCADE"),
        _to("week_plan", "initiative_id", "initiative", ondelete="SET NULL"),
        _to("week_plan", "reply_id", "reply", ondelete="SET NULL"),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        _known("week_plan", "state", "open", "done", "dropped"),
        indexes=(
            *(("person_id",), ("key_result_id",), ("initiative_id",), ("reply_id",)),
            ("workspace_id", "person_id", "state"),
        ),
    )
    _table(
        "check_in_review",
        _to("check_in_review", "check_in_id", "check_in", nullable=False, ondelete="CASCADE"),
        _to("check_in_review", "reviewer_id", "person", nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        _to("check_in_review", "correction_id", "check_in"),
        _known("check_in_review", "verdict", "agreed", "corrected", "asked"),
        indexes=(("check_in_id",), ("reviewer_id",), ("correction_id",)),
    )
    _table(
        "goal_hint",
        _to("goal_hint", "key_result_id", "key_result", nullable=False, ondelete="CASCADE"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        _to("goal_hint", "reply_id", "reply", ondelete="SET NULL"),
        _known("goal_hint", "answer", "kept", "asked"),
        _known("goal_hint", "kind", "no_initiative", "still_right"),
        sa.UniqueConstraint(
            *("workspace_id", "key_result_id", "kind"),
            name="uq_goal_hint_workspace_id_key_result_id_kind",
        ),
        indexes=(("key_result_id",), ("reply_id",)),
    )


def _table(
    name: str,
    *parts: "sa.Column[object] | sa.CheckConstraint | sa.UniqueConstraint",
    indexes: tuple[tuple[str, ...], ...],
) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        _to(name, "workspace_id", "workspace", nullable=False),
        *parts,
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    for columns in indexes:
        op.create_index(f"ix_{name}_{'_'.join(columns)}", name, list(columns))


def _to(
    table: str, name: str, to: str, *, nullable: bool = True, ondelete: str | None = None
) -> "sa.Column[object]":
    kind = sa.String() if to == "workspace" else sa.Integer()
    key = sa.ForeignKey(f"{to}.id", name=f"fk_{table}_{name}_{to}", ondelete=ondelete)
    return sa.Column(name, kind, key, nullable=nullable)


def _known(table: str, column: str, *values: str) -> sa.CheckConstraint:
    listed = ", ".join(repr(value) for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}_known"))
