"""Leave: a reply offers a pause, /okr pause takes one, in both languages."""

from datetime import datetime, timedelta

import pytest
from company import AN, EMMA, HANOI, LONDON
from house import House

WEDNESDAY = datetime(2026, 11, 18, 14, 0, tzinfo=HANOI)


@pytest.fixture
def company(house: House) -> House:
    house.given_key_result("emma", "Renewals", value=40)
    house.given_key_result("an", "Doanh số", value=40)
    house.move_to(WEDNESDAY)
    return house


@pytest.mark.parametrize(
    ("user", "text", "button", "told"),
    [
        (EMMA, "On leave until Friday", "Don't ask until then", "🌴 Paused until 20 Nov:"),
        (AN, "Nghỉ phép tới 28/11", "Tạm dừng tới hôm đó", "🌴 Đã tạm dừng tới hết 28/11:"),
    ],
)
def test_a_leave_in_a_reply_offers_a_pause(
    company: House, user: str, text: str, button: str, told: str
) -> None:
    company.dm(user, text)
    assert f"[{button}]" in company.last(user)
    assert company.press(user, button).startswith(told)


def test_a_leave_beside_a_figure_writes_the_figure_and_offers_the_pause(company: House) -> None:
    company.dm(AN, "doanh số 47%, tuần sau nghỉ phép tới 28/11")
    assert company.value("kr2") == 47
    *_, card, offer = company.dm_texts(AN)
    assert "40 % → 47 %" in card
    assert "nghỉ phép" not in card
    assert "từ 23/11 đến 28/11" in offer
    assert company.press(AN, "Tạm dừng những ngày đó").startswith("🌴")


def test_a_leave_without_a_day_says_how_to_pause(company: House) -> None:
    company.dm(EMMA, "I'm on annual leave")
    assert "/okr pause until" in company.last(EMMA)
    assert "[" not in company.last(EMMA)
    company.dm(AN, "mình đang nghỉ phép")
    assert "/okr tạm dừng tới" in company.last(AN)


def test_a_leave_that_is_over_offers_nothing(company: House) -> None:
    company.dm(EMMA, "was on leave until 10/11")
    assert "[" not in company.last(EMMA)


def test_pause_and_resume_in_english(company: House) -> None:
    told = company.command(EMMA, "/okr pause until 27 Nov")
    assert told.startswith("🌴 Paused until 27 Nov: no questions, no reminders")
    assert "The next check-in comes on 30 Nov." in told
    assert "🌴 You are away until 27 Nov" in company.command(EMMA, "/okr")
    asked = len(company.dm_texts(EMMA))
    company.move_to(datetime(2026, 11, 24, 12, tzinfo=LONDON))
    assert len(company.dm_texts(EMMA)) == asked
    assert company.press(EMMA, "I'm back").startswith(
        "👋 Welcome back! The next check-in comes on 30"
    )
    assert "away" not in company.command(EMMA, "/okr")
    company.move_to(datetime(2026, 11, 30, 9, tzinfo=LONDON))
    assert company.last(EMMA).startswith("Weekly check-in · week 49")


@pytest.mark.parametrize("words", ["tạm dừng tới", "tạm dừng đến", "TAM DUNG toi", "tạm dừng"])
def test_pause_and_resume_in_vietnamese(company: House, words: str) -> None:
    told = company.command(AN, f"/okr {words} 27/11")
    assert told.startswith("🌴 Đã tạm dừng tới hết 27/11: bot không hỏi, không nhắc")
    assert "Check-in kế tiếp: 30/11." in told
    assert "Đang tạm dừng tới hết 27/11" in company.command(AN, "/okr")
    assert company.command(AN, "/okr tiếp tục").startswith("👋 Chào mừng trở lại!")
    company.move_to(WEDNESDAY + timedelta(days=5))
    assert company.last(AN).startswith("Check-in tuần 48")


def test_a_pause_without_a_day_is_asked_for(company: House) -> None:
    assert company.command(EMMA, "/okr pause").startswith("Until which day?")
    assert company.command(AN, "/okr tạm dừng").startswith("Tạm dừng tới ngày nào?")
    assert company.command(EMMA, "/okr pause until 10/11").startswith("10 Nov is over already.")


def test_a_forged_button_pauses_nothing(company: House) -> None:
    told = company.press_forged(EMMA, "pause", "2026-13-99")
    assert told.startswith("This button no longer works.")
    assert "away" not in company.command(EMMA, "/okr")


@pytest.mark.parametrize(
    ("user", "text", "button", "told"),
    [
        (
            AN,
            "Nghỉ phép từ 28/11 đến 2/12",
            "Tạm dừng những ngày đó",
            "🌴 Sẽ tạm dừng từ 28/11 đến hết 2/12: bot không hỏi",
        ),
        (
            EMMA,
            "On leave 28/11 – 2/12",
            "Don't ask on those days",
            "🌴 Paused from 28 Nov to 2 Dec: no questions",
        ),
    ],
)
def test_a_leave_that_starts_later_is_offered_as_such(
    company: House, user: str, text: str, button: str, told: str
) -> None:
    company.dm(user, text)
    assert f"[{button}]" in company.last(user)
    assert company.press(user, button).startswith(told)


def test_a_later_leave_by_command_is_shown_and_called_off(company: House) -> None:
    told = company.command(EMMA, "/okr pause 28/11 – 2/12")
    assert told.startswith("🌴 Paused from 28 Nov to 2 Dec: no questions, no reminders")
    assert "The next check-in comes on 23 Nov." in told
    mine = company.command(EMMA, "/okr")
    assert "🌴 You will be away from 28 Nov to 2 Dec. Not going after all? /okr resume" in (
        mine.replace("`", "")
    )
    assert "You are away" not in mine
    assert company.press(EMMA, "I'm not going").startswith("👍 Your leave is called off.")
    assert "away" not in company.command(EMMA, "/okr")


def test_days_in_the_wrong_order_are_told(company: House) -> None:
    told = company.command(AN, "/okr tạm dừng từ 2/12 đến 28/11")
    assert told.startswith("Ngày 28/11 đứng trước 2/12. Hãy ghi ngày đầu trước")
