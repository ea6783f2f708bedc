"""The life of a goal: parts, alignment, edits and their history, scores and how it ended.

Revision: 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import ExactDecimal, UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

OUTCOMES = "outcome IN ('finished', 'dropped', 'carried_over', 'postponed')"
STATES = "state IN ('draft', 'active', 'postponed', 'closed')"
SHAPES = "shape IN ('reach', 'keep', 'periodic', 'yes_no', 'milestones')"
OBJECTIVE_CHECKS = {
    "roll_up_source_known": "roll_up_source IN ('key_results', 'children', 'both')",
    "outcome_known": OUTCOMES,
    "has_days": "start_on <= due_on",
}
KEY_RESULT_CHECKS = {
    "shape_known": SHAPES,
    "outcome_known": OUTCOMES,
    "self_score_range": "self_score BETWEEN 0 AND 1000",
    "score_range": "score BETWEEN 0 AND 1000",
}


def upgrade() -> None:
    for name in ("published_at", "activated_at", "closed_at"):
        op.add_column("cycle", sa.Column(name, UtcDateTime(), nullable=True))
    op.add_column("workspace", _flag("strict"))
    op.add_column("workspace", _whole("year_starts"))
    _widen("objective", _objective_columns(), OBJECTIVE_CHECKS)
    _widen("key_result", _key_result_columns(), KEY_RESULT_CHECKS, dropped="shape_known")
    _parts()


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
    for name in ("parent_key_result_id", "carried_from_id"):
        if name in [column.name for column in columns]:
            op.create_index(f"ix_{table}_{name}", table, [name])


def _objective_columns() -> list[sa.Column[object]]:
    texts = ("no_parent_because", "outcome", "outcome_because")
    return [
        _reference("objective", "parent_key_result_id", "key_result"),
        *(_text(name) for name in texts),
        sa.Column("roll_up_source", sa.String(), nullable=False, server_default="key_results"),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        _whole("version"),
        _reference("objective", "carried_from_id", "objective"),
        *(_text(name) for name in ("worked", "did_not_work", "next_time")),
    ]


def _key_result_columns() -> list[sa.Column[object]]:
    return [
        *(_text(name) for name in ("measured_by", "outcome", "outcome_because")),
        sa.Column("in_reach", sa.Boolean(), nullable=True),
        _whole("version"),
        sa.Column("locked_start", ExactDecimal(), nullable=True),
        sa.Column("locked_target", ExactDecimal(), nullable=True),
        sa.Column("self_score", sa.Integer(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        _reference("key_result", "carried_from_id", "key_result"),
    ]


def _parts() -> None:
    _table(
        "goal_helper",
        _belongs("goal_helper", "key_result_id", "key_result"),
        _belongs("goal_helper", "person_id", "person"),
        unique=("key_result_id", "person_id"),
        indexes=(("key_result_id",), ("person_id",), ("workspace_id", "person_id")),
    )
    _table(
        "goal_link",
        _belongs("goal_link", "objective_id", "objective"),
        _belongs("goal_link", "to_objective_id", "objective"),
        sa.CheckConstraint(
            "objective_id <> to_objective_id", name=op.f("ck_goal_link_not_to_itself")
        ),
        unique=("objective_id", "to_objective_id"),
        indexes=(("objective_id",), ("to_objective_id",)),
    )
    _table(
        "initiative",
        _belongs("initiative", "key_result_id", "key_result"),
        _reference("initiative", "owner_id", "person", nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'done', 'dropped')", name=op.f("ck_initiative_state_known")
        ),
        indexes=(("key_result_id",), ("owner_id",), ("workspace_id", "key_result_id")),
    )
    _table(
        "milestone",
        _belongs("milestone", "key_result_id", "key_result"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.CheckConstraint("weight BETWEEN 1 AND 100000", name=op.f("ck_milestone_weight_range")),
        unique=("key_result_id", "position"),
        indexes=(("key_result_id",),),
    )
    _table(
        "target_phase",
        _belongs("target_phase", "key_result_id", "key_result"),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("value", ExactDecimal(), nullable=False),
        unique=("key_result_id", "due_on"),
        indexes=(("key_result_id",),),
    )
    _history()


def _history() -> None:
    _table(
        "goal_change",
        _belongs("goal_change", "objective_id", "objective"),
        _belongs("goal_change", "key_result_id", "key_result", nullable=True),
        _reference("goal_change", "person_id", "person"),
        sa.Column("field", sa.String(), nullable=False),
        *(_text(name) for name in ("before", "after", "because")),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "before IS NOT NULL OR after IS NOT NULL", name=op.f("ck_goal_change_says_something")
        ),
        indexes=(
            ("objective_id",),
            ("key_result_id",),
            ("person_id",),
            ("workspace_id", "objective_id", "at"),
        ),
    )


def _table(
    name: str,
    *parts: "sa.Column[object] | sa.CheckConstraint",
    unique: tuple[str, ...] = (),
    indexes: tuple[tuple[str, ...], ...] = (),
) -> None:
    scope = ("workspace_id", *unique)
    rules = [sa.UniqueConstraint(*scope, name=f"uq_{name}_{'_'.join(scope)}")] if unique else []
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        _reference(name, "workspace_id", "workspace", nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *rules,
    )
    for columns in indexes:
        op.create_index(f"ix_{name}_{'_'.join(columns)}", name, list(columns))


def _belongs(table: str, name: str, to: str, *, nullable: bool = False) -> "sa.Column[object]":
    return _reference(table, name, to, nullable=nullable, ondelete="CASCADE")


def _reference(
    table: str, name: str, to: str, *, nullable: bool = True, ondelete: str | None = None
) -> "sa.Column[object]":
    kind = sa.String() if to == "workspace" else sa.Integer()
    key = sa.ForeignKey(f"{to}.id", name=f"fk_{table}_{name}_{to}", ondelete=ondelete)
    return sa.Column(name, kind, key, nullable=nullable)


def _text(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.String(), nullable=True)


def _flag(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _whole(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.Integer(), nullable=False, server_default="1")
