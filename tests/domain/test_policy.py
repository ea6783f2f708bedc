"""Who may do what, cell by cell."""

from itertools import product

import pytest

from bot.domain.errors import NotAllowed
from bot.domain.people import Actor, Standing
from bot.domain.policy import RULES, Action, Grant, Relation, authorize

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
"""
ROWS = {line.split()[0]: line.split()[1:] for line in TABLE.strip().splitlines()}
SIGNS = {"+": Grant.ALLOWED, "b": Grant.ON_BEHALF, "a": Grant.AUDITED}
STRONGEST_FIRST = [Grant.ALLOWED, Grant.ON_BEHALF, Grant.AUDITED]
RELATIONS = [Relation(*flags) for flags in product([False, True], repeat=5)]


def person(standing: Standing = Standing.EMPLOYEE, *, is_admin: bool = False) -> Actor:
    return Actor("T1", 7, "U7", "Nhân", "vi", "Asia/Ho_Chi_Minh", standing, is_admin)


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


def test_the_table_names_every_action() -> None:
    assert set(ROWS) == {action.value for action in Action}
    assert set(RULES) == set(Action)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("is_admin", [False, True])
def test_each_cell_of_action_and_relation(action: Action, is_admin: bool) -> None:
    for relation in RELATIONS:
        expected = right(action, relation, is_admin=is_admin)
        if expected is not None:
            assert authorize(person(is_admin=is_admin), action, relation) is expected
            continue
        with pytest.raises(NotAllowed) as refusal:
            authorize(person(is_admin=is_admin), action, relation, who_can=["Lan"])
        assert refusal.value.key == f"policy.{action.value}"
        assert refusal.value.params["who"] == ("Lan",)


@pytest.mark.parametrize("standing", set(Standing) - {Standing.EMPLOYEE})
@pytest.mark.parametrize("action", Action)
def test_nobody_but_employees_may_do_anything(standing: Standing, action: Action) -> None:
    for relation, is_admin in product(RELATIONS, [False, True]):
        with pytest.raises(NotAllowed) as refusal:
            authorize(person(standing, is_admin=is_admin), action, relation)
        assert refusal.value.key == "policy.standing"


def stands(*names: str) -> Relation:
    every = ("owner", "helper", "manager", "author", "private")
    return Relation(**{name: name in names for name in every})


def test_a_private_goal_is_seen_by_its_people_and_by_administrators_with_a_trace() -> None:
    private = stands("private")
    with pytest.raises(NotAllowed):
        authorize(person(), Action.VIEW_GOAL, private)
    assert authorize(person(is_admin=True), Action.VIEW_GOAL, private) is Grant.AUDITED
    for insider in ("owner", "helper", "manager"):
        assert authorize(person(), Action.VIEW_GOAL, stands(insider, "private")) is Grant.ALLOWED


def test_a_raw_reply_stays_with_its_author() -> None:
    assert authorize(person(), Action.VIEW_REPLY, stands("author", "private")) is Grant.ALLOWED
    for insider in ("owner", "helper", "manager"):
        with pytest.raises(NotAllowed):
            authorize(person(), Action.VIEW_REPLY, stands(insider))
    assert authorize(person(is_admin=True), Action.VIEW_REPLY, stands()) is Grant.AUDITED


def test_a_manager_answers_on_behalf_of_the_owner() -> None:
    assert authorize(person(), Action.CHECK_IN, stands("manager")) is Grant.ON_BEHALF
    assert authorize(person(), Action.CHECK_IN, stands("manager", "helper")) is Grant.ALLOWED


def test_an_administrator_cannot_check_in_for_others() -> None:
    with pytest.raises(NotAllowed):
        authorize(person(is_admin=True), Action.CHECK_IN, stands())


def test_only_ones_own_change_can_be_undone() -> None:
    with pytest.raises(NotAllowed):
        authorize(person(), Action.UNDO, stands("owner"))
    assert authorize(person(), Action.UNDO, stands("owner", "author")) is Grant.ALLOWED


def test_the_owner_asks_before_the_target_changes() -> None:
    with pytest.raises(NotAllowed) as refusal:
        authorize(person(), Action.CHANGE_TARGET, stands("owner"), who_can=["Lan", "Minh"])
    assert refusal.value.params["who"] == ("Lan", "Minh")
