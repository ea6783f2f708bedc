"""A person changes or deletes what they wrote to the bot."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from company import EMMA, LONDON
from house import House

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)
RENEWALS, CUSTOMERS = "kr1", "kr2"


@pytest.fixture
def asked(house: House) -> House:
    house.given_key_result("emma", "Renewals", value=40)
    house.given_key_result(
        "emma", "New customers", unit="customers", **{"from": 60, "to": 120}, value=90
    )
    house.move_to(MONDAY)
    return house


def say(asked: House, text: str) -> dict[str, Any]:
    said: dict[str, Any] = asked.stage.client.say(EMMA, text)
    asked.settle()
    return said


def edit(asked: House, said: dict[str, Any], text: str) -> None:
    asked.stage.client.edit(EMMA, said["channel"], said["ts"], text)
    asked.settle()


def test_an_edited_message_is_read_again_and_its_card_shows_the_difference(asked: House) -> None:
    said = say(asked, "renewals 45%, new customers 93")
    edit(asked, said, "renewals 46%")
    assert asked.value(RENEWALS) == 46
    assert asked.value(CUSTOMERS) == 90
    assert len(asked.dm_texts(EMMA)) == 2
    card = asked.last(EMMA)
    assert "→ 46 %" in card
    assert "93" not in card


def test_an_edit_that_says_the_same_adds_nothing_twice(asked: House) -> None:
    said = say(asked, "9 more new customers")
    edit(asked, said, "9 more new customers!")
    assert asked.value(CUSTOMERS) == 99


def test_an_edit_leaves_alone_what_something_newer_stands_on(asked: House) -> None:
    said = say(asked, "renewals 45%, new customers 93")
    asked.dm(EMMA, "renewals 47%")
    edit(asked, said, "renewals 44%, new customers 94")
    assert asked.value(RENEWALS) == 47
    assert asked.value(CUSTOMERS) == 94


def test_an_edit_may_raise_a_question_and_drops_the_old_ones(asked: House) -> None:
    said = say(asked, "renewals up 2%")
    assert "❓" in asked.last(EMMA)
    edit(asked, said, "renewals 45%")
    assert "❓" not in asked.last(EMMA)
    assert asked.value(RENEWALS) == 45


def test_chatter_that_becomes_an_answer_by_an_edit_counts(asked: House) -> None:
    said = say(asked, "hello")
    edit(asked, said, "renewals 45%")
    assert asked.value(RENEWALS) == 45


def test_an_edit_after_a_day_changes_nothing_and_says_so(asked: House) -> None:
    said = say(asked, "renewals 45%")
    asked.move_to(asked.now + timedelta(hours=25))
    edit(asked, said, "renewals 46%")
    assert asked.value(RENEWALS) == 45
    assert "24 hours" in asked.last(EMMA)


def test_deleting_a_message_is_no_undo_but_the_person_is_told_the_way(asked: House) -> None:
    said = say(asked, "renewals 45%")
    asked.stage.client.delete(EMMA, said["channel"], said["ts"])
    asked.settle()
    assert asked.value(RENEWALS) == 45
    assert "Undo" in asked.last(EMMA)


def test_a_promised_day_is_kept_and_shown(asked: House) -> None:
    say(asked, "renewals 45%, done by Nov 28")
    assert "📅 expected by" in asked.last(EMMA)
    assert asked.company.check_ins(RENEWALS)[-1].promised_on == date(2026, 11, 28)


def test_a_promise_alone_is_news_without_a_figure(asked: House) -> None:
    say(asked, "renewals will be done by Friday")
    assert "📅 expected by" in asked.last(EMMA)
    assert asked.value(RENEWALS) == 40


@pytest.mark.parametrize(
    ("text", "value"), [("renewals 45, scratch that", 40), ("renewals 45, scratch that, 47", 47)]
)
def test_what_is_taken_back_is_not_written_and_what_follows_is(
    asked: House, text: str, value: int
) -> None:
    say(asked, text)
    assert asked.value(RENEWALS) == value


def test_a_status_said_with_is_counts(asked: House) -> None:
    say(asked, "renewals is at risk")
    assert asked.company.key_result(RENEWALS).said == "at_risk"
