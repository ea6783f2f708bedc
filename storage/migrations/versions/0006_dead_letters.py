"""An index of dead messages, which are counted often, and when a delivery is tried again.

Revision: 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

IS_DEAD = "state = 'dead'"


def upgrade() -> None:
    op.create_index(
        "ix_message_dead",
        "message",
        ["workspace_id", "id"],
        sqlite_where=sa.text(IS_DEAD),
        postgresql_where=sa.text(IS_DEAD),
    )
    op.add_column("inbox", sa.Column("retry_at", UtcDateTime(), nullable=True))
