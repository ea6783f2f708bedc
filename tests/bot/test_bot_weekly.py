"""The weekly question reaches those who own something, at nine on their own clocks, once."""

from datetime import date, datetime, timedelta

import pytest
from company import AN, BINH, DAN, EMMA, HANOI, LONDON, rows
from house import House, OpenHouse
from patience import until

from bot.services import due
from storage.tables import CheckInRequest, Message, Schedule


def hanoi(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=HANOI)


def london(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


MONDAY = 16


def test_each_person_is_asked_at_nine_on_their_own_clock(house: House) -> None:
    house.given_key_result("an", "Doanh số")
    house.given_key_result("emma", "Renewals")
    house.move_to(hanoi(MONDAY, 8, 59))
    assert house.dm_texts(AN) == []
    house.move_to(hanoi(MONDAY, 9))
    assert [text.splitlines()[0] for text in house.dm_texts(AN)] == ["Check-in tuần 47"]
    house.move_to(london(MONDAY, 8, 59))
    assert house.dm_texts(EMMA) == []
    house.move_to(london(MONDAY, 9))
    assert [text.splitlines()[0] for text in house.dm_texts(EMMA)] == ["Weekly check-in · week 47"]


def test_the_question_names_every_goal_by_number_with_where_it_stands(house: House) -> None:
    house.given_key_result("emma", "Renewals", **{"from": 18, "to": 25, "value": 20.8})
    house.given_key_result(
        "emma", "New customers", unit="customers", to=200, value=90, **{"from": 0}
    )
    house.given_kpi("emma", "Response time", readings=[{"on": "2026-11-13", "value": 28}])
    house.move_to(london(MONDAY, 9))
    assert house.last(EMMA).splitlines() == [
        "Weekly check-in · week 47",
        "Q4/2026 · 51 % of the time is over",
        "👋 New here? I ask once a week how your goals stand. You answer in your own words; I write"
        " down the figures, show them and take back what is wrong.",
        "Colleagues do not read your words. Figures, notes and blockers are seen by those who see"
        " the goal. More: `/okr help`",
        "1  Renewals · target 25 %",
        "20.8 % · ▰▰▰▰▱▱▱▱▱▱ 40 % · 🟢 on track",
        "2  New customers · target 200 customers",
        "90 customers · ▰▰▰▰▰▱▱▱▱▱ 45 % · 🟢 on track",
        "3  Response time · at most 30 min",
        "28 min · 🟢 within",
        "Just reply in your own words, for example “1: 20.8 %, 2: no change, waiting for legal”.",
        "[Update all] [No change] [Snooze]",
        "🔒 Colleagues do not read your words, an admin only for a reason that you are told."
        " Figures, notes and blockers are seen by those who see the goal.",
    ]


def test_the_question_is_in_the_persons_own_language(house: House) -> None:
    house.given_key_result("an", "Doanh số", **{"from": 220000, "to": 308000, "value": 256400})
    house.move_to(hanoi(MONDAY, 9))
    shown = house.last(AN)
    assert "Q4/2026 · đã qua 51 % thời gian" in shown
    assert "1  Doanh số · chỉ tiêu 308.000" in shown
    assert "[Cập nhật tất cả] [Không đổi] [Nhắc sau]" in shown


def test_an_owner_of_nothing_is_not_asked(house: House) -> None:
    house.given_key_result("an", "Doanh số")
    house.move_to(hanoi(MONDAY, 12))
    assert house.dm_texts(BINH) == []
    assert house.dm_texts(DAN) == []


def test_a_second_tick_asks_nobody_again(house: House) -> None:
    house.given_key_result("an", "Doanh số")
    house.move_to(hanoi(MONDAY, 9))
    due.run(house.bot.runtime)
    house.settle()
    house.move_to(hanoi(MONDAY, 9, 30))
    assert len(house.dm_texts(AN)) == 1
    assert len(rows(house.stage.database, CheckInRequest)) == 1


def test_a_person_is_asked_once_a_week_even_if_the_schedule_is_due_twice(house: House) -> None:
    house.given_key_result("an", "Doanh số")
    house.move_to(hanoi(MONDAY, 9))
    [row] = [row for row in rows(house.stage.database, Schedule) if row.kind == "check_in"]
    house.company.change(row, next_at=hanoi(MONDAY, 10), occurs_on=date(2026, 11, MONDAY))
    house.move_to(hanoi(MONDAY, 10, 1))
    assert len(house.dm_texts(AN)) == 1
    assert schedule(house, "check_in").skipped_why == "asked_already"


def test_the_next_week_asks_anew_and_closes_the_old_question(house: House) -> None:
    house.given_key_result("an", "Doanh số")
    house.move_to(hanoi(MONDAY, 9))
    house.move_to(hanoi(MONDAY + 7, 9))
    first, *_, second = house.dm_texts(AN)
    assert "Tuần này đã khép lại" in first
    assert "[Không đổi]" not in first
    assert second.startswith("Check-in tuần 48")
    assert "[Không đổi]" in second


@pytest.mark.parametrize("standing", [{"deleted": True}, {"is_restricted": True}])
def test_who_has_left_or_become_a_guest_is_not_asked(house: House, standing: dict) -> None:
    house.given_key_result("an", "Doanh số")
    house.company.write()
    house.stage.client.add_person("An", id=AN, **standing)
    house.settle()
    house.move_to(hanoi(MONDAY, 12))
    assert house.dm_texts(AN) == []
    assert schedule(house, "check_in").skipped_why == "not_employed"


def test_a_closed_goal_is_not_asked_about(house: House) -> None:
    open_key = house.given_key_result("an", "Doanh số")
    closed_key = house.given_key_result("an", "Chi phí")
    house.company.change(house.company.key_result(closed_key), state="closed")
    house.move_to(hanoi(MONDAY, 9))
    assert "Doanh số" in house.last(AN)
    assert "Chi phí" not in house.last(AN)
    house.company.change(house.company.key_result(open_key), state="closed")
    house.move_to(hanoi(MONDAY + 7, 9))
    assert not house.last(AN).startswith("Check-in tuần 48")
    assert schedule(house, "check_in").skipped_why == "nothing_due"


def test_a_monthly_kpi_is_asked_about_in_the_last_week_of_the_month_only(house: House) -> None:
    house.given_key_result("an", "Doanh số")
    house.given_kpi("an", "Bài viết", frequency="month", at_least=30, unit="bài")
    house.move_to(hanoi(MONDAY, 9))
    assert "Bài viết" not in house.last(AN)
    house.move_to(hanoi(30, 9))
    assert "Bài viết" in house.last(AN)


def test_after_an_outage_the_question_still_comes_on_the_same_day(house: House) -> None:
    house.given_key_result("an", "Doanh số")
    house.company.write()
    house.stage.clock.jump_to(hanoi(MONDAY, 17, 30))
    due.run(house.bot.runtime)
    house.settle()
    assert len(house.dm_texts(AN)) == 1
    house.move_to(hanoi(MONDAY, 23))
    assert len(house.dm_texts(AN)) == 1, "15:00 is over: nobody is reminded"


def test_after_an_outage_over_midnight_it_is_skipped_with_the_reason(house: House) -> None:
    house.given_key_result("an", "Doanh số")
    house.company.write()
    house.stage.clock.jump_to(hanoi(MONDAY + 1, 0, 5))
    due.run(house.bot.runtime)
    house.settle()
    assert house.dm_texts(AN) == []
    row = schedule(house, "check_in")
    assert row.skipped_why == "too_late"
    assert row.next_at == hanoi(MONDAY + 7, 9)


@pytest.mark.parametrize(
    ("monday", "utc_hour"),
    [(datetime(2026, 10, 19, 9, tzinfo=LONDON), 8), (datetime(2026, 10, 26, 9, tzinfo=LONDON), 9)],
    ids=["last Monday of summer time", "first Monday of winter time"],
)
def test_nine_in_london_is_nine_before_and_after_the_clocks_change(
    open_at: OpenHouse, monday: datetime, utc_hour: int
) -> None:
    house = open_at(monday - timedelta(days=2))
    house.given_key_result("emma", "Renewals")
    house.move_to(monday - timedelta(minutes=1))
    assert house.dm_texts(EMMA) == []
    house.move_to(monday)
    assert len(house.dm_texts(EMMA)) == 1
    [sent] = rows(house.stage.database, Message)
    assert sent.sent_at.hour == utc_hour


def test_it_keeps_coming_at_nine_over_the_change_of_clocks(open_at: OpenHouse) -> None:
    house = open_at(datetime(2026, 10, 18, 12, tzinfo=LONDON))
    house.given_key_result("emma", "Renewals")
    house.move_to(datetime(2026, 11, 2, 12, tzinfo=LONDON))
    asked = [row.created_at for row in rows(house.stage.database, CheckInRequest)]
    assert [at.astimezone(LONDON).strftime("%d %H:%M") for at in asked] == [
        "19 09:00",
        "26 09:00",
        "02 09:00",
    ]


def test_a_running_bot_asks_by_itself(house: House) -> None:
    """The scheduler and the senders of `okrbot run`, on a clock that stands at nine."""
    house.given_key_result("an", "Doanh số")
    house.company.write()
    house.stage.clock.jump_to(hanoi(MONDAY, 9))
    house.bot.dispatcher.start()
    house.bot.scheduler.start()
    house.bot.scheduler.modify_job("tick", next_run_time=datetime.now(HANOI))
    until(lambda: house.dm_texts(AN))


def schedule(house: House, kind: str) -> Schedule:
    [row] = [row for row in rows(house.stage.database, Schedule) if row.kind == kind]
    return row


def test_what_was_due_last_week_is_answered_but_not_asked_about(house: House) -> None:
    house.given_key_result("emma", "Renewals", value=40)
    house.given_key_result("emma", "Partner portal", done=False, due="2026-11-20")
    house.move_to(london(MONDAY, 9))
    assert "2  Partner portal" in house.last(EMMA)
    house.move_to(london(MONDAY + 7, 9))
    assert "Renewals" in house.last(EMMA)
    assert "Partner portal" not in house.last(EMMA)
    assert "2  Partner portal\nnot done yet · ⚫ missed" in house.command(EMMA, "/okr")
    house.dm(EMMA, "partner portal done")
    assert house.value("kr2") == 1
