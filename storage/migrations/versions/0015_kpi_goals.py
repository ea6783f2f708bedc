"""Key results that follow a KPI: its readings are their check-ins.

Revision: 0015, after 0014.
"""

import sqlalchemy as sa
from alembic import op

from storage.migrations import append_only

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SOURCES = (
    "source IN ('reply', 'no_change', 'modal', 'question', 'command', 'import', 'undo', 'kpi')"
)


def upgrade() -> None:
    key = sa.ForeignKey("kpi.id", name=op.f("fk_key_result_kpi_id_kpi"))
    with op.batch_alter_table("key_result") as batch:
        batch.add_column(sa.Column("kpi_id", sa.Integer(), key, nullable=True))
    op.create_index("ix_key_result_kpi_id", "key_result", ["kpi_id"])
    with op.batch_alter_table("check_in") as batch:
        batch.drop_constraint(op.f("ck_check_in_source_known"), type_="check")
        batch.create_check_constraint(op.f("ck_check_in_source_known"), SOURCES)
    if op.get_bind().dialect.name == "sqlite":  # the copy came without its triggers
        append_only.protect(op.get_bind(), "check_in")
