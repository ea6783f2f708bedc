"""The sample of a figure, the milestones that a check-in marked, and copies of a goal's parts.

Revision: 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ADDED = {
    "key_result": (("sample", sa.Integer), ("steps", sa.JSON), ("phases", sa.JSON)),
    "check_in": (("sample", sa.Integer), ("previous_sample", sa.Integer), ("steps", sa.JSON)),
}


def upgrade() -> None:
    # Not in a batch: that would copy check_in without the triggers that keep it append-only.
    for table, columns in ADDED.items():
        for name, kind in columns:
            op.add_column(table, sa.Column(name, kind(), nullable=True))
