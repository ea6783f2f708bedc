"""KPIs keep what their alerts are decided by, and their newest readings are found by one index.

What is kept is filled in by the first look at the readings, which the bot takes as it starts.

Revision: 0020, after 0019.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("kpi", sa.Column("observed", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("kpi") as table:
        table.alter_column("observed", server_default=None)
    op.create_index("ix_reading_kpi_id_period", "reading", ["kpi_id", "period"])
    op.drop_index("ix_reading_kpi_id", table_name="reading")
    op.drop_index("ix_reading_workspace_id_kpi_id_period", table_name="reading")
