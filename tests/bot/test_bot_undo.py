"""Undo takes a reply back within a day, unless something newer stands on it."""

from datetime import datetime, timedelta

import pytest
from company import AN, BINH, EMMA, LONDON, SALES
from house import House

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)
RENEWALS, SATISFACTION, RESPONSE = "kr1", "kr2", "kpi1"


@pytest.fixture
def asked(house: House) -> House:
    house.given_key_result("emma", "Renewals", value=40)
    house.given_key_result("emma", "Satisfaction", value=62)
    house.given_kpi("emma", "Response time", readings=[{"on": "2026-11-13", "value": 28}])
    house.move_to(MONDAY)
    return house


def test_undo_brings_back_what_was(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%, satisfaction 70%, at risk, confidence 3/10")
    asked.press(EMMA, "Undo")
    assert (asked.value(RENEWALS), asked.value(SATISFACTION)) == (40, 62)
    card = asked.last(EMMA)
    assert card.startswith("Undone ↩")
    assert "↩ back to 40 %" in card
    assert "[Undo]" not in card
    stored = asked.company.key_result(RENEWALS)
    assert (stored.confidence, stored.said) == (None, None)
    assert [row.source for row in asked.company.check_ins(RENEWALS)] == ["reply", "undo"]


def test_the_question_is_open_again_after_its_only_answer_was_undone(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%")
    asked.press(EMMA, "Undo")
    assert "[No change]" in asked.dm_texts(EMMA)[0]
    assert "✅" not in asked.dm_texts(EMMA)[0]


def test_undoing_a_second_reply_leaves_the_question_answered(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%")
    asked.dm(EMMA, "satisfaction 70%")
    asked.press(EMMA, "Undo")
    assert (asked.value(RENEWALS), asked.value(SATISFACTION)) == (45, 62)
    assert "✅ Answered" in asked.dm_texts(EMMA)[0]


def test_one_row_alone_can_be_undone(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%, satisfaction 70%")
    asked.press(EMMA, "2 Satisfaction")
    assert (asked.value(RENEWALS), asked.value(SATISFACTION)) == (45, 62)
    card = asked.last(EMMA)
    assert card.startswith("Saved ✓")
    assert "↩ back to 62" in card
    assert "✅ Answered" in asked.dm_texts(EMMA)[0]


def test_undoing_the_last_row_undoes_the_reply(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%, satisfaction 70%")
    asked.press(EMMA, "2 Satisfaction")
    asked.press(EMMA, "Undo")
    assert (asked.value(RENEWALS), asked.value(SATISFACTION)) == (40, 62)
    assert asked.last(EMMA).startswith("Undone ↩")


@pytest.mark.parametrize("word", ["undo", "Undo that please"])
def test_the_word_undo_takes_back_the_last_reply(asked: House, word: str) -> None:
    asked.dm(EMMA, "renewals 45%")
    asked.dm(EMMA, "satisfaction 70%")
    asked.dm(EMMA, word)
    assert (asked.value(RENEWALS), asked.value(SATISFACTION)) == (45, 62)


def test_the_word_undo_takes_back_a_kpi_reading_too(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%")
    asked.dm(EMMA, "response time 26 min")
    asked.dm(EMMA, "undo")
    assert asked.value(RESPONSE) == 28
    assert asked.value(RENEWALS) == 45


def test_the_word_undo_in_vietnamese(house: House) -> None:
    key = house.given_key_result("an", "Tỷ lệ combo", value=20)
    house.dm(AN, "combo 25%")
    house.dm(AN, "hoàn tác")
    assert house.value(key) == 20
    assert "Đã hoàn tác ↩" in house.last(AN)


def test_with_nothing_to_undo_the_bot_says_so(asked: House) -> None:
    asked.dm(EMMA, "undo")
    assert "There is nothing to undo." in asked.last(EMMA)


def test_undo_is_refused_when_a_newer_answer_stands_on_it(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%")
    first = asked.message(EMMA, "40 % → 45 %")
    asked.dm(EMMA, "renewals 46%")
    asked.stage.client.click(EMMA, "bot", first["ts"], "undo")
    asked.settle()
    assert asked.value(RENEWALS) == 46
    assert "Something newer builds on it" in asked.only_for(EMMA)[-1]
    assert "Undone" not in "".join(asked.dm_texts(EMMA))


def test_what_something_newer_stands_on_stays_while_the_rest_is_undone(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%, satisfaction 70%")
    first = asked.message(EMMA, "40 % → 45 %")
    asked.dm(EMMA, "renewals 46%")
    asked.stage.client.click(EMMA, "bot", first["ts"], "undo")
    asked.settle()
    assert (asked.value(RENEWALS), asked.value(SATISFACTION)) == (46, 62)
    card = next(text for text in asked.dm_texts(EMMA) if text.startswith("Undone ↩"))
    assert "stays, because something newer builds on it" in card
    assert "↩ back to 62 %" in card


def test_undo_is_possible_for_a_day_and_no_longer(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%")
    asked.move_to(MONDAY + timedelta(hours=24))
    asked.press(EMMA, "Undo")
    assert asked.value(RENEWALS) == 40
    asked.dm(EMMA, "renewals 47%")
    asked.move_to(MONDAY + timedelta(hours=48, minutes=1))
    told = asked.press(EMMA, "Undo")
    assert "more than 24 hours ago" in told
    assert asked.value(RENEWALS) == 47


def test_pressing_undo_twice_is_undoing_once(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%")
    card = asked.message(EMMA, "Saved ✓")
    asked.stage.client.click(EMMA, "bot", card["ts"], "undo")
    asked.stage.client.click(EMMA, "bot", card["ts"], "undo")
    asked.settle()
    assert asked.value(RENEWALS) == 40
    assert len(asked.company.check_ins(RENEWALS)) == 2


def test_after_an_undo_the_right_figure_can_be_given(asked: House) -> None:
    asked.dm(EMMA, "renewals 54%")
    asked.press(EMMA, "Undo")
    asked.dm(EMMA, "renewals 45%")
    assert "40 % → 45 %" in asked.last(EMMA)
    asked.press(EMMA, "Undo")
    assert asked.value(RENEWALS) == 40


def test_a_kpi_reading_is_undone_and_the_alert_that_it_raised_is_closed(asked: House) -> None:
    asked.dm(EMMA, "response time 58 min")
    assert asked.channel_texts(SALES)[-1].startswith("🔴 nghiêm trọng: Response time")
    asked.press(EMMA, "Undo")
    assert asked.value(RESPONSE) == 28
    assert any("↩ back to 28 min" in text for text in asked.dm_texts(EMMA))
    [card] = asked.channel_texts(SALES)
    assert card.startswith("⚪ Response time: đã đóng cảnh báo · 28 min")
    assert "[Đã nhận]" not in card


def test_no_change_can_be_undone(asked: House) -> None:
    asked.press(EMMA, "No change")
    asked.press(EMMA, "Undo")
    assert any(text.startswith("Undone ↩") for text in asked.dm_texts(EMMA))
    assert "[No change]" in asked.dm_texts(EMMA)[0]


def test_nobody_else_can_undo_ones_reply(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%")
    told = asked.press_forged(BINH, "undo", "1")
    assert "rút lại được" in told
    assert asked.value(RENEWALS) == 45
    assert asked.company.audited() == [("refused", "policy.undo")]
