"""Digests that are edited, talked over and looked at first; a company's; who follows what.

Revision: 0024, after 0023.
"""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

KINDS = (
    *("check_in", "reminder", "snooze", "digest", "recount", "promise", "kpi_due", "escalation"),
    *("cycle_step", "alert_clock", "late_data", "connector"),
    *("company_digest", "digest_edit", "digest_preview", "following"),
)
HOW_OFTEN = ("weekly", "monthly", "both", "off")
REASONS = (
    *("too_late", "failed", "days_off", "away", "not_employed", "not_in_slack", "not_in_pilot"),
    *("nothing_due", "asked_already", "answered", "no_channel", "no_goals", "nothing_counted"),
    *("no_manager", "called_off"),
)
FOLLOWED = ("team", "person", "objective", "key_result")


def upgrade() -> None:
    with op.batch_alter_table("workspace") as table:
        table.add_column(sa.Column("company_channel_id", sa.String(), nullable=True))
        table.add_column(
            sa.Column("company_digest", sa.String(), nullable=False, server_default="both")
        )
        table.create_check_constraint(
            op.f("ck_workspace_company_digest_known"), _one_of("company_digest", HOW_OFTEN)
        )
    op.add_column(
        "team", sa.Column("previews", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    with op.batch_alter_table("schedule") as table:
        table.drop_constraint(op.f("ck_schedule_kind_known"), type_="check")
        table.create_check_constraint(op.f("ck_schedule_kind_known"), _one_of("kind", KINDS))
        table.drop_constraint(op.f("ck_schedule_skipped_why_known"), type_="check")
        table.create_check_constraint(
            op.f("ck_schedule_skipped_why_known"), _one_of("skipped_why", REASONS)
        )
    _digest()
    _following()


def _digest() -> None:
    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), nullable=False),
        _reference("digest", "workspace_id", "workspace"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        _reference("digest", "message_id", "message", nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        _reference("digest", "noted_by", "person", nullable=True),
        sa.Column("decided", sa.JSON(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("open_until", UtcDateTime(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            _one_of("kind", ("team", "company", "month")), name=op.f("ck_digest_kind_known")
        ),
        sa.CheckConstraint(
            _one_of("state", ("planned", "posted", "skipped")), name=op.f("ck_digest_state_known")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_digest"),
        sa.UniqueConstraint(
            *("workspace_id", "kind", "subject_id", "period"),
            name=op.f("uq_digest_workspace_id_kind_subject_id_period"),
        ),
    )
    op.create_index(
        op.f("ix_digest_workspace_id_open_until"), "digest", ["workspace_id", "open_until"]
    )


def _following() -> None:
    op.create_table(
        "following",
        sa.Column("id", sa.Integer(), nullable=False),
        _reference("following", "workspace_id", "workspace"),
        _reference("following", "person_id", "person", ondelete="CASCADE"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.CheckConstraint(_one_of("kind", FOLLOWED), name=op.f("ck_following_kind_known")),
        sa.CheckConstraint(
            "kind <> 'person' OR subject_id <> person_id", name=op.f("ck_following_not_oneself")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_following"),
        sa.UniqueConstraint(
            *("workspace_id", "person_id", "kind", "subject_id"),
            name=op.f("uq_following_workspace_id_person_id_kind_subject_id"),
        ),
    )
    op.create_index(op.f("ix_following_person_id"), "following", ["person_id"])


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _reference(
    table: str, name: str, to: str, *, nullable: bool = False, ondelete: str | None = None
) -> sa.Column[object]:
    key = sa.ForeignKey(f"{to}.id", name=op.f(f"fk_{table}_{name}_{to}"), ondelete=ondelete)
    kind = sa.String() if to == "workspace" else sa.Integer()
    return sa.Column(name, kind, key, nullable=nullable)
