"""Pictures that lie in Slack already.

Revision: 0022, after 0021.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_picture_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_picture"),
        sa.UniqueConstraint("workspace_id", "digest", name="uq_picture_workspace_id_digest"),
    )
    op.create_index("ix_picture_used_at", "picture", ["used_at"])
