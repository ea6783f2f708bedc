"""The clock of an alert and late readings fall due; a plan stops the clock for a while.

Revision: 0016, after 0015.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KIND = "ck_schedule_kind_known"
BEFORE = (
    *("check_in", "reminder", "snooze", "digest", "recount", "promise", "kpi_due", "escalation"),
    "cycle_step",
)
NEW = ("alert_clock", "late_data")
REASONS = (
    *("too_late", "failed", "days_off", "away", "not_employed", "not_in_slack", "not_in_pilot"),
    *("nothing_due", "asked_already", "answered", "no_channel", "no_goals", "nothing_counted"),
    "no_manager",
)
#: Long ago: the first tick moves it to the next morning.
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def upgrade() -> None:
    with op.batch_alter_table("schedule", copy_from=_schedule()) as table:
        table.drop_constraint(op.f(KIND), type_="check")
        table.create_check_constraint(op.f(KIND), _one_of("kind", (*BEFORE, *NEW)))
    op.add_column("kpi", sa.Column("watched_from", sa.Date(), nullable=True))
    with op.batch_alter_table("alert") as table:
        table.add_column(sa.Column("left_s", sa.Integer(), nullable=True))
        table.add_column(sa.Column("plan_missed_at", UtcDateTime(), nullable=True))
        table.create_check_constraint(op.f("ck_alert_left_is_no_debt"), "left_s >= 0")
    _look_for_late_readings()


def _look_for_late_readings() -> None:
    """From now on every workspace is looked at in the morning."""
    workspace = sa.table("workspace", sa.column("id", sa.String()), sa.column("tz", sa.String()))
    found = op.get_bind().execute(sa.select(workspace.c.id, workspace.c.tz)).all()
    rows = [
        {
            "workspace_id": workspace_id,
            "kind": "late_data",
            "subject_id": 0,
            "tz": tz,
            "rule": {"at": "09:30"},
            "next_at": LONG_AGO,
            "failures": 0,
            "skipped_params": {},
        }
        for workspace_id, tz in found
    ]
    if rows:
        op.bulk_insert(_schedule(), rows)


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
