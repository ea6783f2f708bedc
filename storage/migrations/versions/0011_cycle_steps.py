"""The steps of a cycle: reminders of them, when closing began, and help asked of other teams.

Revision: 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KIND = "ck_schedule_kind_known"
BEFORE = (
    *("check_in", "reminder", "snooze", "digest", "recount", "promise", "kpi_due", "escalation"),
)
REASONS = (
    *("too_late", "failed", "days_off", "away", "not_employed", "not_in_slack", "not_in_pilot"),
    *("nothing_due", "asked_already", "answered", "no_channel", "no_goals", "nothing_counted"),
    "no_manager",
)


def upgrade() -> None:
    op.add_column("cycle", sa.Column("closing_at", UtcDateTime(), nullable=True))
    with op.batch_alter_table("schedule", copy_from=_schedule()) as table:
        table.drop_constraint(op.f(KIND), type_="check")
        table.create_check_constraint(op.f(KIND), _one_of("kind", (*BEFORE, "cycle_step")))
    _dependency()


def _dependency() -> None:
    op.create_table(
        "dependency",
        sa.Column("id", sa.Integer(), nullable=False),
        _reference("workspace_id", "workspace"),
        _reference("objective_id", "objective", ondelete="CASCADE"),
        _reference("team_id", "team", ondelete="CASCADE"),
        _reference("asker_id", "person"),
        _reference("asked_person_id", "person"),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("effort", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=True),
        _reference("answered_by_id", "person", nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            _one_of("state", ("open", "accepted", "declined")),
            name=op.f("ck_dependency_state_known"),
        ),
        sa.PrimaryKeyConstraint("id", name="pk_dependency"),
    )
    for name in ("objective_id", "team_id", "asker_id", "asked_person_id", "answered_by_id"):
        op.create_index(f"ix_dependency_{name}", "dependency", [name])
    scope = ["workspace_id", "team_id", "state"]
    op.create_index(f"ix_dependency_{'_'.join(scope)}", "dependency", scope)


def _reference(
    name: str,
    to: str,
    *,
    nullable: bool = False,
    ondelete: str | None = None,
) -> "sa.Column[object]":
    key = sa.ForeignKey(f"{to}.id", name=f"fk_dependency_{name}_{to}", ondelete=ondelete)
    kind = sa.String() if to == "workspace" else sa.Integer()
    return sa.Column(name, kind, key, nullable=nullable)


def _schedule() -> sa.Table:
    """The table as it is before, as SQLite has to make it anew."""
    return sa.Table(
        "schedule",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("tz", sa.String(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("retry_at", UtcDateTime(), nullable=True),
        sa.Column("skipped_at", UtcDateTime(), nullable=True),
        sa.Column("occurs_on", sa.Date(), nullable=True),
        sa.Column("skipped_params", sa.JSON(), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("skipped_why", sa.String(), nullable=True),
        sa.CheckConstraint(_one_of("kind", BEFORE), name=op.f(KIND)),
        sa.CheckConstraint(
            _one_of("skipped_why", REASONS), name=op.f("ck_schedule_skipped_why_known")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_schedule_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_schedule"),
        sa.UniqueConstraint(
            "workspace_id", "kind", "subject_id", name="uq_schedule_workspace_id_kind_subject_id"
        ),
        sa.Index("ix_schedule_next_at", "next_at"),
    )


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"
