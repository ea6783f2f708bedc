"""Connectors that are paused, and who asked for a figure just now.

Revision: 0023, after 0022.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("connector") as table:
        table.add_column(sa.Column("paused_at", UtcDateTime(), nullable=True))
        table.add_column(sa.Column("asked_by", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_connector_asked_by_person"), "person", ["asked_by"], ["id"]
        )
