"""Rate gates, and the tries of a message that Slack did not carry out.

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

IS_WAITING = "state IN ('pending', 'sending')"


def upgrade() -> None:
    op.create_table(
        "rate_gate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("opens_at", UtcDateTime(), nullable=False),
        sa.Column("paid_until", UtcDateTime(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("slowed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_rate_gate_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_rate_gate"),
        sa.UniqueConstraint(
            "workspace_id", "method", "place", name="uq_rate_gate_workspace_id_method_place"
        ),
    )
    op.create_index("ix_rate_gate_opens_at", "rate_gate", ["opens_at"])

    op.add_column(
        "message", sa.Column("failures", sa.Integer(), nullable=False, server_default="0")
    )
    op.drop_index("ix_message_waiting", "message")
    op.create_index(
        "ix_message_waiting",
        "message",
        ["operation", "state", "priority", "not_before", "id"],
        sqlite_where=sa.text(IS_WAITING),
        postgresql_where=sa.text(IS_WAITING),
    )
