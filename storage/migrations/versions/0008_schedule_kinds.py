"""More falls due: days that people named, figures of KPIs, word of questions left unanswered.

Revision: 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KIND, REASON = "ck_schedule_kind_known", "ck_schedule_skipped_why_known"
BEFORE = ("check_in", "reminder", "snooze", "digest", "recount")
NEW = ("promise", "kpi_due", "escalation")
REASONS = (
    *("too_late", "failed", "days_off", "away", "not_employed", "not_in_slack", "not_in_pilot"),
    *("nothing_due", "asked_already", "answered", "no_channel", "no_goals", "nothing_counted"),
)


def upgrade() -> None:
    with op.batch_alter_table("schedule", copy_from=_schedule()) as table:
        table.drop_constraint(op.f(KIND), type_="check")
        table.drop_constraint(op.f(REASON), type_="check")
        table.create_check_constraint(op.f(KIND), _one_of("kind", (*BEFORE, *NEW)))
        table.create_check_constraint(
            op.f(REASON), _one_of("skipped_why", (*REASONS, "no_manager"))
        )
    op.add_column("workspace", sa.Column("escalate_after", sa.Integer(), nullable=True))


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
        sa.CheckConstraint(_one_of("skipped_why", REASONS), name=op.f(REASON)),
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
