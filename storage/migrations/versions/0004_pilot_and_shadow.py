"""Pilot, shadow mode, and when the bot last looked for work.

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

CHECK = "ck_schedule_skipped_why_known"
REASONS = (
    *("too_late", "failed", "days_off", "away", "not_employed", "not_in_slack", "not_in_pilot"),
    *("nothing_due", "asked_already", "answered", "no_channel", "no_goals", "nothing_counted"),
)


def upgrade() -> None:
    # Whoever was asked before goes on being asked: only a new workspace begins in pilot.
    for table, column in (("workspace", "pilot"), ("workspace", "shadow"), ("team", "in_pilot")):
        op.add_column(
            table, sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.add_column("workspace", sa.Column("ticked_at", UtcDateTime(), nullable=True))
    _one_more_reason()


def _one_more_reason() -> None:
    """SQLite takes a constraint with a new column only, and lets go of it with the old one."""
    known = f"skipped_why IN ({', '.join(repr(key) for key in REASONS)})"
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(CHECK, "schedule")
        op.create_check_constraint(op.f(CHECK), "schedule", known)
        return
    op.execute("ALTER TABLE schedule RENAME COLUMN skipped_why TO skipped_before")
    op.execute(
        f"ALTER TABLE schedule ADD COLUMN skipped_why VARCHAR CONSTRAINT {CHECK} CHECK ({known})"
    )
    op.execute("UPDATE schedule SET skipped_why = skipped_before")
    op.drop_column("schedule", "skipped_before")
