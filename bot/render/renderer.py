"""Facts in, words and blocks out: the one door to everything people read."""

from collections.abc import Callable, Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any

from bot.domain.errors import DomainError
from bot.render import (
    admins,
    alert_forms,
    alerts,
    answer_card,
    api_keys,
    audit_log,
    chart_shown,
    check_in,
    check_in_form,
    connectors,
    cycle_goals,
    cycle_overview,
    cycle_views,
    dependencies,
    digest,
    digest_details,
    digest_gaps,
    digest_preview,
    errors,
    evidence,
    following,
    for_others,
    goal_forms,
    goal_review,
    goals,
    guidance,
    home,
    imports,
    kpi_conversion,
    kpi_forms,
    kpis,
    letters,
    meeting,
    notices,
    overviews,
    people,
    privacy,
    programme_health,
    reading_files,
    receipts,
    reports,
    risks,
    scorecard_setup,
    scorecard_weights,
    scorecards,
    scores,
    settings,
    setup,
    silence,
    splits,
    spreadsheet_reports,
    teams,
    trees,
    views,
    writing,
)
from bot.render.blocks import FORMATTING, Rendered
from bot.render.environment import LOCALES, Language, Words
from bot.render.escaping import without_entities
from bot.render.folder import PROMPTS

DEFAULT_LOCALE = "en"
UTC = "UTC"

HOMES: Mapping[str, Callable[[Words, Mapping[str, Any]], dict[str, Any]]] = {
    "home": home.home,
    "home_refused": home.home_refused,
}
MESSAGES: Mapping[str, Callable[[Words, Mapping[str, Any]], Rendered]] = {
    "check_in": check_in.check_in,
    "reminder": check_in.reminder,
    "promise": check_in.promise,
    "escalation": check_in.escalation,
    "kpi_due": kpis.kpi_due,
    "connector_failed": connectors.connector_failed,
    "answer_card": answer_card.answer_card,
    "answered_for_you": for_others.answered_for_you,
    "nudge": for_others.nudge,
    "review_question": for_others.review_question,
    "looked_at": for_others.looked_at,
    "still_right": for_others.still_right,
    "silent": reports.silent,
    "review": reports.review,
    "note": guidance.note,
    "team_digest": digest.digest,
    "digest_details": digest_details.digest_details,
    "company_digest": digest.digest,
    "own_gaps": digest_gaps.own_gaps,
    "audit_log": audit_log.audit_log,
    "audit_sent": audit_log.audit_sent,
    "programme_health": programme_health.programme_health,
    "digest_preview": digest_preview.digest_preview,
    "following": following.following,
    "following_listed": following.following_listed,
    "follow_changed": following.follow_changed,
    "meeting_decided": meeting.meeting_decided,
    "meeting_left": meeting.meeting_left,
    "alert_card": alerts.alert_card,
    "alert_dm": alerts.alert_dm,
    "alert_reminder": alerts.alert_reminder,
    "alert_escalation": alerts.alert_escalation,
    "alert_plan_missed": alerts.alert_plan_missed,
    "alert_planned": alerts.alert_planned,
    "alert_acknowledged": alerts.alert_acknowledged,
    "dead_letters": letters.dead_letters,
    "outage": notices.outage,
    "token_ends": notices.token_ends,
    "shadow_summary": notices.shadow_summary,
    "my_goals": overviews.my_goals,
    "chart": chart_shown.chart,
    "team_overview": overviews.team_overview,
    "person_overview": people.person_overview,
    "kpi_list": kpis.kpi_list,
    "kpi_shown": kpis.kpi_shown,
    "kpi_history": kpis.kpi_history,
    "delete_kpi": kpis.delete_kpi,
    "kpi_gone": kpis.kpi_gone,
    "kpi_reopened": kpis.kpi_reopened,
    "help": guidance.help_shown,
    "unknown_command": guidance.unknown_command,
    "which_one": guidance.which_one,
    "error": guidance.error,
    "import_shown": imports.import_shown,
    "import_how": imports.import_how,
    "readings_shown": reading_files.readings_shown,
    "readings_how": reading_files.readings_how,
    "connectors_listed": connectors.connectors_listed,
    "connector_tried": connectors.connector_tried,
    "keys_listed": api_keys.keys_listed,
    "key_made": api_keys.key_made,
    "key_revoked": api_keys.key_revoked,
    "export_sent": imports.export_sent,
    **privacy.MESSAGES,
    "why_silent": silence.why_silent,
    "cadence_set": guidance.cadence_set,
    "team_cadence_set": guidance.team_cadence_set,
    "paused": guidance.paused,
    "resumed": guidance.resumed,
    "saved_in_dm": guidance.saved_in_dm,
    "spoken": settings.spoken,
    "setup_guide": setup.setup_guide,
    "setup_sent": setup.setup_sent,
    "evidence_attached": evidence.evidence_attached,
    "teams_listed": teams.teams_listed,
    "manager_set": teams.manager_set,
    "admins_listed": admins.admins_listed,
    "role_changed": admins.role_changed,
    "goal_written": goal_review.goal_written,
    "share_proposed": splits.share_proposed,
    "split_done": splits.split_done,
    "delete_draft": writing.delete_draft,
    "draft_deleted": writing.draft_deleted,
    "goal_named": writing.goal_named,
    "handover_preview": writing.handover_preview,
    "handed_over": writing.handed_over,
    "cycle_overview": cycle_overview.cycle_overview,
    "activation_check": cycle_overview.activation_check,
    "closing_check": cycle_overview.closing_check,
    "cycle_done": cycle_overview.cycle_done,
    "cycle_step": cycle_overview.cycle_step,
    "goal_carried": cycle_overview.goal_carried,
    "company_goals": cycle_goals.company_goals,
    "team_drafts": cycle_goals.team_drafts,
    "drafts_thread": cycle_goals.drafts_thread,
    "cycle_retro": cycle_goals.cycle_retro,
    "score_card": scores.score_card,
    "score_list": scores.score_list,
    "scorecard": scorecards.scorecard,
    "scorecard_reviewed": scorecards.scorecard_reviewed,
    "scorecard_roles": scorecard_setup.scorecard_roles,
    "scorecard_role_set": scorecard_setup.scorecard_role_set,
    "scorecards_sent": scorecard_setup.scorecards_sent,
    "report_sent": spreadsheet_reports.report_sent,
    "dependency": dependencies.dependency,
    "dependency_answer": dependencies.dependency_answer,
    "dependency_list": dependencies.dependency_list,
    "goal_shown": goals.goal_shown,
    "goal_why": goals.goal_why,
    "team_why": receipts.team_why,
    "goal_history": goals.goal_history,
    "undone": goals.undone,
    "goal_tree": trees.goal_tree,
    "company": trees.company,
    "team_risk": risks.team_risk,
    "share_preview": risks.share_preview,
    "goal_shared": risks.goal_shared,
    "shared": risks.shared,
}
VIEWS: Mapping[str, Callable[[Words, Mapping[str, Any]], dict[str, Any]]] = {
    "other_value": views.other_value,
    "update_all": check_in_form.update_all,
    "review_correct": reports.review_correct,
    "review_ask": reports.review_ask,
    "new_cycle": cycle_views.new_cycle,
    "score_goal": scores.score_goal,
    "scorecard_weights": scorecard_weights.scorecard_weights,
    "scorecard_review": scorecards.scorecard_review,
    "depend": dependencies.depend,
    "decline": dependencies.decline,
    "objective_form": goal_forms.objective_form,
    "key_result_form": goal_forms.key_result_form,
    "goal_review": goal_review.goal_review,
    "kpi_form": kpi_forms.kpi_form,
    "kpi_review": kpi_forms.kpi_review,
    "kpi_convert": kpi_conversion.kpi_convert,
    "split_form": splits.split_form,
    "form_refused": goal_review.form_refused,
    "initiatives": writing.initiatives,
    "own_settings": settings.own_settings,
    "house_settings": settings.house_settings,
    "teams": teams.teams_form,
    "team_form": teams.team_form,
    "admin_form": admins.admin_form,
    "attach_evidence": evidence.attach_evidence,
    "make_blocker": evidence.make_blocker,
    "alert_plan_form": alert_forms.alert_plan_form,
    "alert_snooze_form": alert_forms.alert_snooze_form,
    "alert_close_form": alert_forms.alert_close_form,
    "alert_why": alert_forms.alert_why,
    "meeting": meeting.page,
    "digest_note_form": digest_preview.digest_note,
    "erase_person_form": privacy.erase_person,
    "retention_form": privacy.retention,
}


class UnknownKind(LookupError):
    """No message or view of that name; a mistake of the program, not of a user."""


class Renderer:
    """All languages, read once; safe to share between threads.

    Locales are language tags ("vi", "vi-VN"); a language without words falls back to English.
    """

    def __init__(self, root: Traversable | None = None) -> None:
        source = root if root is not None else PROMPTS
        self._languages = {locale: Language.load(source, locale) for locale in LOCALES}

    def message(self, kind: str, params: Mapping[str, Any], *, locale: str, tz: str) -> Rendered:
        """One message. Raises UnknownKind, KeyError for a missing fact."""
        if kind not in MESSAGES:
            raise UnknownKind(kind)
        return MESSAGES[kind](self._words(locale, tz), params)

    def view(self, kind: str, params: Mapping[str, Any], *, locale: str) -> dict[str, Any]:
        """One modal. Raises UnknownKind, KeyError for a missing fact."""
        if kind not in VIEWS:
            raise UnknownKind(kind)
        return VIEWS[kind](self._words(locale, UTC), params)

    def home(self, kind: str, params: Mapping[str, Any], *, locale: str, tz: str) -> dict[str, Any]:
        """One view of a home tab. Raises UnknownKind, KeyError for a missing fact."""
        if kind not in HOMES:
            raise UnknownKind(kind)
        return HOMES[kind](self._words(locale, tz), params)

    def error(self, error: DomainError, *, locale: str, tz: str = UTC) -> str:
        """What went wrong and the way out, as mrkdwn."""
        return errors.told(self._words(locale, tz), error)

    def field_error(self, error: DomainError, *, locale: str) -> str:
        """The same in plain text, as the fields of a modal show it."""
        told = errors.told(self._words(locale, UTC), error)
        return without_entities(told).translate(FORMATTING)

    def file_lines(self, params: Mapping[str, Any], *, locale: str) -> Sequence[str]:
        """What a file of readings would write, or what is wrong with it, in plain lines."""
        lines = reading_files.lines(self._words(locale, UTC), params)
        return [without_entities(line).translate(FORMATTING) for line in lines]

    def text(self, key: str, /, *, locale: str, **params: object) -> str:
        """One text of strings.toml as mrkdwn, its parameters escaped. Raises KeyError."""
        words = self._words(locale, UTC)
        return words.line(
            key, **{name: errors.shown(words, name, value) for name, value in params.items()}
        )

    def plain(self, key: str, /, *, locale: str, **params: object) -> str:
        """One text of strings.toml for where nothing is mrkdwn, as on a page. Raises KeyError."""
        return self._words(locale, UTC).plain(key, **params)

    def _words(self, locale: str, tz: str) -> Words:
        language = locale.replace("_", "-").partition("-")[0].lower()
        return Words(self._languages.get(language) or self._languages[DEFAULT_LOCALE], tz)
