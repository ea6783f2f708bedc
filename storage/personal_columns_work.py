"""The register of personal data, continued: KPIs, what is sent and heard, the workspace."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from storage import personal_columns as first
from storage.personal_columns import (
    FIGURES,
    GONE,
    HOUSE,
    LEDGER,
    POINTS,
    ROW,
    RULES,
    STATE,
    TIMES,
)
from storage.personal_data import Register, erase, keep, pseudonymise

INSTALLING: Final[Mapping[str, Register]] = {
    "installation": Register(
        (
            pseudonymise("installed_by"),
            keep(ROW, "id workspace_id"),
            keep(HOUSE, "bot_token refresh_token bot_user_id bot_id scopes"),
            keep(STATE, "renewing_until ended_why"),
            keep(TIMES, "expires_at installed_at ended_at"),
        ),
    ),
    "install_state": Register((keep(HOUSE, "id digest"), keep(TIMES, "expires_at"))),
}
KPIS: Final[Mapping[str, Register]] = {
    "kpi": Register(
        (
            pseudonymise("title aliases measured_by"),
            keep(ROW, "id workspace_id key"),
            keep(POINTS, "owner_id team_id protects_objective_id parent_kpi_id"),
            keep(RULES, "unit side target low high critical critical_high frequency timing"),
            keep(RULES, "dimension level visibility basis aggregation watch_only due_day"),
            keep(RULES, "grace_days make_up combines weight watched_from observed"),
            keep(FIGURES, "value value_on judged"),
            keep(STATE, "state version"),
        ),
        whose=("owner_id",),
    ),
    "kpi_change": Register(
        (
            pseudonymise("before after"),
            keep(ROW, "id workspace_id"),
            keep(POINTS, "kpi_id person_id"),
            keep(RULES, "field"),
            keep(TIMES, "at"),
        ),
        whose=("person_id",),
    ),
    "reading": Register(
        (
            erase("note blocker"),
            keep(ROW, "id workspace_id"),
            keep(POINTS, "kpi_id person_id reply_id"),
            keep(FIGURES, "period value previous_value likely observed_on numerator denominator"),
            keep(STATE, "source"),
            keep(TIMES, "at withdrawn_at"),
        ),
        whose=("person_id",),
    ),
    "alert": Register(
        (
            erase("plan", by="planned_by"),
            erase("snoozed_because", by="acknowledged_by"),
            erase("closed_because", by="closed_by"),
            keep(ROW, "id workspace_id"),
            keep(POINTS, "kpi_id card_message_id dm_message_id"),
            keep(POINTS, "acknowledged_by planned_by closed_by"),
            keep(STATE, "kind state severity unstable revision left_s period"),
            keep(TIMES, "opened_at handle_by acknowledged_at resolved_at planned_at plan_due_on"),
            keep(TIMES, "snoozed_until escalated_at plan_missed_at"),
        ),
        whose=("acknowledged_by", "planned_by", "closed_by"),
        inner=("card_message_id", "dm_message_id", "revision", "left_s"),
    ),
    "alert_change": Register(
        (
            keep(ROW, "id workspace_id"),
            keep(POINTS, "kpi_id alert_id reading_id person_id"),
            keep(STATE, "change"),
            keep(TIMES, "at"),
        ),
        whose=("person_id",),
    ),
    "connector": Register(
        (
            keep(ROW, "id workspace_id"),
            keep(POINTS, "kpi_id asked_by"),
            keep("says where figures are fetched; changed by an administrator alone", "source"),
            keep(STATE, "kind day wanted_at fetched_at failures failed_because failed_params"),
            keep(TIMES, "created_at paused_at"),
        )
    ),
    "api_key": Register(
        (
            pseudonymise("name"),
            keep(ROW, "id workspace_id public_id"),
            keep("a digest; the key itself is stored nowhere", "digest"),
            keep(POINTS, "created_by kpi_ids"),
            keep(RULES, "may_read may_write expires_at"),
            keep(TIMES, "created_at revoked_at used_at paid_until"),
        )
    ),
    "api_answer": Register(
        (
            pseudonymise("body key"),
            keep(ROW, "id workspace_id api_key_id"),
            keep("a digest", "digest"),
            keep(TIMES, "at"),
        )
    ),
    "scorecard_template": Register(
        (keep(ROW, "id workspace_id key"), keep(RULES, "name kr_share kpi_share kpi_cap"))
    ),
}

DELIVERY: Final[Mapping[str, Register]] = {
    "message": Register(
        (
            pseudonymise("params", quotes=True),
            pseudonymise("dedup_key target"),
            keep(ROW, "id workspace_id"),
            keep(POINTS, "edits_id thread_of_id"),
            keep("where in Slack it is; Slack's own data", "channel_id ts thread_ts"),
            keep(STATE, "operation kind locale tz priority state owner attempt doubts failures"),
            keep(STATE, "lease_until not_before error"),
            keep(TIMES, "first_tried_at created_at sent_at"),
        )
    ),
    "inbox": Register(
        (
            pseudonymise("payload key", quotes=True),
            keep(ROW, "id workspace_id"),
            keep(STATE, "kind attempts retry_at error"),
            keep(TIMES, "received_at done_at"),
        )
    ),
    "schedule": Register(
        (
            keep(ROW, "id workspace_id"),
            keep(GONE, "kind subject_id tz rule next_at occurs_on failures retry_at skipped_at"),
            keep(GONE, "skipped_why skipped_params"),
        )
    ),
    "digest": Register(
        (
            erase("note", by="noted_by"),
            pseudonymise("decided", quotes=True),
            keep(ROW, "id workspace_id"),
            keep(POINTS, "subject_id message_id noted_by"),
            keep(STATE, "kind period state"),
            keep(TIMES, "closed_at open_until created_at"),
        )
    ),
    "rate_gate": Register(
        (
            pseudonymise("place"),
            keep(ROW, "id workspace_id"),
            keep(STATE, "method opens_at paid_until share slowed_at"),
        )
    ),
    "picture": Register(
        (keep(ROW, "id workspace_id"), keep("a digest of a chart", "digest file_id used_at"))
    ),
    "people_sync": Register((keep(ROW, "id workspace_id"), keep(STATE, "cursor next_at"))),
    "audit": Register(
        (
            pseudonymise("detail"),
            keep(ROW, "id workspace_id"),
            keep(LEDGER, "at actor_id action subject subject_id"),
        ),
        whose=("actor_id",),
    ),
}

HOUSES: Final[Mapping[str, Register]] = {
    "workspace": Register(
        (
            keep(ROW, "id"),
            keep(HOUSE, "name locale tz sending_stopped country saturdays pilot shadow"),
            keep(HOUSE, "escalate_after strict year_starts alert_clock scorecards"),
            keep(HOUSE, "company_channel_id company_digest"),
            keep(HOUSE, "keep_inbox_days keep_replies_days keep_messages_days keep_audit_days"),
            keep(TIMES, "ticked_at created_at"),
        )
    ),
    "calendar_day": Register((keep(ROW, "id workspace_id"), keep(HOUSE, "day kind name"))),
    "erased_person": Register(
        (
            keep(ROW, "id workspace_id"),
            keep("a digest, so that a restored backup erases them again", "digest"),
            keep(TIMES, "at"),
        )
    ),
}

TABLES: Final[Mapping[str, Register]] = MappingProxyType(
    {**first.PEOPLE, **first.ANSWERS, **first.GOALS, **KPIS, **DELIVERY, **HOUSES, **INSTALLING}
)
