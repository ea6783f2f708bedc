"""Home tabs, what changed of them, what Slack says of people, and evidence for key results.

Revision: 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "home",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.CheckConstraint("shown <= changes", name="shows_what_is_there"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_home_workspace_id_workspace"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_home_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_home"),
        sa.UniqueConstraint("workspace_id", "person_id", name="uq_home_workspace_id_person_id"),
    )
    op.create_index("ix_home_person_id", "home", ["person_id"])
    op.create_table(
        "home_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_home_change_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_home_change"),
    )
    op.create_index("ix_home_change_workspace_id_id", "home_change", ["workspace_id", "id"])
    op.create_table(
        "people_sync",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("cursor", sa.String(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_people_sync_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_people_sync"),
        sa.UniqueConstraint("workspace_id", name="uq_people_sync_workspace_id"),
    )
    op.add_column("person", sa.Column("slack_tz", sa.String(), nullable=True))
    op.add_column("person", sa.Column("slack_locale", sa.String(), nullable=True))
    op.add_column("person", sa.Column("slack_admin", sa.Boolean(), nullable=True))
    _evidence()


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("key_result_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("said_at", UtcDateTime(), nullable=False),
        sa.Column("attached_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_evidence_workspace_id_workspace"
        ),
        sa.ForeignKeyConstraint(
            ["key_result_id"],
            ["key_result.id"],
            name="fk_evidence_key_result_id_key_result",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_evidence_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.UniqueConstraint(
            "workspace_id",
            "key_result_id",
            "channel_id",
            "ts",
            name="uq_evidence_workspace_id_key_result_id_channel_id_ts",
        ),
    )
    op.create_index("ix_evidence_key_result_id", "evidence", ["key_result_id"])
    op.create_index("ix_evidence_person_id", "evidence", ["person_id"])
    op.create_index(
        "ix_evidence_workspace_id_key_result_id_said_at",
        "evidence",
        ["workspace_id", "key_result_id", "said_at"],
    )
