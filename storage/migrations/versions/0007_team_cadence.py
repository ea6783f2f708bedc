"""How often teams are asked, what a key result takes over from its team, and several leaves.

Revision: 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("team", sa.Column("cadence_days", sa.Integer(), nullable=True))
    op.add_column(
        "key_result",
        sa.Column("cadence_chosen", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    # Weekly was what everything had that nobody had chosen anything for.
    op.execute("UPDATE key_result SET cadence_chosen = (cadence_days <> 7)")
    with op.batch_alter_table("away") as away:
        away.drop_constraint("uq_away_workspace_id_person_id", type_="unique")
        away.create_unique_constraint(
            "uq_away_workspace_id_person_id_starts_on", ["workspace_id", "person_id", "starts_on"]
        )
