"""What can be read in more than one way is asked back, and nothing is written meanwhile."""

from datetime import datetime
from decimal import Decimal

import pytest
from company import AN, EMMA, HANOI, rows
from house import House

from storage.tables import Question

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)


@pytest.fixture
def asked(house: House) -> House:
    """An and Emma were asked by the afternoon in Hanoi."""
    house.given_key_result("an", "Tỷ lệ combo", value=20)
    house.given_key_result("an", "Đơn hàng", unit="đơn", value=90, to=200, **{"from": 0})
    house.given_key_result("emma", "Renewals", value=40)
    house.given_key_result("emma", "Satisfaction", value=62)
    house.move_to(MONDAY.replace(hour=16, minute=30))
    return house


COMBO, ORDERS, RENEWALS, SATISFACTION = "kr1", "kr2", "kr3", "kr4"


def test_a_doubt_is_asked_with_a_button_per_reading_and_nothing_is_written(asked: House) -> None:
    asked.dm(EMMA, "renewals up 5%")
    card = asked.last(EMMA)
    assert card.startswith("One question before I save anything")
    assert "❓ Renewals" in card
    assert "[45 %] [42 %] [Something else…]" in card
    assert asked.value(RENEWALS) == 40
    assert asked.company.check_ins(RENEWALS) == []


def test_pressing_a_reading_writes_it_and_settles_the_card(asked: House) -> None:
    asked.dm(EMMA, "renewals up 5%")
    asked.press(EMMA, "45 %")
    assert asked.value(RENEWALS) == 45
    card = asked.last(EMMA)
    assert card.startswith("Saved ✓")
    assert "40 % → 45 %" in card
    assert "❓" not in card
    assert "[Undo]" in card
    assert len(asked.dm_texts(EMMA)) == 2, "the card was edited, not repeated"


def test_a_newer_answer_takes_back_what_was_asked_before(asked: House) -> None:
    asked.dm(EMMA, "renewals up 5%, satisfaction up 3%")
    asked.dm(EMMA, "renewals 47%")
    older, newer = asked.dm_texts(EMMA)[-2:]
    assert "❓ Renewals" not in older
    assert "❓ Satisfaction" in older
    assert "47 %" in newer
    assert asked.value(RENEWALS) == 47


def test_the_same_doubt_again_is_asked_once(asked: House) -> None:
    asked.dm(EMMA, "renewals up 5%")
    asked.dm(EMMA, "renewals up 5%")
    older, newer = asked.dm_texts(EMMA)[-2:]
    assert ("❓" in older, "❓" in newer) == (False, True)
    assert [row.state for row in rows(asked.stage.database, Question)] == ["dropped", "open"]


def test_the_question_in_vietnamese(asked: House) -> None:
    asked.dm(AN, "combo tăng 5%")
    card = asked.last(AN)
    assert card.startswith("Hỏi lại một điều trước khi ghi")
    assert "[25 %] [21 %] [Số khác…]" in card
    asked.press(AN, "21 %")
    assert asked.value(COMBO) == 21
    assert asked.last(AN).startswith("Đã ghi ✓")


def test_what_is_clear_is_saved_beside_the_question(asked: House) -> None:
    asked.dm(EMMA, "satisfaction 70%, renewals up 5%")
    card = asked.last(EMMA)
    assert card.startswith("Saved ✓ · 1 question left")
    assert "62 % → 70 %" in card
    assert (asked.value(SATISFACTION), asked.value(RENEWALS)) == (70, 40)
    asked.press(EMMA, "42 %")
    assert "62 % → 70 %" in asked.last(EMMA)
    assert "40 % → 42 %" in asked.last(EMMA)


def test_a_figure_that_fits_two_goals_asks_which(asked: House) -> None:
    asked.dm(EMMA, "66%")
    card = asked.last(EMMA)
    assert "which goal is it for?" in card
    assert "[66 % – Renewals] [66 % – Satisfaction] [Something else…]" in card
    asked.press(EMMA, "66 % – Satisfaction")
    assert (asked.value(RENEWALS), asked.value(SATISFACTION)) == (40, 66)


def test_something_else_opens_a_form_for_the_figure(asked: House) -> None:
    asked.dm(EMMA, "renewals up 5%")
    asked.press(EMMA, "Something else…")
    errors = asked.fill(EMMA, {"Renewals": "somewhere above 40"})
    assert list(errors) == ["Renewals"]
    assert asked.value(RENEWALS) == 40
    assert asked.fill(EMMA, {"Renewals": "43%"}) == {}
    assert asked.value(RENEWALS) == 43
    assert "40 % → 43 %" in asked.last(EMMA)


def test_something_else_in_vietnamese(asked: House) -> None:
    asked.dm(AN, "combo tăng 5%")
    asked.press(AN, "Số khác…")
    errors = asked.fill(AN, {"Tỷ lệ combo": "tầm tầm"})
    assert "Chưa thấy con số nào" in errors["Tỷ lệ combo"]
    assert asked.fill(AN, {"Tỷ lệ combo": "22,5%"}) == {}
    assert asked.value(COMBO) == Decimal("22.5")


def test_a_figure_far_from_the_others_counts_when_it_is_typed_on_being_asked(
    asked: House,
) -> None:
    asked.dm(AN, "đơn hàng 5000")
    assert asked.value(ORDERS) == 90
    asked.press(AN, "Số khác…")
    assert asked.fill(AN, {"Đơn hàng": "tầm 5000"}) != {}
    assert asked.fill(AN, {"Đơn hàng": "5000"}) == {}
    assert asked.value(ORDERS) == 5000


def test_a_form_for_two_goals_asks_which_one_too(asked: House) -> None:
    asked.dm(EMMA, "66%")
    asked.press(EMMA, "Something else…")
    labels = [b["label"]["text"] for b in asked.form(EMMA)["blocks"] if b["type"] == "input"]
    assert labels == ["Goal", "Figure"]
    assert asked.fill(EMMA, {"Goal": "2", "Figure": "67%"}) == {}
    assert (asked.value(RENEWALS), asked.value(SATISFACTION)) == (40, 67)


def test_a_question_is_answered_once(asked: House) -> None:
    asked.dm(EMMA, "renewals up 5%")
    card = asked.message(EMMA, "One question")
    asked.stage.client.click(EMMA, "bot", card["ts"], "pick:0")
    asked.stage.client.click(EMMA, "bot", card["ts"], "pick:1")
    asked.settle()
    assert len(asked.company.check_ins(RENEWALS)) == 1
    [told] = asked.only_for(EMMA)
    assert "This question is settled already" in told


def test_a_form_opened_before_the_question_was_settled_changes_nothing(asked: House) -> None:
    asked.dm(EMMA, "renewals up 5%")
    asked.press(EMMA, "Something else…")
    asked.press(EMMA, "45 %")
    errors = asked.fill(EMMA, {"Renewals": "43%"})
    assert "This question is settled already" in errors["Renewals"]
    assert asked.value(RENEWALS) == 45


def test_a_goal_closed_before_the_press_is_left_alone(asked: House) -> None:
    asked.dm(EMMA, "renewals up 5%")
    asked.company.change(asked.company.key_result(RENEWALS), state="closed")
    told = asked.press(EMMA, "45 %")
    assert "This goal is closed, so nothing was saved." in told
    assert asked.value(RENEWALS) == 40


def test_undo_drops_the_open_questions_of_the_reply(asked: House) -> None:
    asked.dm(EMMA, "satisfaction 70%, renewals up 5%")
    asked.press(EMMA, "Undo")
    assert asked.last(EMMA).startswith("Undone ↩")
    assert "❓" not in asked.last(EMMA)
    assert [row.state for row in rows(asked.stage.database, Question)] == ["dropped"]


def test_a_trigger_that_came_too_late_for_a_form_is_said(asked: House) -> None:
    """The press reached the bot four seconds after it was made."""
    asked.dm(EMMA, "renewals up 5%")
    asked.press(EMMA, "Something else…")
    body = [d for d in asked.stage.client.deliveries() if d["type"] == "block_actions"][-1]
    late = body["payload"] | {"trigger_id": "1763258400000.1.late"}
    before = len(asked.only_for(EMMA))
    asked.deliver(late)
    assert "The form could not be opened in time." in asked.only_for(EMMA)[before]
    assert asked.value(RENEWALS) == 40
