"""What falls on a day off waits for the next working day of the people it is for."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from company import AN, EMMA, HANOI, LONDON, Company, rows
from desk import Desk

from bot.domain import windows
from bot.services import asking, due, public_holidays
from bot.services.working_days import WorkingDays
from storage.tables import CheckInRequest, Schedule, Workspace

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def found(desk: Desk, calendar: dict[str, Any] | None = None, **people: Any) -> Company:
    """A company in which An and Emma own something, with a calendar."""
    company = desk.company()
    company.calendar = calendar
    company.people[0] |= people
    company.given_key_result("an", "Doanh số", value=40)
    company.given_key_result("emma", "Renewals", value=40)
    company.write()
    return company


def off(*days: str) -> dict[str, Any]:
    return {"holidays": [{"on": f"2026-{day}"} for day in days]}


def asked(desk: Desk, who: str = AN) -> list[datetime]:
    """When a person was asked."""
    return [row.created_at for row in desk.prepared(kind="check_in") if row.target == who]


def tick_until(desk: Desk, end: datetime) -> None:
    """Tick whenever something is due."""
    while (at := due.next_due(desk.rt)) is not None and at <= end:
        desk.tick(max(at, desk.now))
    desk.now = end


def schedule(desk: Desk, kind: str) -> Schedule:
    return next(row for row in rows(desk.database, Schedule) if row.kind == kind)


def test_a_question_moves_to_the_next_working_day_and_is_of_its_own_week(desk: Desk) -> None:
    found(desk, off("11-16", "11-17"))
    tick_until(desk, MONDAY + 8 * DAY)
    assert asked(desk) == [MONDAY + 2 * DAY, MONDAY + WEEK]
    weeks = [request.week for request in rows(desk.database, CheckInRequest)]
    assert sorted(set(weeks)) == ["2026-W47", "2026-W48"]


def test_a_week_without_a_working_day_is_skipped_with_the_reason(desk: Desk) -> None:
    found(desk, off("11-16", "11-17", "11-18", "11-19", "11-20"))
    tick_until(desk, MONDAY + 4 * DAY)
    assert asked(desk) == []
    desk.tick(MONDAY + WEEK)
    assert asked(desk) == [MONDAY + WEEK]


def test_the_reason_for_a_week_off_is_kept_until_the_next_question(desk: Desk) -> None:
    found(desk, off("11-23", "11-24", "11-25", "11-26", "11-27"))
    desk.tick(MONDAY)
    row = schedule(desk, "check_in")
    assert (row.skipped_why, row.skipped_params) == ("days_off", {"on": "2026-11-23"})
    assert row.next_at == MONDAY + 2 * WEEK
    desk.tick(MONDAY + 2 * WEEK)
    row = schedule(desk, "check_in")
    assert (row.skipped_why, row.skipped_params) == (None, {})


def test_the_digest_waits_as_well_and_counts_the_week_it_is_for(desk: Desk) -> None:
    found(desk, off("11-17"))
    desk.tick(MONDAY)
    desk.tick(MONDAY.replace(day=17, hour=10))
    assert desk.prepared(kind="team_digest") == []
    desk.tick(MONDAY.replace(day=18, hour=10))
    [digest] = desk.prepared(kind="team_digest")
    assert (digest.params["period"], digest.params["missing_count"]) == ("2026-W47", 1)


def test_at_tet_vietnam_is_left_alone_and_london_is_not(desk: Desk) -> None:
    desk.now = datetime(2027, 2, 1, 0, 0, tzinfo=HANOI)
    company = found(desk, None)
    for key in ("kr1", "kr2"):
        company.change(company.key_result(key), due_on=date(2027, 3, 31))
    tick_until(desk, datetime(2027, 2, 16, tzinfo=HANOI))
    # Tết 2027 is off from the 4th to the 10th of February.
    assert [at.astimezone(HANOI).day for at in asked(desk)] == [1, 11, 15]
    assert [at.astimezone(LONDON).day for at in asked(desk, EMMA)] == [1, 8, 15]


def test_a_house_may_work_on_a_public_holiday_and_on_saturdays(desk: Desk) -> None:
    calendar = {"saturdays": True, "worked": [{"on": "2026-11-24"}]}
    found(desk, calendar | off("11-16", "11-17", "11-18", "11-19", "11-20"))
    tick_until(desk, MONDAY + 9 * DAY)
    assert asked(desk) == [MONDAY + 5 * DAY, MONDAY + WEEK]
    digests = [row.created_at for row in desk.prepared(kind="team_digest")]
    assert digests == [MONDAY.replace(day=21, hour=10), MONDAY.replace(day=24, hour=10)]


def test_a_saturday_that_is_worked_for_a_monday(desk: Desk) -> None:
    swapped = {"swapped": [{"off": "2026-11-16", "worked": "2026-11-21"}]}
    calendar = swapped | off("11-17", "11-18", "11-19", "11-20")
    found(desk, calendar)
    tick_until(desk, MONDAY + 6 * DAY)
    assert asked(desk) == [MONDAY + 5 * DAY]


def test_a_day_that_is_taken_off_later_moves_what_is_planned(desk: Desk) -> None:
    company = found(desk)
    company.calendar, company.written = off("11-16"), False
    company.write()
    assert schedule(desk, "check_in").next_at == MONDAY + DAY
    company.calendar, company.written = {}, False
    company.write()
    assert schedule(desk, "check_in").next_at == MONDAY


def test_a_day_off_that_no_plan_knew_of_is_found_when_it_comes(desk: Desk) -> None:
    company = found(desk, off("11-16"))
    for row in rows(desk.database, Schedule):
        if row.kind == "check_in":
            company.change(row, next_at=MONDAY, occurs_on=None)
    tick_until(desk, MONDAY + 2 * DAY)
    assert asked(desk) == [MONDAY + DAY]


def test_the_reminder_comes_the_same_afternoon(desk: Desk) -> None:
    found(desk)
    tick_until(desk, MONDAY + DAY)
    reminders = [row.created_at for row in desk.prepared(kind="reminder") if row.target == AN]
    assert reminders == [MONDAY.replace(hour=15)]


@pytest.mark.parametrize(
    ("asked_at", "off_days", "reminded_at"),
    [
        (MONDAY.replace(hour=11), (), MONDAY.replace(hour=15)),
        (MONDAY.replace(hour=11, minute=15), (), MONDAY + DAY),
        (MONDAY.replace(hour=17), ("11-17",), MONDAY + 2 * DAY),
        (MONDAY.replace(hour=17), ("11-17", "11-18", "11-19", "11-20"), None),
    ],
)
def test_a_reminder_comes_four_hours_after_the_question_or_the_next_working_day(
    desk: Desk, asked_at: datetime, off_days: tuple[str, ...], reminded_at: datetime | None
) -> None:
    found(desk, off(*off_days))
    desk.now = asked_at
    tick_until(desk, MONDAY + WEEK - timedelta(hours=1))
    reminders = [row.created_at for row in desk.prepared(kind="reminder") if row.target == AN]
    assert reminders == ([reminded_at] if reminded_at else [])


def test_who_is_asked_on_friday_is_not_reminded_beside_the_next_question(desk: Desk) -> None:
    found(desk, off("11-16", "11-17", "11-18", "11-19"))
    tick_until(desk, MONDAY + 4 * DAY - timedelta(hours=1))
    desk.now = MONDAY.replace(day=20, hour=16)
    tick_until(desk, MONDAY + WEEK + timedelta(hours=1))
    assert asked(desk) == [MONDAY.replace(day=20, hour=16), MONDAY + WEEK]
    assert [row for row in desk.prepared(kind="reminder") if row.target == AN] == []


def test_many_people_are_asked_in_a_window_each_at_their_own_moment(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "AT_ONCE", 1)
    found(desk)
    mine = schedule(desk, "check_in").next_at
    assert MONDAY.replace(hour=7, minute=30) <= mine < MONDAY.replace(hour=10)
    assert mine != MONDAY
    desk.tick(mine - timedelta(seconds=1))
    assert asked(desk) == []
    desk.tick(mine)
    assert asked(desk) == [mine]
    assert schedule(desk, "check_in").next_at == mine + WEEK


def test_who_has_a_time_of_their_own_keeps_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "AT_ONCE", 1)
    company = found(desk)
    own = {"weekday": 0, "at": "16:00"}
    company.change(schedule(desk, "check_in"), rule=own, next_at=MONDAY.replace(hour=16))
    desk.tick(MONDAY.replace(hour=16))
    assert asked(desk) == [MONDAY.replace(hour=16)]
    assert schedule(desk, "check_in").next_at == MONDAY.replace(hour=16) + WEEK


@pytest.mark.parametrize(
    ("house", "country", "person", "expected"),
    [
        ("Asia/Ho_Chi_Minh", None, "Asia/Ho_Chi_Minh", "VN"),
        ("Asia/Ho_Chi_Minh", None, "Europe/London", "GB"),
        ("Asia/Bangkok", "KH", "Asia/Bangkok", "KH"),
        ("Asia/Bangkok", "KH", "Asia/Saigon", "VN"),
        ("UTC", None, "UTC", None),
        ("UTC", "VN", "Etc/GMT-7", "VN"),
    ],
)
def test_the_country_of_a_person(
    desk: Desk, house: str, country: str | None, person: str, expected: str | None
) -> None:
    with desk.database.unit_of_work() as session:
        session.add(Workspace(id="T9", name="X", tz=house, country=country, created_at=MONDAY))
    with desk.database.reading() as session:
        assert WorkingDays(session, "T9").country(person) == expected


def test_vietnams_days_hold_tet_and_the_saturday_that_was_worked_for_a_monday() -> None:
    days = public_holidays.days("VN", 2026)
    assert {date(2026, 2, day) for day in range(16, 21)} <= days.off
    assert date(2026, 8, 31) in days.off
    assert date(2026, 8, 22) in days.worked
    assert public_holidays.days("XX", 2026).off == frozenset()


def snoozed(desk: Desk, friday: datetime) -> datetime:
    """Until when An's open question is put off on a Friday morning."""
    tick_until(desk, friday)
    request = rows(desk.database, CheckInRequest)[0]
    asking.snooze(desk.rt, request.id, "tomorrow", by=desk.by(AN), key=desk.key())
    [row] = [row for row in rows(desk.database, Schedule) if row.kind == "snooze"]
    return row.next_at.astimezone(HANOI)


@pytest.mark.parametrize(
    ("calendar", "days"),
    [
        (None, 3),
        ({"saturdays": True}, 1),
        ({"swapped": [{"off": "2026-11-23", "worked": "2026-11-21"}]}, 1),
        (off("11-23", "11-24"), 5),
    ],
    ids=["Monday", "Saturdays are worked", "this Saturday is worked", "a long weekend"],
)
def test_what_is_snoozed_on_a_friday_waits_for_a_working_day(
    desk: Desk, calendar: dict[str, Any] | None, days: int
) -> None:
    found(desk, calendar, manager=None)
    friday = MONDAY + 4 * DAY
    assert snoozed(desk, friday) == friday + days * DAY


def test_a_snooze_until_the_next_question_is_no_second_message(desk: Desk) -> None:
    found(desk)
    snoozed(desk, MONDAY + 4 * DAY)
    before = len(desk.prepared(kind="reminder"))
    tick_until(desk, MONDAY + WEEK + timedelta(minutes=5))
    assert asked(desk) == [MONDAY, MONDAY + WEEK]
    assert len(desk.prepared(kind="reminder")) == before
