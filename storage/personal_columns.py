"""The register of personal data: every column of every table."""

from collections.abc import Mapping
from typing import Final

from storage.personal_data import Register, erase, keep, pseudonymise

ROW: Final = "says which row it is, and of which workspace"
POINTS: Final = "points at a person or a thing; the row of an erased person tells nothing of them"
FIGURES: Final = "figures of a goal or KPI, which are the company's"
RULES: Final = "what was agreed about a goal, a KPI or a team"
STATE: Final = "how far a piece of work has come; tells nothing of a person"
TIMES: Final = "when it happened: the history of goals stays readable"
HOUSE: Final = "a setting of the workspace"
LEDGER: Final = "who did what must stay provable; ids alone"
GONE: Final = "the row itself is deleted"

PEOPLE: Final[Mapping[str, Register]] = {
    "person": Register(
        (
            pseudonymise("key slack_user_id email name"),
            erase("title slack_tz slack_locale slack_admin admin_since manager_id"),
            keep(ROW, "id workspace_id"),
            keep("a column that must not be empty; set to that of the workspace", "locale tz"),
            keep("set to one who left, without rights", "standing is_admin"),
            keep(TIMES, "created_at"),
        ),
        whose=("id",),
    ),
    "membership": Register(
        (keep(ROW, "id workspace_id"), keep(GONE, "team_id person_id")), ("person_id",), goes=True
    ),
    "away": Register(
        (keep(ROW, "id workspace_id"), keep(GONE, "person_id starts_on ends_on created_at")),
        ("person_id",),
        goes=True,
    ),
    "following": Register(
        (keep(ROW, "id workspace_id"), keep(GONE, "person_id kind subject_id since")),
        ("person_id",),
        goes=True,
    ),
    "home": Register(
        (
            keep(ROW, "id workspace_id"),
            keep(GONE, "person_id opened_at page changes shown digest lease_until"),
        ),
        ("person_id",),
        goes=True,
        inner=("changes", "shown", "digest", "lease_until"),
    ),
    "home_change": Register((keep(ROW, "id workspace_id"), keep(STATE, "person_id objective_id"))),
    "goal_helper": Register(
        (keep(ROW, "id workspace_id"), keep(GONE, "key_result_id person_id")),
        ("person_id",),
        goes=True,
    ),
    "scorecard_role": Register(
        (keep(ROW, "id workspace_id"), keep(GONE, "person_id template_id")),
        ("person_id",),
        goes=True,
    ),
    "scorecard_weight": Register(
        (keep(ROW, "id workspace_id"), keep(GONE, "person_id key_result_id kpi_id weight")),
        ("person_id",),
        goes=True,
    ),
    "scorecard_review": Register(
        (
            erase("note figures"),
            keep(ROW, "id workspace_id"),
            keep(POINTS, "person_id cycle_id reviewer_id"),
            keep(TIMES, "at"),
        ),
        whose=("person_id",),
    ),
}

ANSWERS: Final[Mapping[str, Register]] = {
    "check_in_request": Register(
        (
            erase("items"),
            keep(ROW, "id workspace_id"),
            keep(POINTS, "person_id message_id"),
            keep(STATE, "state week snoozed_until"),
            keep(TIMES, "created_at answered_at"),
        ),
        whose=("person_id",),
        inner=("message_id",),
    ),
    "reply": Register(
        (
            erase("text items channel ts"),
            pseudonymise("source_key"),
            keep(ROW, "id workspace_id"),
            keep(POINTS, "person_id request_id card_message_id"),
            keep(TIMES, "at undone_at"),
        ),
        whose=("person_id",),
        inner=("source_key", "card_message_id"),
    ),
    "question": Register(
        (
            erase("said subjects candidates"),
            keep(ROW, "id workspace_id"),
            keep(POINTS, "reply_id"),
            keep(STATE, "position reason state"),
        ),
        whose=("reply_id>reply",),
    ),
    "check_in": Register(
        (
            erase("note blocker"),
            pseudonymise("steps"),
            keep(ROW, "id workspace_id"),
            keep(POINTS, "key_result_id person_id reply_id undoes_id"),
            keep(FIGURES, "value previous_value progress previous_progress confidence said"),
            keep(FIGURES, "promised_on likely sample previous_sample"),
            keep(STATE, "on_behalf source"),
            keep(TIMES, "at"),
        ),
        whose=("person_id",),
    ),
    "check_in_review": Register(
        (
            erase("text"),
            keep(ROW, "id workspace_id"),
            keep(POINTS, "check_in_id reviewer_id correction_id"),
            keep(STATE, "verdict"),
            keep(TIMES, "at"),
        ),
        whose=("check_in_id>check_in", "reviewer_id"),
    ),
    "goal_hint": Register(
        (
            keep(ROW, "id workspace_id"),
            keep(POINTS, "key_result_id reply_id"),
            keep(STATE, "kind answer"),
            keep(TIMES, "at"),
        ),
    ),
    "week_plan": Register(
        (
            erase("text"),
            keep(ROW, "id workspace_id"),
            keep(POINTS, "person_id key_result_id initiative_id reply_id"),
            keep(STATE, "week state kept"),
            keep(TIMES, "settled_at at"),
        ),
        whose=("person_id",),
    ),
    "evidence": Register(
        (
            erase("note"),
            pseudonymise("author"),
            keep(ROW, "id workspace_id"),
            keep("where in Slack it is; Slack's own data", "link channel_id ts"),
            keep(POINTS, "key_result_id person_id"),
            keep(TIMES, "said_at attached_at"),
        ),
        whose=("person_id",),
    ),
    "dependency": Register(
        (
            erase("what effort", by="asker_id"),
            erase("because", by="answered_by_id"),
            keep(ROW, "id workspace_id"),
            keep(POINTS, "objective_id team_id asker_id asked_person_id answered_by_id"),
            keep(RULES, "due_on"),
            keep(STATE, "state"),
            keep(TIMES, "asked_at answered_at"),
        ),
        whose=("asker_id", "asked_person_id", "answered_by_id"),
    ),
}

GOALS: Final[Mapping[str, Register]] = {
    "cycle": Register(
        (
            keep(ROW, "id workspace_id key"),
            keep(RULES, "name starts_on ends_on"),
            keep(STATE, "state published_at activated_at closing_at closed_at"),
        )
    ),
    "objective": Register(
        (
            pseudonymise("title no_parent_because outcome_because worked did_not_work next_time"),
            keep(ROW, "id workspace_id key"),
            keep(POINTS, "cycle_id team_id owner_id parent_objective_id parent_key_result_id"),
            keep(POINTS, "carried_from_id"),
            keep(RULES, "level ambition visibility roll_up_source start_on due_on outcome"),
            keep(STATE, "state version"),
        ),
        whose=("owner_id",),
    ),
    "key_result": Register(
        (
            pseudonymise("title aliases outcome_because measured_by steps"),
            keep(ROW, "id workspace_id key position"),
            keep(POINTS, "objective_id owner_id last_check_in_id carried_from_id kpi_id"),
            keep(RULES, "shape unit direction start target floor ceiling period minimum_sample"),
            keep(RULES, "start_on due_on weight cadence_days cadence_chosen in_reach"),
            keep(FIGURES, "value progress confidence said checked_in_at locked_start"),
            keep(FIGURES, "locked_target self_score score outcome sample phases"),
            keep(STATE, "state version"),
        ),
        whose=("owner_id",),
    ),
    "initiative": Register(
        (
            pseudonymise("title"),
            keep(ROW, "id workspace_id position"),
            keep(POINTS, "key_result_id owner_id"),
            keep(RULES, "due_on"),
            keep(STATE, "state"),
        ),
        whose=("owner_id",),
    ),
    "milestone": Register(
        (
            pseudonymise("title"),
            keep(ROW, "id workspace_id position"),
            keep(POINTS, "key_result_id"),
            keep(FIGURES, "weight done_on"),
        )
    ),
    "target_phase": Register(
        (
            keep(ROW, "id workspace_id"),
            keep(POINTS, "key_result_id"),
            keep(FIGURES, "due_on value"),
        )
    ),
    "goal_link": Register(
        (keep(ROW, "id workspace_id"), keep(POINTS, "objective_id to_objective_id"))
    ),
    "goal_change": Register(
        (
            erase("because"),
            pseudonymise("before after"),
            keep(ROW, "id workspace_id"),
            keep(POINTS, "objective_id key_result_id person_id"),
            keep(RULES, "field"),
            keep(TIMES, "at"),
        ),
        whose=("person_id",),
    ),
    "key_result_share": Register(
        (
            keep(ROW, "id workspace_id"),
            keep(POINTS, "key_result_id of_key_result_id"),
            keep(RULES, "way"),
        )
    ),
    "work_kpi": Register((keep(ROW, "id workspace_id"), keep(POINTS, "key_result_id kpi_id"))),
    "team": Register(
        (
            pseudonymise("name"),
            keep(ROW, "id workspace_id key"),
            keep(POINTS, "parent_id lead_id channel_id"),
            keep(RULES, "locale in_pilot cadence_days previews"),
        )
    ),
    "team_figure": Register(
        (
            keep(ROW, "id workspace_id team_id"),
            keep(FIGURES, "own_points own_weight own_counted own_known own_rest points weight"),
            keep(FIGURES, "counted known rest counted_on version mended"),
        )
    ),
    "team_figure_change": Register((keep(ROW, "id workspace_id team_id"),)),
}
