"""Since when somebody administers okrbot.

Revision: 0028, after 0027.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("admin_since", UtcDateTime(), nullable=True))
