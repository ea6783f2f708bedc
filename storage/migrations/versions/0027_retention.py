"""Who was erased, and how long a workspace keeps what.

Revision: 0027, after 0026.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

DAYS = {
    "keep_inbox_days": 30,
    "keep_replies_days": 400,
    "keep_messages_days": 400,
    "keep_audit_days": 400,
}


def upgrade() -> None:
    op.create_table(
        "erased_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_erased_person_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_erased_person"),
        sa.UniqueConstraint("workspace_id", "digest", name="uq_erased_person_workspace_id_digest"),
    )
    with op.batch_alter_table("workspace") as table:
        for name, days in DAYS.items():
            table.add_column(
                sa.Column(name, sa.Integer(), nullable=False, server_default=str(days))
            )
    with op.batch_alter_table("workspace") as table:
        for name in DAYS:
            table.alter_column(name, server_default=None)
