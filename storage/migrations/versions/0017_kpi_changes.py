"""Who changed which field of a KPI, what its limits are held against, and computed readings.

Revision: 0017, after 0016.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import ExactDecimal, UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

SOURCES = (
    "source IN ('reply', 'no_change', 'modal', 'question', 'command', 'import', 'api', 'connector',"
    " 'file', 'computed')"
)


def upgrade() -> None:
    with op.batch_alter_table("kpi") as batch:
        batch.add_column(sa.Column("judged", ExactDecimal(), nullable=True))
    with op.batch_alter_table("reading") as batch:
        batch.drop_constraint(op.f("ck_reading_source_known"), type_="check")
        batch.create_check_constraint("source_known", SOURCES)
    op.create_table(
        "kpi_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "before IS NOT NULL OR after IS NOT NULL", name=op.f("ck_kpi_change_says_something")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_kpi_change_workspace_id_workspace")
        ),
        sa.ForeignKeyConstraint(
            ["kpi_id"], ["kpi.id"], name=op.f("fk_kpi_change_kpi_id_kpi"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_kpi_change_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi_change")),
    )
    op.create_index("ix_kpi_change_kpi_id", "kpi_change", ["kpi_id"])
    op.create_index("ix_kpi_change_person_id", "kpi_change", ["person_id"])
    op.create_index(
        "ix_kpi_change_workspace_id_kpi_id_at", "kpi_change", ["workspace_id", "kpi_id", "at"]
    )
