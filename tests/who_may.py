"""Who may do what, written down a second time: what the code is held against."""

from bot.domain.policy import Action, Grant, Relation

#: owner or helper | manager | any employee | administrator; "+" yes, "-" no, "b" on behalf,
#: "a" audited. "own": for owner and manager only what they wrote themselves.
TABLE = """
view_goal               + + + +
view_reply              - - - a
create_goal             + + - +
check_in                + b - -
record_reading          + b - -
create_kpi              + + - +
edit_kpi                + + - a
undo                    + b - - own
edit_goal               + + - a
delete_draft            + + - a
change_target           - + - a
activate                - + - a
self_score              + - - -
score                   - + - a
close_goal              - + - a
carry_over              - + - a
hand_over               - + - a
acknowledge_alert       + + - +
plan_alert              + + - +
snooze                  + + - +
pause                   + + - +
close_alert             + + - +
draft_okr               + + - +
ask_dependency          + + - +
answer_dependency       + + - +
share                   + + + +
view_scorecard          + + - a
review_scorecard        - + - -
view_report             + + - +
export_person           + - - +
ask_erasure             + - - +
erase_person            - - - +
change_team_settings    - + - +
import                  - - - +
export                  - - - +
manage_teams            - - - +
manage_roles            - - - +
change_settings         - - - +
manage_api_keys         - - - +
manage_connectors       - - - +
install                 - - - +
set_retention           - - - +
stop_sending            - - - +
settle_messages         - - - +
why_silent              + + - +
show_help               + + + +
run_cycle               - + - a
present_drafts          - + - +
run_meeting             + + - +
follow                  + + + +
view_health             - - - +
view_audit              - - - +
"""
ROWS = {line.split()[0]: line.split()[1:] for line in TABLE.strip().splitlines()}
SIGNS = {"+": Grant.ALLOWED, "b": Grant.ON_BEHALF, "a": Grant.AUDITED}
STRONGEST_FIRST = [Grant.ALLOWED, Grant.ON_BEHALF, Grant.AUDITED]


def right(action: Action, relation: Relation, *, is_admin: bool) -> Grant | None:
    """The right by the table above, worked out independently of the code."""
    owner, manager, employee, admin, *own = ROWS[action]
    signs = []
    if relation.author or not own:
        signs += [owner] * (relation.owner or relation.helper) + [manager] * relation.manager
    if not relation.private:
        signs.append(employee)
    if is_admin:
        signs.append("a" if relation.private and admin == "+" else admin)
    if action is Action.VIEW_REPLY and relation.author:
        signs.append("+")
    held = {SIGNS[sign] for sign in signs if sign != "-"}
    return next((grant for grant in STRONGEST_FIRST if grant in held), None)
