"""The first schema: every table, and the triggers that keep history from being rewritten.

Revision: 0001, after nothing.
"""

import sqlalchemy as sa
from alembic import op

from storage.migrations import append_only
from storage.types import ExactDecimal, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("workspace_id", "key", name="uq_inbox_workspace_id_key"),
    )
    op.create_index(
        "ix_inbox_waiting",
        "inbox",
        ["received_at"],
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )

    op.create_table(
        "workspace",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("tz", sa.String(), nullable=False),
        sa.Column("sending_stopped", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("locale IN ('en', 'vi')", name=op.f("ck_workspace_locale_known")),
        sa.PrimaryKeyConstraint("id", name="pk_workspace"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_audit_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_workspace_id_at", "audit", ["workspace_id", "at"])

    op.create_table(
        "cycle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'active', 'closing', 'closed')", name=op.f("ck_cycle_state_known")
        ),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_cycle_has_days")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_cycle_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_cycle"),
        sa.UniqueConstraint("workspace_id", "key", name="uq_cycle_workspace_id_key"),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("dedup_key", sa.String(), nullable=False),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("edits_id", sa.Integer(), nullable=True),
        sa.Column("thread_of_id", sa.Integer(), nullable=True),
        sa.Column("thread_ts", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("tz", sa.String(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("doubts", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("first_tried_at", UtcDateTime(), nullable=True),
        sa.Column("not_before", UtcDateTime(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=True),
        sa.Column("ts", sa.String(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(operation = 'update') = (edits_id IS NOT NULL)",
            name=op.f("ck_message_update_names_its_post"),
        ),
        sa.CheckConstraint(
            "operation IN ('post', 'update')", name=op.f("ck_message_operation_known")
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'sending', 'sent', 'skipped', 'dead')",
            name=op.f("ck_message_state_known"),
        ),
        sa.ForeignKeyConstraint(["edits_id"], ["message.id"], name="fk_message_edits_id_message"),
        sa.ForeignKeyConstraint(
            ["thread_of_id"], ["message.id"], name="fk_message_thread_of_id_message"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_message_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.UniqueConstraint("workspace_id", "dedup_key", name="uq_message_workspace_id_dedup_key"),
    )
    op.create_index("ix_message_edits_id", "message", ["edits_id"])
    op.create_index(
        "ix_message_waiting",
        "message",
        ["priority", "not_before", "id"],
        sqlite_where=sa.text("state IN ('pending', 'sending')"),
        postgresql_where=sa.text("state IN ('pending', 'sending')"),
    )

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("slack_user_id", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("tz", sa.String(), nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("locale IN ('en', 'vi')", name=op.f("ck_person_locale_known")),
        sa.CheckConstraint(
            "standing IN ('employee', 'guest', 'external', 'bot', 'deactivated')",
            name=op.f("ck_person_standing_known"),
        ),
        sa.CheckConstraint(
            "slack_user_id IS NOT NULL OR email IS NOT NULL",
            name=op.f("ck_person_reachable_somehow"),
        ),
        sa.ForeignKeyConstraint(["manager_id"], ["person.id"], name="fk_person_manager_id_person"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_person_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("workspace_id", "email", name="uq_person_workspace_id_email"),
        sa.UniqueConstraint("workspace_id", "key", name="uq_person_workspace_id_key"),
        sa.UniqueConstraint(
            "workspace_id", "slack_user_id", name="uq_person_workspace_id_slack_user_id"
        ),
    )
    op.create_index("ix_person_manager_id", "person", ["manager_id"])

    op.create_table(
        "schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("tz", sa.String(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("retry_at", UtcDateTime(), nullable=True),
        sa.Column("skipped_at", UtcDateTime(), nullable=True),
        sa.Column("skipped_why", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('check_in', 'reminder', 'snooze', 'digest', 'recount')",
            name=op.f("ck_schedule_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_schedule_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_schedule"),
        sa.UniqueConstraint(
            "workspace_id", "kind", "subject_id", name="uq_schedule_workspace_id_kind_subject_id"
        ),
    )
    op.create_index("ix_schedule_next_at", "schedule", ["next_at"])

    op.create_table(
        "check_in_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("snoozed_until", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'answered', 'expired')", name=op.f("ck_check_in_request_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name="fk_check_in_request_message_id_message"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name="fk_check_in_request_person_id_person",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_check_in_request_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_check_in_request"),
        sa.UniqueConstraint(
            "workspace_id",
            "person_id",
            "week",
            name="uq_check_in_request_workspace_id_person_id_week",
        ),
    )
    op.create_index("ix_check_in_request_person_id", "check_in_request", ["person_id"])

    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("channel_id", sa.String(), nullable=True),
        sa.Column("locale", sa.String(), nullable=True),
        sa.CheckConstraint(
            "parent_id IS NULL OR parent_id <> id", name=op.f("ck_team_not_its_own_parent")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["person.id"], name="fk_team_lead_id_person"),
        sa.ForeignKeyConstraint(["parent_id"], ["team.id"], name="fk_team_parent_id_team"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_team_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_team"),
        sa.UniqueConstraint("workspace_id", "key", name="uq_team_workspace_id_key"),
    )
    op.create_index("ix_team_lead_id", "team", ["lead_id"])
    op.create_index("ix_team_parent_id", "team", ["parent_id"])

    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_membership_person_id_person", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name="fk_membership_team_id_team", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_membership_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_membership"),
        sa.UniqueConstraint(
            "workspace_id",
            "team_id",
            "person_id",
            name="uq_membership_workspace_id_team_id_person_id",
        ),
    )
    op.create_index("ix_membership_person_id", "membership", ["person_id"])
    op.create_index("ix_membership_team_id", "membership", ["team_id"])
    op.create_index(
        "ix_membership_workspace_id_person_id", "membership", ["workspace_id", "person_id"]
    )

    op.create_table(
        "objective",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("parent_objective_id", sa.Integer(), nullable=True),
        sa.Column("ambition", sa.String(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.CheckConstraint(
            "ambition IN ('committed', 'aspirational')", name=op.f("ck_objective_ambition_known")
        ),
        sa.CheckConstraint(
            "level IN ('company', 'team', 'person')", name=op.f("ck_objective_level_known")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'active', 'postponed', 'closed')",
            name=op.f("ck_objective_state_known"),
        ),
        sa.CheckConstraint(
            "visibility IN ('public', 'private')", name=op.f("ck_objective_visibility_known")
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_objective_cycle_id_cycle"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_objective_owner_id_person"),
        sa.ForeignKeyConstraint(
            ["parent_objective_id"],
            ["objective.id"],
            name="fk_objective_parent_objective_id_objective",
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_objective_team_id_team"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_objective_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_objective"),
        sa.UniqueConstraint(
            "workspace_id", "cycle_id", "key", name="uq_objective_workspace_id_cycle_id_key"
        ),
    )
    op.create_index("ix_objective_cycle_id", "objective", ["cycle_id"])
    op.create_index("ix_objective_owner_id", "objective", ["owner_id"])
    op.create_index("ix_objective_parent_objective_id", "objective", ["parent_objective_id"])
    op.create_index("ix_objective_team_id", "objective", ["team_id"])

    op.create_table(
        "reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("ts", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("card_message_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["card_message_id"], ["message.id"], name="fk_reply_card_message_id_message"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_reply_person_id_person", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["check_in_request.id"], name="fk_reply_request_id_check_in_request"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_reply_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reply"),
        sa.UniqueConstraint("workspace_id", "source_key", name="uq_reply_workspace_id_source_key"),
    )
    op.create_index("ix_reply_person_id", "reply", ["person_id"])
    op.create_index("ix_reply_request_id", "reply", ["request_id"])
    op.create_index("ix_reply_workspace_id_channel_ts", "reply", ["workspace_id", "channel", "ts"])

    op.create_table(
        "key_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("aliases", sa.String(), nullable=False),
        sa.Column("shape", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("start", ExactDecimal(), nullable=True),
        sa.Column("target", ExactDecimal(), nullable=True),
        sa.Column("floor", ExactDecimal(), nullable=True),
        sa.Column("ceiling", ExactDecimal(), nullable=True),
        sa.Column("period", sa.String(), nullable=True),
        sa.Column("minimum_sample", sa.Integer(), nullable=True),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("cadence_days", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("value", ExactDecimal(), nullable=True),
        sa.Column("progress", sa.BigInteger(), nullable=True),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("checked_in_at", UtcDateTime(), nullable=True),
        sa.Column("last_check_in_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "direction IN ('up', 'down')", name=op.f("ck_key_result_direction_known")
        ),
        sa.CheckConstraint(
            "period IN ('week', 'month', 'quarter')", name=op.f("ck_key_result_period_known")
        ),
        sa.CheckConstraint(
            "said IN ('on_track', 'at_risk', 'off_track', 'done')",
            name=op.f("ck_key_result_said_known"),
        ),
        sa.CheckConstraint(
            "shape IN ('reach', 'keep', 'periodic', 'yes_no')",
            name=op.f("ck_key_result_shape_known"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'active', 'postponed', 'closed')",
            name=op.f("ck_key_result_state_known"),
        ),
        sa.CheckConstraint(
            "confidence BETWEEN 1 AND 10", name=op.f("ck_key_result_confidence_range")
        ),
        sa.CheckConstraint(
            "progress BETWEEN -1000000000000000 AND 1000000000000000",
            name=op.f("ck_key_result_progress_range"),
        ),
        sa.CheckConstraint("start_on <= due_on", name=op.f("ck_key_result_has_days")),
        sa.CheckConstraint("weight BETWEEN 0 AND 4000", name=op.f("ck_key_result_weight_range")),
        sa.ForeignKeyConstraint(
            ["objective_id"],
            ["objective.id"],
            name="fk_key_result_objective_id_objective",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_key_result_owner_id_person"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_key_result_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_key_result"),
        sa.UniqueConstraint(
            "workspace_id",
            "objective_id",
            "key",
            name="uq_key_result_workspace_id_objective_id_key",
        ),
    )
    op.create_index("ix_key_result_objective_id", "key_result", ["objective_id"])
    op.create_index("ix_key_result_owner_id", "key_result", ["owner_id"])
    op.create_index(
        "ix_key_result_workspace_id_owner_id_state",
        "key_result",
        ["workspace_id", "owner_id", "state"],
    )

    op.create_table(
        "kpi",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("aliases", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("target", ExactDecimal(), nullable=True),
        sa.Column("low", ExactDecimal(), nullable=True),
        sa.Column("high", ExactDecimal(), nullable=True),
        sa.Column("critical", ExactDecimal(), nullable=True),
        sa.Column("critical_high", ExactDecimal(), nullable=True),
        sa.Column("frequency", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("protects_objective_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("value", ExactDecimal(), nullable=True),
        sa.Column("value_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "frequency IN ('day', 'week', 'month', 'quarter')", name=op.f("ck_kpi_frequency_known")
        ),
        sa.CheckConstraint("side IN ('floor', 'ceiling', 'range')", name=op.f("ck_kpi_side_known")),
        sa.CheckConstraint("state IN ('active', 'closed')", name=op.f("ck_kpi_state_known")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_kpi_owner_id_person"),
        sa.ForeignKeyConstraint(
            ["protects_objective_id"],
            ["objective.id"],
            name="fk_kpi_protects_objective_id_objective",
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_kpi_team_id_team"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_kpi_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_kpi"),
        sa.UniqueConstraint("workspace_id", "key", name="uq_kpi_workspace_id_key"),
    )
    op.create_index("ix_kpi_owner_id", "kpi", ["owner_id"])
    op.create_index("ix_kpi_protects_objective_id", "kpi", ["protects_objective_id"])
    op.create_index("ix_kpi_team_id", "kpi", ["team_id"])
    op.create_index(
        "ix_kpi_workspace_id_owner_id_state", "kpi", ["workspace_id", "owner_id", "state"]
    )

    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'answered', 'dropped')", name=op.f("ck_question_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["reply_id"], ["reply.id"], name="fk_question_reply_id_reply", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_question_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_question"),
    )
    op.create_index("ix_question_reply_id", "question", ["reply_id"])

    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("unstable", sa.Boolean(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("handle_by", UtcDateTime(), nullable=False),
        sa.Column("acknowledged_at", UtcDateTime(), nullable=True),
        sa.Column("acknowledged_by", sa.Integer(), nullable=True),
        sa.Column("resolved_at", UtcDateTime(), nullable=True),
        sa.Column("card_message_id", sa.Integer(), nullable=True),
        sa.Column("dm_message_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('target', 'late')", name=op.f("ck_alert_kind_known")),
        sa.CheckConstraint(
            "severity IN ('warning', 'critical')", name=op.f("ck_alert_severity_known")
        ),
        sa.CheckConstraint(
            "state IN ('firing', 'acknowledged', 'recovering', 'resolved', 'closed')",
            name=op.f("ck_alert_state_known"),
        ),
        sa.CheckConstraint("revision >= 0", name=op.f("ck_alert_revision_counts_up")),
        sa.ForeignKeyConstraint(
            ["acknowledged_by"], ["person.id"], name="fk_alert_acknowledged_by_person"
        ),
        sa.ForeignKeyConstraint(
            ["card_message_id"], ["message.id"], name="fk_alert_card_message_id_message"
        ),
        sa.ForeignKeyConstraint(
            ["dm_message_id"], ["message.id"], name="fk_alert_dm_message_id_message"
        ),
        sa.ForeignKeyConstraint(
            ["kpi_id"], ["kpi.id"], name="fk_alert_kpi_id_kpi", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_alert_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_alert"),
    )
    op.create_index("ix_alert_kpi_id", "alert", ["kpi_id"])
    op.create_index(
        "uq_alert_open",
        "alert",
        ["workspace_id", "kpi_id", "kind"],
        unique=True,
        sqlite_where=sa.text("state IN ('firing', 'acknowledged', 'recovering')"),
        postgresql_where=sa.text("state IN ('firing', 'acknowledged', 'recovering')"),
    )

    op.create_table(
        "check_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("key_result_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=True),
        sa.Column("value", ExactDecimal(), nullable=True),
        sa.Column("previous_value", ExactDecimal(), nullable=True),
        sa.Column("progress", sa.BigInteger(), nullable=True),
        sa.Column("previous_progress", sa.BigInteger(), nullable=True),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("blocker", sa.String(), nullable=True),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("likely", sa.Boolean(), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "said IN ('on_track', 'at_risk', 'off_track', 'done')",
            name=op.f("ck_check_in_said_known"),
        ),
        sa.CheckConstraint(
            "source IN ('reply', 'no_change', 'modal', 'question', 'command', 'import', 'undo')",
            name=op.f("ck_check_in_source_known"),
        ),
        sa.CheckConstraint(
            "confidence BETWEEN 1 AND 10", name=op.f("ck_check_in_confidence_range")
        ),
        sa.ForeignKeyConstraint(
            ["key_result_id"],
            ["key_result.id"],
            name="fk_check_in_key_result_id_key_result",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_check_in_person_id_person"),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name="fk_check_in_reply_id_reply"),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["check_in.id"], name="fk_check_in_undoes_id_check_in"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_check_in_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_check_in"),
        sa.UniqueConstraint("undoes_id", name="uq_check_in_undoes_id"),
    )
    op.create_index("ix_check_in_key_result_id", "check_in", ["key_result_id"])
    op.create_index("ix_check_in_reply_id", "check_in", ["reply_id"])
    op.create_index(
        "ix_check_in_workspace_id_key_result_id_at",
        "check_in",
        ["workspace_id", "key_result_id", "at"],
    )

    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("reply_id", sa.Integer(), nullable=True),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("value", ExactDecimal(), nullable=False),
        sa.Column("previous_value", ExactDecimal(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("blocker", sa.String(), nullable=True),
        sa.Column("likely", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "source IN ('reply', 'no_change', 'modal', 'question', 'command', 'import')",
            name=op.f("ck_reading_source_known"),
        ),
        sa.ForeignKeyConstraint(
            ["kpi_id"], ["kpi.id"], name="fk_reading_kpi_id_kpi", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_reading_person_id_person"),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name="fk_reading_reply_id_reply"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_reading_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reading"),
    )
    op.create_index("ix_reading_kpi_id", "reading", ["kpi_id"])
    op.create_index("ix_reading_reply_id", "reading", ["reply_id"])
    op.create_index(
        "ix_reading_workspace_id_kpi_id_period", "reading", ["workspace_id", "kpi_id", "period"]
    )

    op.create_table(
        "alert_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alert.id"], name="fk_alert_change_alert_id_alert", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["kpi_id"], ["kpi.id"], name="fk_alert_change_kpi_id_kpi", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_alert_change_person_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["reading.id"], name="fk_alert_change_reading_id_reading"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_alert_change_workspace_id_workspace"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_alert_change"),
    )
    op.create_index("ix_alert_change_alert_id", "alert_change", ["alert_id"])
    op.create_index("ix_alert_change_kpi_id", "alert_change", ["kpi_id"])
    op.create_index(
        "ix_alert_change_workspace_id_kpi_id_at", "alert_change", ["workspace_id", "kpi_id", "at"]
    )

    append_only.prepare(op.get_bind())
    for table in ("audit", "check_in", "alert_change"):
        append_only.protect(op.get_bind(), table)
