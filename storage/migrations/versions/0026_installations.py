"""The app in several workspaces: sealed tokens, and installations that were begun.

Revision: 0026, after 0025.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

ENDED_WHY = "ended_why IN ('uninstalled', 'revoked', 'refused')"


def upgrade() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("bot_token", sa.String(), nullable=False),
        sa.Column("refresh_token", sa.String(), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("renewing_until", UtcDateTime(), nullable=True),
        sa.Column("bot_user_id", sa.String(), nullable=False),
        sa.Column("bot_id", sa.String(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("installed_by", sa.String(), nullable=False),
        sa.Column("installed_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_why", sa.String(), nullable=True),
        sa.CheckConstraint(ENDED_WHY, name="ended_why_known"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_installation_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_installation"),
        sa.UniqueConstraint("workspace_id", name="uq_installation_workspace_id"),
    )
    op.create_table(
        "install_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_install_state"),
        sa.UniqueConstraint("digest", name="uq_install_state_digest"),
    )
    op.create_index("ix_install_state_expires_at", "install_state", ["expires_at"])
