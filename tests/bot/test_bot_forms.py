"""A form stands open while the world goes on: its fields stay with what they were labelled."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from company import EMMA, LONDON, rows
from house import House
from sqlalchemy.exc import OperationalError

from bot.services import inbound
from storage.tables import Inbound

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)
RENEWALS, RESPONSE, CHURN = "kr1", "kpi1", "kpi2"
OPENERS = ["Update all", "/okr checkin"]


@pytest.fixture
def asked(house: House) -> House:
    house.given_key_result("emma", "Renewals", value=40)
    house.given_kpi("emma", "Response time", readings=[{"on": "2026-11-13", "value": 28}])
    house.given_kpi("emma", "Churn", unit="%", at_most=5)
    house.move_to(MONDAY)
    return house


def open_form(asked: House, how: str) -> None:
    if how.startswith("/"):
        asked.command(EMMA, how)
    else:
        asked.press(EMMA, how)


def submission(asked: House) -> dict[str, Any]:
    """Emma's last submission as Slack sent it."""
    sent = [d for d in asked.stage.client.deliveries() if d["type"] == "view_submission"]
    payload: dict[str, Any] = sent[-1]["payload"]
    return payload


def filled(asked: House, answers: Mapping[str, str]) -> dict[str, Any]:
    """A submission that is still on its way, with these answers by the labels of the fields."""
    open_form(asked, "Update all")
    asked.fill(EMMA, {})
    form = submission(asked)
    values = {
        block["block_id"]: {block["element"]["action_id"]: {"value": answer}}
        for block in form["view"]["blocks"]
        for label, answer in answers.items()
        if block["type"] == "input" and label in block["label"]["text"]
    }
    view = form["view"] | {"id": "V0ONITSWAY", "state": {"values": values}}
    return form | {"view": view, "trigger_id": "on its way"}


@pytest.mark.parametrize("how", OPENERS)
def test_a_figure_goes_to_the_goal_that_its_field_was_labelled_with(asked: House, how: str) -> None:
    """The KPI in the middle is answered meanwhile, so that it is no longer asked."""
    open_form(asked, how)
    asked.dm(EMMA, "response time 26 min")
    assert asked.fill(EMMA, {"Churn": "4"}) == {}
    assert (asked.value(RESPONSE), asked.value(CHURN)) == (26, 4)
    assert asked.value(RENEWALS) == 40


def labels(asked: House) -> list[str]:
    """What the fields for figures of the open form are called."""
    [form] = asked.stage.client.views(EMMA)
    fields = [b for b in form["blocks"] if b["block_id"].startswith("goal:")]
    return [field["label"]["text"] for field in fields]


def test_the_form_numbers_goals_as_they_were_asked(house: House) -> None:
    """A monthly KPI is not asked in mid-month, so those behind it move up."""
    house.given_key_result("emma", "Renewals", value=40)
    house.given_kpi("emma", "Churn", unit="%", at_most=5, frequency="month")
    house.given_kpi("emma", "Response time", readings=[{"on": "2026-11-06", "value": 28}])
    open_form(house, "/okr checkin")
    before = labels(house)
    house.stage.client.close(EMMA, house.stage.client.views(EMMA)[0]["id"])
    house.move_to(MONDAY)
    open_form(house, "/okr checkin")
    assert [label[:1] for label in labels(house)] == [label[:1] for label in before] == ["1", "2"]


def test_the_form_of_the_command_answers_the_weeks_question(asked: House) -> None:
    open_form(asked, "/okr checkin")
    asked.fill(EMMA, {"Renewals": "45%"})
    assert any("Answered, thank you" in text for text in asked.dm_texts(EMMA))


def test_a_figure_stays_with_its_goal_when_a_new_week_numbers_anew(asked: House) -> None:
    """Of next Monday's question the first row is another: Renewals was closed."""
    open_form(asked, "/okr checkin")
    asked.company.change(asked.company.key_result(RENEWALS), state="closed")
    asked.move_to(datetime(2026, 11, 23, 9, 0, tzinfo=LONDON))
    assert asked.fill(EMMA, {"Renewals": "45%", "Churn": "4"}) == {}
    assert (asked.value(RENEWALS), asked.value(RESPONSE), asked.value(CHURN)) == (40, 28, 4)


def test_numbers_in_words_mean_what_okr_shows(asked: House) -> None:
    """After Monday nothing is numbered anew, whatever was answered or added since."""
    asked.dm(EMMA, "response time 26 min")
    added = asked.given_key_result("emma", "Satisfaction", value=62)
    shown = asked.command(EMMA, "/okr")
    assert [n for n in "1234" if f"\n{n}  " in shown] == ["1", "2", "3", "4"]
    for n, key, title in (("2", RESPONSE, "Response time"), ("4", added, "Satisfaction")):
        assert f"{n}  {title}" in shown
        asked.dm(EMMA, f"{n}: 25")
        assert asked.value(key) == 25
    assert asked.value(CHURN) is None


def test_okr_shows_the_numbers_of_the_newest_question(asked: House) -> None:
    asked.company.change(asked.company.key_result(RENEWALS), state="closed")
    assert "2  Response time" in asked.command(EMMA, "/okr")
    asked.move_to(datetime(2026, 11, 23, 9, 0, tzinfo=LONDON))
    assert "1  Response time" in asked.command(EMMA, "/okr")
    asked.dm(EMMA, "1: 25")
    assert asked.value(RESPONSE) == 25


def test_a_form_that_is_delivered_twice_counts_once(asked: House) -> None:
    open_form(asked, "Update all")
    asked.fill(EMMA, {"Renewals": "5 more"})
    asked.deliver(submission(asked) | {"trigger_id": "another press"})
    assert asked.value(RENEWALS) == 45
    assert len(asked.company.check_ins(RENEWALS)) == 1
    assert sum(text.startswith("Saved ✓") for text in asked.dm_texts(EMMA)) == 1
    assert all(row.done_at and not row.error for row in rows(asked.stage.database, Inbound))


def test_a_form_that_is_delivered_twice_at_once_counts_once(asked: House) -> None:
    form = filled(asked, {"Renewals": "5 more"})
    for n in range(3):
        asked.bot.workers.submit(asked.deliver_now, form | {"trigger_id": f"press {n}"})
    asked.settle()
    assert asked.value(RENEWALS) == 45


def test_without_a_database_a_form_is_not_acknowledged(
    asked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack then shows an error and leaves the form open, so that the person presses again."""

    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("SELECT 1", {}, Exception("away"))

    form = filled(asked, {"Renewals": "45%"})
    with monkeypatch.context() as broken:
        broken.setattr(inbound, "store", away)
        assert asked.deliver(form).status == 503
    assert asked.value(RENEWALS) == 40
    assert asked.deliver(form).status == 200
    assert asked.value(RENEWALS) == 45
