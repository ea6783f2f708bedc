"""Kept figures of teams know statuses, confidence and last week; a change names the team alone.

Revision: 0025, after 0024.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("team_figure") as table:
        for name in ("own_rest", "rest"):
            table.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="{}"))
        table.add_column(sa.Column("counted_on", sa.Date(), nullable=True))
        for name in ("version", "mended"):
            table.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("team_figure") as table:
        for name in ("own_rest", "rest", "version", "mended"):
            table.alter_column(name, server_default=None)
    with op.batch_alter_table("team_figure_change") as table:
        table.drop_column("points")
        table.drop_column("known")
