"""What the goals of teams come to, and what check-ins changed of it since.

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "team_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("own_points", sa.BigInteger(), nullable=False),
        sa.Column("own_weight", sa.BigInteger(), nullable=False),
        sa.Column("own_counted", sa.Integer(), nullable=False),
        sa.Column("own_known", sa.Integer(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_team_figure_workspace_id_workspace"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name="fk_team_figure_team_id_team", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_team_figure"),
        sa.UniqueConstraint("workspace_id", "team_id", name="uq_team_figure_workspace_id_team_id"),
    )
    op.create_index("ix_team_figure_team_id", "team_figure", ["team_id"])
    op.create_table(
        "team_figure_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_team_figure_change_workspace_id_workspace"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name="fk_team_figure_change_team_id_team", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_team_figure_change"),
    )
    op.create_index("ix_team_figure_change_workspace_id", "team_figure_change", ["workspace_id"])
    op.create_index("ix_team_figure_change_team_id", "team_figure_change", ["team_id"])
