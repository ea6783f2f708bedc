"""72 hours, or three working days, across weekends, holidays, zones and changes of the clocks."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import Calendar
from bot.domain.kpis.clock import WHOLE, Clock, Event, Handling, due, upcoming
from bot.domain.kpis.model import AlertClock

HANOI, LONDON, NEW_YORK = "Asia/Ho_Chi_Minh", "Europe/London", "America/New_York"
#: Tết 2026: Monday 16 to Friday 20 February; the Saturday after it is worked.
TET = Calendar(
    off=frozenset(date(2026, 2, day) for day in range(16, 21)),
    worked=frozenset({date(2026, 2, 21)}),
)
PLAIN = Calendar()


def at(text: str, tz: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(tz))


def shown(moment: datetime, tz: str) -> str:
    return f"{moment.astimezone(ZoneInfo(tz)):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("kind", "tz", "calendar", "opened", "ends"),
    [
        ("wall", HANOI, PLAIN, "2026-11-16 10:40", "2026-11-19 10:40"),
        ("wall", HANOI, PLAIN, "2026-11-20 10:40", "2026-11-23 10:40"),
        ("wall", HANOI, TET, "2026-02-13 16:00", "2026-02-16 16:00"),
        # 72 hours are 72 hours: the clocks go back on 25 October, forward on 29 March.
        ("wall", LONDON, PLAIN, "2026-10-23 10:00", "2026-10-26 09:00"),
        ("wall", LONDON, PLAIN, "2026-03-27 10:00", "2026-03-30 11:00"),
        ("wall", NEW_YORK, PLAIN, "2026-03-06 10:00", "2026-03-09 11:00"),
        ("working", HANOI, PLAIN, "2026-11-16 10:40", "2026-11-19 10:40"),
        ("working", HANOI, PLAIN, "2026-11-19 10:40", "2026-11-24 10:40"),
        ("working", HANOI, PLAIN, "2026-11-20 10:40", "2026-11-25 10:40"),
        ("working", HANOI, PLAIN, "2026-11-20 23:59", "2026-11-25 23:59"),
        ("working", HANOI, PLAIN, "2026-11-20 00:00", "2026-11-25 00:00"),
        # What begins on a day off begins at nine on the next working day.
        ("working", HANOI, PLAIN, "2026-11-21 15:00", "2026-11-26 09:00"),
        ("working", HANOI, PLAIN, "2026-11-22 06:00", "2026-11-26 09:00"),
        # Friday the 13th, then Tết, then a Saturday that is worked.
        ("working", HANOI, TET, "2026-02-13 16:00", "2026-02-24 16:00"),
        ("working", HANOI, TET, "2026-02-18 10:00", "2026-02-25 09:00"),
        ("working", HANOI, TET, "2026-02-12 16:00", "2026-02-23 16:00"),
        # Saturdays are worked here.
        (
            *("working", HANOI, Calendar(frozenset(range(6)))),
            *("2026-11-20 10:40", "2026-11-24 10:40"),
        ),
        # Working days are as long as they look on the wall.
        ("working", LONDON, PLAIN, "2026-10-23 10:00", "2026-10-28 10:00"),
        ("working", LONDON, PLAIN, "2026-03-27 10:00", "2026-04-01 10:00"),
        ("working", NEW_YORK, PLAIN, "2026-03-06 10:00", "2026-03-11 10:00"),
    ],
)
def test_when_an_alert_is_to_be_handled(
    kind: str, tz: str, calendar: Calendar, opened: str, ends: str
) -> None:
    clock = Clock(AlertClock(kind), tz, calendar)
    assert shown(clock.after(at(opened, tz), WHOLE), tz) == ends


def test_the_owners_zone_decides_which_days_are_worked() -> None:
    friday_night = at("2026-11-20 23:30", LONDON)  # it is Saturday morning in Hanoi
    london = Clock(AlertClock.WORKING, LONDON, PLAIN).after(friday_night, WHOLE)
    hanoi = Clock(AlertClock.WORKING, HANOI, PLAIN).after(friday_night, WHOLE)
    assert shown(london, LONDON) == "2026-11-25 23:30"
    assert shown(hanoi, HANOI) == "2026-11-26 09:00"


@pytest.mark.parametrize(
    ("kind", "opened", "acts"),
    [
        # Monday: a day is over on Tuesday, two on Wednesday, the third on Thursday.
        (
            *("wall", "2026-11-16 10:40"),
            ["2026-11-17 10:40", "2026-11-18 10:40", "! 2026-11-19 10:40"],
        ),
        # Late on a Monday evening: nobody is written to at night.
        (
            *("wall", "2026-11-16 22:00"),
            ["2026-11-18 09:00", "2026-11-19 09:00", "! 2026-11-20 09:00"],
        ),
        # Friday: both reminders would come on the weekend; on Monday morning one is left.
        ("wall", "2026-11-20 10:40", ["2026-11-23 09:00", "! 2026-11-23 10:40"]),
        # Thursday night: by Monday morning the time is over, so the manager hears of it at once.
        ("wall", "2026-11-19 20:00", ["! 2026-11-23 09:00"]),
        (
            *("working", "2026-11-20 10:40"),
            ["2026-11-23 10:40", "2026-11-24 10:40", "! 2026-11-25 10:40"],
        ),
        (
            *("working", "2026-11-21 15:00"),
            ["2026-11-24 09:00", "2026-11-25 09:00", "! 2026-11-26 09:00"],
        ),
    ],
)
def test_reminders_and_escalation_come_in_working_time(
    kind: str, opened: str, acts: list[str]
) -> None:
    clock = Clock(AlertClock(kind), HANOI, PLAIN)
    assert acted(opening(clock, opened), clock, at(opened, HANOI)) == acts


def test_nobody_is_reminded_of_what_was_acknowledged_but_the_clock_goes_on() -> None:
    clock = Clock(AlertClock.WALL, HANOI, PLAIN)
    seen = replace(opening(clock, "2026-11-16 10:40"), seen=True)
    assert acted(seen, clock, at("2026-11-16 11:00", HANOI)) == ["! 2026-11-19 10:40"]


@pytest.mark.parametrize(
    ("until", "acts"),
    [
        ("2026-11-17 15:00", ["2026-11-17 15:00", "2026-11-18 10:40", "! 2026-11-19 10:40"]),
        ("2026-11-18 15:00", ["2026-11-18 15:00", "! 2026-11-19 10:40"]),
        ("2026-11-23 09:00", ["! 2026-11-19 10:40"]),
    ],
)
def test_a_snooze_puts_reminders_off_and_not_the_escalation(until: str, acts: list[str]) -> None:
    clock = Clock(AlertClock.WALL, HANOI, PLAIN)
    snoozed = replace(opening(clock, "2026-11-16 10:40"), snoozed_until=at(until, HANOI))
    assert acted(snoozed, clock, at("2026-11-16 11:00", HANOI)) == acts


def test_a_plan_stops_everything_until_the_morning_after_its_day() -> None:
    clock = Clock(AlertClock.WALL, HANOI, PLAIN)
    friday = date(2026, 11, 20)
    planned = replace(opening(clock, "2026-11-16 10:40"), stopped=True, plan_due_on=friday)
    assert upcoming(planned, clock, after=at("2026-11-16 11:00", HANOI)) == (
        Event.PLAN_MISSED,
        at("2026-11-23 09:00", HANOI),
    )
    recovering = replace(planned, plan_due_on=None)
    assert upcoming(recovering, clock, after=at("2026-11-16 11:00", HANOI)) is None


def test_after_an_outage_only_the_newest_of_all_that_was_due_happens() -> None:
    clock = Clock(AlertClock.WALL, HANOI, PLAIN)
    alert = opening(clock, "2026-11-16 10:40")
    assert due(alert, clock, at=at("2026-11-18 12:00", HANOI)) == (
        Event.REMINDER,
        at("2026-11-18 10:40", HANOI),
    )
    found = due(alert, clock, at=at("2026-11-27 12:00", HANOI))
    assert found is not None
    assert found[0] is Event.ESCALATION
    assert due(replace(alert, escalated=True), clock, at=at("2026-11-16 12:00", HANOI)) is None


moments = st.integers(0, 364 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
clocks = st.builds(
    Clock,
    st.sampled_from(AlertClock),
    st.sampled_from([HANOI, LONDON, NEW_YORK, "Pacific/Apia", "Asia/Kathmandu"]),
    st.sampled_from([PLAIN, TET, Calendar(frozenset(range(6)))]),
)
lefts = st.timedeltas(min_value=timedelta(0), max_value=WHOLE)


@given(clock=clocks, opened=moments)
def test_a_whole_clock_is_left_when_it_begins_and_none_when_it_ends(
    clock: Clock, opened: datetime
) -> None:
    ends = clock.after(opened, WHOLE)
    assert ends >= opened + WHOLE - timedelta(hours=1)
    assert clock.left(opened, ends) >= WHOLE - timedelta(hours=1)
    assert clock.left(ends, ends) == timedelta(0)


@given(clock=clocks, opened=moments, share=st.floats(0, 1))
def test_stopping_and_going_on_at_once_changes_nothing(
    clock: Clock, opened: datetime, share: float
) -> None:
    ends = clock.after(opened, WHOLE)
    stopped = opened + (ends - opened) * share
    goes_on = clock.after(stopped, clock.left(stopped, ends))
    assert abs(goes_on - ends) <= timedelta(hours=9), "what begins on a day off counts from nine"


@given(clock=clocks, opened=moments)
def test_time_only_runs_down(clock: Clock, opened: datetime) -> None:
    ends = clock.after(opened, WHOLE)
    steps = [opened + (ends - opened) * n / 20 for n in range(21)]
    lefts_seen = [clock.left(one, ends) for one in steps]
    assert lefts_seen == sorted(lefts_seen, reverse=True)


@given(clock=clocks, opened=moments)
def test_work_is_from_nine_to_six_on_a_working_day(clock: Clock, opened: datetime) -> None:
    moment = clock.at_work(opened)
    local = moment.astimezone(ZoneInfo(clock.tz))
    assert moment >= opened
    assert clock.calendar.is_worked(local.date())
    assert 9 <= local.hour < 18


def opening(clock: Clock, opened: str) -> Handling:
    return Handling(
        handle_by=clock.after(at(opened, clock.tz), WHOLE),
        stopped=False,
        plan_due_on=None,
        seen=False,
        snoozed_until=None,
        escalated=False,
    )


def acted(handling: Handling, clock: Clock, after: datetime) -> list[str]:
    """Everything that happens in time, in order; an escalation is marked and comes once."""
    found = []
    while (event := upcoming(handling, clock, after=after)) is not None:
        kind, after = event
        mark = "! " if kind is Event.ESCALATION else ""
        found.append(mark + shown(after, clock.tz))
        if kind is Event.ESCALATION:
            handling = replace(handling, escalated=True)
    return found
