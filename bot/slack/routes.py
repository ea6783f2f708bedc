"""Which function answers which delivery, and which right it needs: one table."""

from collections.abc import Mapping

from bot.domain.policy import Action, Unneeded
from bot.render import ids
from bot.slack import (
    actions,
    admin_commands,
    alert_actions,
    alert_forms,
    check_in_actions,
    check_in_form,
    commands,
    connector_commands,
    cycle_actions,
    cycle_forms,
    digest_previews,
    file_commands,
    following_commands,
    forms,
    goal_forms,
    home,
    initiative_form,
    kpi_conversion,
    kpi_forms,
    looking_commands,
    meeting,
    messages,
    privacy_commands,
    scorecard_commands,
    scorecard_weights,
    settings,
    shortcuts,
    split_forms,
    teams,
    writing_actions,
)
from bot.slack.payload import Incoming
from bot.slack.route import Route

#: What a command, or a button that gives one, asks for is said in `command_rights`.
COMMAND = Unneeded("each command names its own right")
OWN = Unneeded("shows or changes the person's own settings, and lists what they see anyway")
ONLY_SHOWN = Unneeded("closes a form that only said something")

ROUTES: Mapping[tuple[str, str], Route] = {
    ("event", "message"): Route(Action.CHECK_IN, messages.direct),
    ("event", "message_changed"): Route(Action.CHECK_IN, messages.edited),
    ("event", "message_deleted"): Route(Action.UNDO, messages.deleted),
    ("event", "app_home_opened"): Route(Action.VIEW_GOAL, home.opened),
    ("action", ids.Action.HOME_EARLIER): Route(Action.VIEW_GOAL, home.turned),
    ("action", ids.Action.HOME_LATER): Route(Action.VIEW_GOAL, home.turned),
    ("action", ids.Action.HOME_ADD): Route(Action.CREATE_GOAL, shortcuts.add_goal),
    ("action", ids.Action.SETTINGS): Route(OWN, settings.open_own),
    ("action", ids.Action.WORKSPACE_SETTINGS): Route(Action.CHANGE_SETTINGS, settings.open_house),
    ("action", ids.Action.DISMISS_SETUP): Route(Action.CHANGE_SETTINGS, settings.dismiss_guide),
    ("submission", ids.View.SETTINGS): Route(Action.PAUSE, settings.own, settings.check_own),
    ("submission", ids.View.HOUSE_SETTINGS): Route(
        Action.CHANGE_SETTINGS, settings.house, settings.check_house
    ),
    ("action", ids.Action.TEAMS): Route(Action.VIEW_GOAL, teams.open_list),
    ("action", ids.Action.TEAM_EDIT): Route(Action.MANAGE_TEAMS, teams.open_team),
    ("action", ids.Action.MAKE_ADMIN): Route(Action.MANAGE_ROLES, admin_commands.open_form),
    ("submission", ids.View.ADMIN): Route(
        Action.MANAGE_ROLES, admin_commands.save, admin_commands.check
    ),
    ("submission", ids.View.TEAMS): Route(ONLY_SHOWN, teams.nothing),
    ("submission", ids.View.TEAM): Route(Action.MANAGE_TEAMS, teams.save, teams.check),
    ("shortcut", ids.Shortcut.CHECK_IN): Route(Action.CHECK_IN, shortcuts.check_in),
    ("shortcut", ids.Shortcut.ADD_GOAL): Route(Action.CREATE_GOAL, shortcuts.add_goal),
    ("shortcut", ids.Shortcut.ATTACH_EVIDENCE): Route(Action.CHECK_IN, shortcuts.open_attach),
    ("shortcut", ids.Shortcut.MAKE_BLOCKER): Route(Action.CHECK_IN, shortcuts.open_block),
    ("submission", ids.View.ATTACH_EVIDENCE): Route(Action.CHECK_IN, shortcuts.attach),
    ("submission", ids.View.MAKE_BLOCKER): Route(
        Action.CHECK_IN, shortcuts.block, shortcuts.check_block
    ),
    ("command", "/okr"): Route(COMMAND, commands.okr),
    ("command", "/kpi"): Route(COMMAND, commands.kpi),
    ("action", ids.Action.NO_CHANGE): Route(Action.CHECK_IN, actions.no_change),
    ("action", ids.Action.SNOOZE): Route(Action.SNOOZE, actions.snooze),
    ("action", ids.Action.UPDATE_ALL): Route(Action.CHECK_IN, actions.update_all),
    ("action", "pick"): Route(Action.CHECK_IN, actions.pick),
    ("action", "run"): Route(COMMAND, commands.pressed),
    ("action", ids.Action.OTHER): Route(Action.CHECK_IN, actions.other),
    ("action", ids.Action.UNDO): Route(Action.UNDO, actions.undo),
    ("action", ids.Action.UNDO_ONE): Route(Action.UNDO, actions.undo_one),
    ("action", ids.Action.ACKNOWLEDGE): Route(Action.ACKNOWLEDGE_ALERT, alert_actions.acknowledge),
    ("action", ids.Action.ALERT_PLAN): Route(Action.PLAN_ALERT, alert_actions.plan),
    ("action", ids.Action.ALERT_SNOOZE): Route(Action.SNOOZE, alert_actions.snooze),
    ("action", ids.Action.ALERT_CLOSE): Route(Action.CLOSE_ALERT, alert_actions.close),
    ("action", ids.Action.ALERT_WHY): Route(Action.VIEW_GOAL, alert_actions.why),
    ("submission", ids.View.ALERT_PLAN): Route(
        Action.PLAN_ALERT, alert_forms.plan, alert_forms.check_plan
    ),
    ("submission", ids.View.ALERT_SNOOZE): Route(Action.SNOOZE, alert_forms.snooze),
    ("submission", ids.View.ALERT_WHY): Route(ONLY_SHOWN, teams.nothing),
    ("submission", ids.View.ALERT_CLOSE): Route(Action.CLOSE_ALERT, alert_forms.close),
    ("action", ids.Action.CHART): Route(Action.VIEW_GOAL, actions.chart),
    ("action", ids.Action.PAUSE_CONNECTOR): Route(
        Action.MANAGE_CONNECTORS, connector_commands.pause
    ),
    ("action", ids.Action.RESUME_CONNECTOR): Route(
        Action.MANAGE_CONNECTORS, connector_commands.resume
    ),
    ("action", ids.Action.TRY_CONNECTOR): Route(
        Action.MANAGE_CONNECTORS, connector_commands.try_now
    ),
    ("action", ids.Action.SHOW_MINE): Route(OWN, actions.show_mine),
    ("action", ids.Action.POST_AGAIN): Route(Action.SETTLE_MESSAGES, actions.post_again),
    ("action", ids.Action.DROP): Route(Action.SETTLE_MESSAGES, actions.drop),
    ("action", ids.Action.PAUSE): Route(Action.PAUSE, actions.pause),
    ("action", ids.Action.PLAN): Route(Action.CHECK_IN, check_in_actions.plan),
    ("action", ids.Action.FORM_MORE): Route(Action.CHECK_IN, check_in_form.more),
    ("action", ids.Action.FORM_STEP): Route(Action.CHECK_IN, check_in_form.step),
    ("action", ids.Action.FORM_BACK): Route(Action.CHECK_IN, check_in_form.back),
    ("action", ids.Action.FORM_ALL): Route(Action.CHECK_IN, check_in_form.everything),
    ("action", ids.Action.FORM_UNCHANGED): Route(Action.CHECK_IN, check_in_form.ticked),
    ("action", "nudge"): Route(Action.CHECK_IN, check_in_actions.nudge),
    ("action", ids.Action.REVIEW_AGREE): Route(Action.CHECK_IN, check_in_actions.agree),
    ("action", ids.Action.REVIEW_CORRECT): Route(Action.CHECK_IN, check_in_actions.correct),
    ("action", ids.Action.REVIEW_ASK): Route(Action.CHECK_IN, check_in_actions.ask),
    ("action", ids.Action.STILL_KEEP): Route(Action.CHECK_IN, check_in_actions.still_keep),
    ("action", ids.Action.STILL_ASK): Route(Action.CHECK_IN, check_in_actions.still_ask),
    ("action", ids.Action.RESUME): Route(Action.PAUSE, actions.resume),
    ("action", ids.Action.IMPORT_READINGS): Route(Action.RECORD_READING, file_commands.written),
    ("action", ids.Action.IMPORT_FILE): Route(Action.IMPORT, file_commands.confirmed),
    ("action", ids.Action.NEW_CYCLE): Route(Action.RUN_CYCLE, cycle_actions.new_cycle),
    ("action", ids.Action.SHOW_CYCLE): Route(OWN, cycle_actions.show),
    ("action", ids.Action.PUBLISH_GOALS): Route(Action.RUN_CYCLE, cycle_actions.publish),
    ("action", ids.Action.PRESENT_DRAFTS): Route(Action.PRESENT_DRAFTS, cycle_actions.present),
    ("action", ids.Action.ACTIVATE): Route(Action.ACTIVATE, cycle_actions.activate),
    ("action", ids.Action.BEGIN_CLOSING): Route(Action.RUN_CYCLE, cycle_actions.begin_closing),
    ("action", ids.Action.CLOSE_CYCLE): Route(Action.RUN_CYCLE, cycle_actions.close),
    ("action", ids.Action.DO_STEP): Route(Action.RUN_CYCLE, cycle_actions.do_step),
    ("action", ids.Action.SCORE_GOAL): Route(Action.SCORE, cycle_actions.score_goal),
    ("action", ids.Action.SHOW_SCORES): Route(OWN, cycle_actions.show_scores),
    ("action", ids.Action.ASK_TEAM): Route(Action.ASK_DEPENDENCY, cycle_actions.ask_team),
    ("action", ids.Action.ACCEPT_REQUEST): Route(Action.ANSWER_DEPENDENCY, cycle_actions.accept),
    ("action", ids.Action.DECLINE_REQUEST): Route(Action.ANSWER_DEPENDENCY, cycle_actions.decline),
    ("submission", ids.View.NEW_CYCLE): Route(
        Action.RUN_CYCLE, cycle_forms.new_cycle, cycle_forms.check_new_cycle
    ),
    ("submission", ids.View.SCORE_GOAL): Route(
        Action.SCORE, cycle_forms.score, cycle_forms.check_score
    ),
    ("submission", ids.View.DEPEND): Route(
        Action.ASK_DEPENDENCY, cycle_forms.depend, cycle_forms.check_depend
    ),
    ("submission", ids.View.DECLINE): Route(Action.ANSWER_DEPENDENCY, cycle_forms.decline),
    ("action", ids.Action.DIGEST_NOTE): Route(
        Action.CHANGE_TEAM_SETTINGS, digest_previews.open_note
    ),
    ("action", ids.Action.DIGEST_SEND): Route(Action.CHANGE_TEAM_SETTINGS, digest_previews.send),
    ("action", ids.Action.DIGEST_SKIP): Route(Action.CHANGE_TEAM_SETTINGS, digest_previews.skip),
    ("submission", ids.View.DIGEST_NOTE): Route(Action.CHANGE_TEAM_SETTINGS, digest_previews.note),
    ("action", ids.Action.FOLLOW): Route(Action.FOLLOW, following_commands.pressed),
    ("action", ids.Action.RUN_MEETING): Route(Action.RUN_MEETING, meeting.run),
    ("submission", ids.View.MEETING): Route(
        Action.RUN_MEETING, goal_forms.lost, follow=meeting.send
    ),
    ("action", ids.Action.SHARE): Route(Action.SHARE, looking_commands.post_shared),
    ("action", ids.Action.DO_NOT_SHARE): Route(ONLY_SHOWN, looking_commands.not_shared),
    ("action", ids.Action.MEASURE): Route(Action.EDIT_GOAL, goal_forms.other_measure),
    ("action", ids.Action.FOLLOW_KPI): Route(Action.EDIT_GOAL, goal_forms.follow_kpi),
    ("action", ids.Action.MORE_FIELDS): Route(Action.EDIT_GOAL, goal_forms.more_fields),
    ("action", ids.Action.EDIT_OBJECTIVE): Route(Action.EDIT_GOAL, goal_forms.edit_objective),
    ("action", ids.Action.EDIT_KEY_RESULT): Route(Action.EDIT_GOAL, goal_forms.edit_key_result),
    ("action", ids.Action.ADD_KEY_RESULT): Route(Action.EDIT_GOAL, goal_forms.add_key_result),
    ("action", ids.Action.REVIEW_GOAL): Route(Action.EDIT_GOAL, goal_forms.review),
    ("action", ids.Action.DELETE_DRAFT): Route(Action.DELETE_DRAFT, writing_actions.delete),
    ("action", ids.Action.HAND_OVER): Route(Action.HAND_OVER, writing_actions.hand_over),
    ("action", ids.Action.INITIATIVES): Route(Action.EDIT_GOAL, writing_actions.initiatives),
    ("submission", ids.View.INITIATIVES): Route(
        Action.EDIT_GOAL, goal_forms.lost, follow=initiative_form.send
    ),
    ("submission", ids.View.OBJECTIVE_FORM): Route(
        Action.CREATE_GOAL,
        goal_forms.lost,
        follow=goal_forms.send_objective,
        also=(Action.EDIT_GOAL,),
    ),
    ("submission", ids.View.KEY_RESULT_FORM): Route(
        Action.EDIT_GOAL,
        goal_forms.lost,
        follow=goal_forms.send_key_result,
        also=(Action.CHANGE_TARGET,),
    ),
    ("submission", ids.View.GOAL_REVIEW): Route(
        Action.ACTIVATE, goal_forms.lost, follow=goal_forms.send_review, also=(Action.EDIT_GOAL,)
    ),
    ("action", ids.Action.ADD_KPI): Route(Action.CREATE_KPI, kpi_forms.add_pressed),
    ("action", ids.Action.EDIT_KPI): Route(Action.EDIT_KPI, kpi_forms.edit),
    ("action", ids.Action.KNOWN_KPI): Route(Action.CREATE_KPI, kpi_forms.known),
    ("action", ids.Action.MORE_OF_KPI): Route(Action.EDIT_KPI, kpi_forms.more),
    ("action", ids.Action.DELETE_KPI): Route(Action.EDIT_KPI, kpi_forms.delete),
    ("submission", ids.View.KPI_FORM): Route(
        Action.CREATE_KPI, goal_forms.lost, follow=kpi_forms.send, also=(Action.EDIT_KPI,)
    ),
    ("submission", ids.View.KPI_REVIEW): Route(
        ONLY_SHOWN, goal_forms.lost, follow=goal_forms.close
    ),
    ("action", ids.Action.SPLIT): Route(Action.EDIT_GOAL, split_forms.pressed),
    ("action", ids.Action.SPLIT_BACK): Route(Action.EDIT_GOAL, split_forms.back),
    ("submission", ids.View.SPLIT): Route(
        Action.CREATE_GOAL, goal_forms.lost, follow=split_forms.send, also=(Action.EDIT_GOAL,)
    ),
    ("action", ids.Action.CONVERT_KPI): Route(Action.DRAFT_OKR, kpi_conversion.pressed),
    ("action", ids.Action.CONVERT_BACK): Route(Action.DRAFT_OKR, kpi_conversion.back),
    ("action", ids.Action.CONVERT_CHOSEN): Route(Action.DRAFT_OKR, kpi_conversion.chosen),
    ("submission", ids.View.KPI_CONVERT): Route(
        Action.CREATE_GOAL, goal_forms.lost, follow=kpi_conversion.send, also=(Action.DRAFT_OKR,)
    ),
    ("submission", ids.View.REFUSED): Route(ONLY_SHOWN, goal_forms.lost, follow=goal_forms.close),
    ("submission", ids.View.OTHER_VALUE): Route(
        Action.CHECK_IN, forms.other_value, forms.check_other_value
    ),
    ("submission", ids.View.UPDATE_ALL): Route(
        Action.CHECK_IN, check_in_form.submit, check_in_form.check, check_in_form.instead
    ),
    ("submission", ids.View.REVIEW_CORRECT): Route(
        Action.CHECK_IN,
        check_in_actions.corrected,
        check_in_actions.check_corrected,
        check_in_actions.confirm_far,
    ),
    ("action", ids.Action.WEIGH_SCORECARD): Route(Action.MANAGE_ROLES, scorecard_weights.pressed),
    ("submission", ids.View.SCORECARD_WEIGHTS): Route(
        Action.MANAGE_ROLES, goal_forms.lost, follow=scorecard_weights.send
    ),
    ("action", ids.Action.REVIEW_SCORECARD): Route(
        Action.REVIEW_SCORECARD, scorecard_commands.open_review
    ),
    ("submission", ids.View.SCORECARD_REVIEW): Route(
        Action.REVIEW_SCORECARD, scorecard_commands.review, scorecard_commands.check_review
    ),
    ("action", ids.Action.ASK_ERASURE): Route(Action.ASK_ERASURE, privacy_commands.ask),
    ("action", ids.Action.ERASE_PERSON): Route(Action.ERASE_PERSON, privacy_commands.open_erase),
    ("submission", ids.View.ERASE_PERSON): Route(
        Action.ERASE_PERSON, privacy_commands.erase, privacy_commands.check_erase
    ),
    ("submission", ids.View.RETENTION): Route(Action.SET_RETENTION, privacy_commands.keep),
    ("submission", ids.View.REVIEW_ASK): Route(Action.CHECK_IN, check_in_actions.asked),
}


def find(incoming: Incoming) -> Route | None:
    """The route of a delivery; candidates' buttons share one, and so do those of commands."""
    name = incoming.name
    if ids.PICK_PATTERN.match(name):
        name = "pick"
    elif ids.RUN_PATTERN.match(name):
        name = "run"
    elif ids.NUDGE_PATTERN.match(name):
        name = "nudge"
    return ROUTES.get((incoming.kind, name))
