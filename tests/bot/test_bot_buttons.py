"""No change, Update all, Snooze and the reminder of the weekly question."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from company import AN, EMMA, HANOI, LONDON
from house import House

MONDAY_HANOI = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)
MONDAY_LONDON = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)
WITH_THE_DIGEST = "Yours to complete · week 47 – only you see this."


@pytest.fixture
def asked(house: House) -> House:
    """Emma was asked about two key results and a KPI, An about one key result."""
    house.given_key_result("emma", "Renewals", value=40)
    house.given_key_result("emma", "Satisfaction", value=62)
    house.given_kpi("emma", "Response time", readings=[{"on": "2026-11-13", "value": 28}])
    house.given_key_result("an", "Doanh số", value=40)
    house.move_to(MONDAY_LONDON)
    return house


def test_no_change_answers_for_everything_at_once(asked: House) -> None:
    asked.press(EMMA, "No change")
    card = asked.last(EMMA)
    assert card.startswith("Saved ✓")
    for line in ("40 %, no change", "62 %, no change", "28 min, no change"):
        assert line in card
    assert [row.source for row in asked.company.check_ins("kr1")] == ["no_change"]
    assert [row.value for row in asked.company.readings("kpi1")] == [28]


def test_an_answered_question_has_no_buttons_left(asked: House) -> None:
    asked.press(EMMA, "No change")
    question = asked.dm_texts(EMMA)[0]
    assert "✅ Answered, thank you." in question
    assert "[No change]" not in question


def test_no_change_in_vietnamese(asked: House) -> None:
    asked.press(AN, "Không đổi")
    assert "Đã ghi ✓" in asked.last(AN)
    assert "40 %, không đổi" in asked.last(AN)


def test_a_second_press_on_an_old_question_changes_nothing(asked: House) -> None:
    question = asked.message(EMMA, "Weekly check-in")
    asked.press(EMMA, "No change")
    request = asked.web.chat_postMessage(channel=EMMA, text="x", blocks=question["blocks"])
    assert request["ok"]
    told = asked.press(EMMA, "No change")
    assert "This check-in is closed" in told
    assert len(asked.company.check_ins("kr1")) == 1


def test_two_quick_presses_have_one_effect(asked: House) -> None:
    """The second one is on its way before the message is edited."""
    question = asked.message(EMMA, "Weekly check-in")
    press = (EMMA, "bot", question["ts"], "no_change")
    asked.stage.client.click(*press)
    asked.stage.client.click(*press)
    asked.settle()
    assert len(asked.company.check_ins("kr1")) == 1
    assert sum(text.startswith("Saved ✓") for text in asked.dm_texts(EMMA)) == 1


def test_update_all_asks_for_every_goal_with_its_figure(asked: House) -> None:
    asked.press(EMMA, "Update all")
    form = asked.form(EMMA)
    inputs = [block for block in form["blocks"] if block["type"] == "input"]
    assert [block["label"]["text"] for block in inputs] == [
        "1 Renewals · target 100 %",
        "2 Satisfaction · target 100 %",
        "3 Response time · at most 30 min",
        "Everything else",
    ]
    figures = [block for block in inputs if block["element"]["type"] == "plain_text_input"]
    assert [block["element"]["placeholder"]["text"] for block in figures] == [
        "40 %",
        "62 %",
        "28 min",
    ]


def test_update_all_writes_what_is_filled_in_and_leaves_the_rest(asked: House) -> None:
    asked.press(EMMA, "Update all")
    assert asked.fill(EMMA, {"Renewals": "45%", "Response time": "26 min"}) == {}
    assert not asked.has_form(EMMA)
    assert (asked.value("kr1"), asked.value("kr2"), asked.value("kpi1")) == (45, 62, 26)
    card = asked.last(EMMA)
    assert "40 % → 45 %" in card
    assert "28 → 26 min" in card
    assert "No news yet: 2 Satisfaction" in card


def test_a_field_that_is_not_clear_says_so_and_nothing_is_written(asked: House) -> None:
    asked.press(EMMA, "Update all")
    errors = asked.fill(EMMA, {"Renewals": "45%", "Satisfaction": "no idea"})
    assert list(errors) == ["Satisfaction"]
    assert "There is no figure" in errors["Satisfaction"]
    assert "*" not in errors["Satisfaction"], "fields of a form show plain text"
    assert asked.has_form(EMMA)
    assert asked.value("kr1") == 40
    assert asked.fill(EMMA, {"Renewals": "45%", "Satisfaction": "64%"}) == {}
    assert (asked.value("kr1"), asked.value("kr2")) == (45, 64)


def test_update_all_in_vietnamese_reads_vietnamese_numbers(asked: House) -> None:
    asked.press(AN, "Cập nhật tất cả")
    assert asked.fill(AN, {"Doanh số": "45,5%"}) == {}
    assert asked.value("kr3") == Decimal("45.5")
    assert "40 % → 45,5 %" in asked.last(AN)


def test_an_empty_form_changes_nothing(asked: House) -> None:
    asked.press(EMMA, "Update all")
    asked.fill(EMMA, {})
    assert asked.company.check_ins("kr1") == []
    assert "✅" not in asked.dm_texts(EMMA)[0]


def test_checkin_without_words_opens_the_same_form(asked: House) -> None:
    asked.command(EMMA, "/okr checkin")
    assert asked.fill(EMMA, {"Renewals": "46%"}) == {}
    assert asked.value("kr1") == 46


def test_who_owns_nothing_is_told_instead_of_an_empty_form(house: House) -> None:
    told = house.command(AN, "/okr cập nhật")
    assert "Hiện chưa có gì đến hạn" in told
    assert not house.has_form(AN)


def test_who_does_not_answer_is_reminded_once_at_three_in_the_thread(asked: House) -> None:
    asked.move_to(MONDAY_LONDON.replace(hour=14, minute=59))
    assert len(asked.dm_texts(EMMA)) == 1
    asked.move_to(MONDAY_LONDON.replace(hour=15))
    question, reminder = [m for m in asked.stage.client.dm(EMMA) if m.get("bot_id")]
    assert reminder["thread_ts"] == question["ts"]
    assert asked.last(EMMA).startswith("3 goals are still waiting for news.")
    asked.move_to(MONDAY_LONDON + timedelta(days=4))  # on Friday afternoon her KPI is due
    later = asked.dm_texts(EMMA)[2:]
    assert [text.splitlines()[0] for text in later] == [WITH_THE_DIGEST]


def test_the_reminder_in_vietnamese_comes_at_three_in_hanoi(asked: House) -> None:
    asked.move_to(MONDAY_HANOI.replace(hour=15, minute=59) + timedelta(hours=1))
    assert asked.last(AN).startswith("Còn 1 mục tiêu chờ cập nhật")


def test_who_has_answered_is_not_reminded(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%")
    asked.move_to(MONDAY_LONDON.replace(hour=18))
    assert not any("waiting for news" in text for text in asked.dm_texts(EMMA))


def test_a_reminder_is_dropped_if_the_answer_comes_before_it_is_sent(asked: House) -> None:
    """It was prepared while sending was stopped; the answer came meanwhile."""
    from bot.services import people, sending

    chi = people.actor(asked.bot.runtime, asked.company.workspace_id, "U0CHI000001")
    sending.switch(asked.bot.runtime, stopped=True, by=chi)
    asked.move_to(MONDAY_LONDON.replace(hour=15))
    asked.dm(EMMA, "renewals 45%")
    sending.switch(asked.bot.runtime, stopped=False, by=chi)
    asked.settle()
    assert asked.last(EMMA).startswith("Saved ✓")
    assert not any("waiting for news" in text for text in asked.dm_texts(EMMA))


def test_who_left_meanwhile_is_not_reminded(asked: House) -> None:
    asked.stage.client.add_person("Emma", id=EMMA, deleted=True)
    asked.settle()
    asked.move_to(MONDAY_LONDON.replace(hour=16))
    assert len(asked.dm_texts(EMMA)) == 1


def test_snooze_for_two_hours_asks_again_then_and_not_at_three(asked: House) -> None:
    asked.press(EMMA, "In 2 hours")
    assert "⏰ Reminder set for Monday 11:00" in asked.dm_texts(EMMA)[0]
    asked.move_to(MONDAY_LONDON.replace(hour=10, minute=59))
    assert len(asked.dm_texts(EMMA)) == 1
    asked.move_to(MONDAY_LONDON.replace(hour=11))
    assert asked.last(EMMA).startswith("⏰ As you asked: 3 goals are still waiting")
    assert "⏰" not in asked.dm_texts(EMMA)[0]
    asked.move_to(MONDAY_LONDON + timedelta(days=2))
    later = asked.dm_texts(EMMA)[2:]
    assert [text.splitlines()[0] for text in later] == [WITH_THE_DIGEST]


def test_snooze_until_tomorrow_morning(asked: House) -> None:
    asked.press(AN, "9:00 ngày làm việc kế tiếp")
    assert "⏰ Sẽ nhắc lại vào thứ Ba 09:00" in asked.dm_texts(AN)[0]
    asked.move_to(MONDAY_HANOI + timedelta(days=1))
    assert asked.last(AN).startswith("⏰ Nhắc lại như đã hẹn")


def test_snooze_until_three_in_the_evening_means_tomorrow_morning(asked: House) -> None:
    asked.move_to(MONDAY_LONDON.replace(hour=16))
    asked.press(EMMA, "Today at 15:00")
    assert "⏰ Reminder set for Tuesday 09:00" in asked.dm_texts(EMMA)[0]


def test_snoozing_twice_keeps_the_last_choice(asked: House) -> None:
    asked.press(EMMA, "In 2 hours")
    asked.press(EMMA, "Next working day, 9:00")
    asked.move_to(MONDAY_LONDON.replace(hour=20))
    assert len(asked.dm_texts(EMMA)) == 1
    asked.move_to(MONDAY_LONDON + timedelta(days=1))
    assert [text for text in asked.dm_texts(EMMA)[1:] if text.startswith("⏰ As you asked")]


def test_an_answer_ends_a_snooze(asked: House) -> None:
    asked.press(EMMA, "In 2 hours")
    asked.dm(EMMA, "renewals 45%")
    asked.move_to(MONDAY_LONDON + timedelta(days=2))
    assert not any("As you asked" in text for text in asked.dm_texts(EMMA))
