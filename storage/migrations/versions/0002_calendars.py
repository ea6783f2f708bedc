"""Working calendars, days away, the date that an occurrence stands for, reasons as keys.

Revision: 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REASONS = (
    *("too_late", "failed", "days_off", "away", "not_employed", "not_in_slack", "nothing_due"),
    *("asked_already", "answered", "no_channel", "no_goals", "nothing_counted"),
)
SENTENCES = {
    "too late to be of use": "too_late",
    "failed too often": "failed",
    "no longer an employee": "not_employed",
    "not known to Slack yet": "not_in_slack",
    "nothing to ask about": "nothing_due",
    "asked this week already": "asked_already",
    "answered meanwhile": "answered",
    "the team has no channel": "no_channel",
    "the team has no goals": "no_goals",
    "nothing is counted by periods": "nothing_counted",
}


def upgrade() -> None:
    op.add_column("workspace", sa.Column("country", sa.String(), nullable=True))
    op.add_column(
        "workspace",
        sa.Column("saturdays", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "calendar_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.CheckConstraint("kind IN ('off', 'worked')", name=op.f("ck_calendar_day_kind_known")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_calendar_day_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_day"),
        sa.UniqueConstraint("workspace_id", "day", name="uq_calendar_day_workspace_id_day"),
    )
    op.create_table(
        "away",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_away_has_days")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_away_person_id_person", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_away_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_away"),
        sa.UniqueConstraint("workspace_id", "person_id", name="uq_away_workspace_id_person_id"),
    )
    op.create_index("ix_away_person_id", "away", ["person_id"])

    op.add_column("schedule", sa.Column("occurs_on", sa.Date(), nullable=True))
    op.add_column(
        "schedule",
        sa.Column("skipped_params", sa.JSON(), nullable=False, server_default=sa.text("'{}'")),
    )
    _reasons_become_keys()


def _reasons_become_keys() -> None:
    """In SQL that both databases know: SQLite takes a constraint with a new column only."""
    op.execute("ALTER TABLE schedule RENAME COLUMN skipped_why TO skipped_sentence")
    keys = ", ".join(f"'{key}'" for key in REASONS)
    op.execute(
        "ALTER TABLE schedule ADD COLUMN skipped_why VARCHAR"
        f" CONSTRAINT ck_schedule_skipped_why_known CHECK (skipped_why IN ({keys}))"
    )
    schedule = sa.table(
        "schedule",
        sa.column("skipped_why", sa.String()),
        sa.column("skipped_sentence", sa.String()),
    )
    for sentence, key in SENTENCES.items():
        op.execute(
            schedule.update().where(schedule.c.skipped_sentence == sentence).values(skipped_why=key)
        )
    op.drop_column("schedule", "skipped_sentence")
