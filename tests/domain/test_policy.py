"""Who may do what, cell by cell."""

from itertools import product

import pytest
from who_may import ROWS, right

from bot.domain.errors import NotAllowed
from bot.domain.people import Actor, Standing
from bot.domain.policy import RULES, Action, Grant, Relation, authorize

RELATIONS = [Relation(*flags) for flags in product([False, True], repeat=5)]


def person(standing: Standing = Standing.EMPLOYEE, *, is_admin: bool = False) -> Actor:
    return Actor("T1", 7, "U7", "Nhân", "vi", "Asia/Ho_Chi_Minh", standing, is_admin)


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
