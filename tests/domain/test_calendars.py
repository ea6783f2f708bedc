"""Which days are worked, and where an occurrence goes that falls on a day off."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cadence import DailyRule, WeeklyRule, local_date
from bot.domain.calendars import Calendar, DayKind, PublicDays, working_calendar
from bot.domain.occurrences import Planned, moment, plan

HANOI = "Asia/Ho_Chi_Minh"
MONDAY_NINE = WeeklyRule(0, time(9))
SATURDAY_NINE = WeeklyRule(5, time(9))
OFF, WORKED = DayKind.OFF, DayKind.WORKED


def november(*days: int) -> list[date]:
    return [date(2026, 11, day) for day in days]


def hanoi(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour - 7, tzinfo=UTC)


def calendar(*off: int, worked: tuple[int, ...] = (), saturdays: bool = False) -> Calendar:
    """A November with these days off and worked, said by the country."""
    public = PublicDays(frozenset(november(*off)), frozenset(november(*worked)))
    return working_calendar(public, saturdays=saturdays, edits={})


def test_weekends_are_off_and_saturdays_are_a_setting() -> None:
    # The 14th of November 2026 is a Saturday.
    worked = [calendar().is_worked(day) for day in november(13, 14, 15, 16)]
    assert worked == [True, False, False, True]
    worked = [calendar(saturdays=True).is_worked(day) for day in november(13, 14, 15, 16)]
    assert worked == [True, True, False, True]


def test_a_saturday_is_worked_for_a_monday() -> None:
    swapped = calendar(16, worked=(14,))
    assert [swapped.is_worked(day) for day in november(14, 15, 16, 17)] == [
        True,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("kind", DayKind)
def test_what_the_workspace_says_of_a_day_counts(kind: DayKind) -> None:
    public = PublicDays(off=frozenset(november(16)), worked=frozenset(november(14)))
    edits = dict.fromkeys(november(14, 16, 17, 21), kind)
    made = working_calendar(public, saturdays=False, edits=edits)
    assert {made.is_worked(day) for day in edits} == {kind is WORKED}


def test_a_holiday_on_a_worked_saturday_is_off() -> None:
    assert not calendar(14, saturdays=True).is_worked(date(2026, 11, 14))


@pytest.mark.parametrize(
    ("off", "moved"),
    [
        ((), 16),
        ((16,), 17),
        ((16, 17, 18), 19),
        ((16, 17, 18, 19), 20),
        ((16, 17, 18, 19, 20), None),
    ],
)
def test_the_question_of_monday_moves_within_its_week(
    off: tuple[int, ...], moved: int | None
) -> None:
    at = moment(MONDAY_NINE, HANOI, calendar(*off), on=date(2026, 11, 16))
    assert at == (hanoi(11, moved) if moved else None)


def test_a_worked_saturday_takes_the_question_of_a_week_off() -> None:
    week_off = calendar(16, 17, 18, 19, 20, worked=(21,))
    assert moment(MONDAY_NINE, HANOI, week_off, on=date(2026, 11, 16)) == hanoi(11, 21)


def test_a_week_off_is_passed_over_and_named() -> None:
    planned = plan(
        MONDAY_NINE,
        HANOI,
        calendar(16, 17, 18, 19, 20),
        after=hanoi(11, 9),
        since=date(2026, 11, 9),
    )
    assert planned == Planned(date(2026, 11, 23), hanoi(11, 23), (date(2026, 11, 16),))


def test_what_was_put_off_is_not_lost_to_somebody_who_comes_in_between() -> None:
    """The import runs on Monday, which is off: the first question comes on Tuesday."""
    planned = plan(MONDAY_NINE, HANOI, calendar(16), after=hanoi(11, 16, 12))
    assert planned == Planned(date(2026, 11, 16), hanoi(11, 17))


def test_what_was_put_off_is_not_asked_again() -> None:
    planned = plan(MONDAY_NINE, HANOI, calendar(16), after=hanoi(11, 17), since=date(2026, 11, 16))
    assert planned == Planned(date(2026, 11, 23), hanoi(11, 23))


def test_a_question_of_saturday_moves_over_the_weekend() -> None:
    planned = plan(SATURDAY_NINE, HANOI, calendar(), after=hanoi(11, 13))
    assert planned == Planned(date(2026, 11, 14), hanoi(11, 16))


def test_what_happens_daily_is_left_out_on_days_off() -> None:
    daily = DailyRule(time(9))
    planned = plan(daily, HANOI, calendar(16), after=hanoi(11, 13), since=date(2026, 11, 13))
    assert planned.at == hanoi(11, 17)
    assert list(planned.skipped) == november(14, 15, 16)
    everyday = plan(daily, HANOI, None, after=hanoi(11, 13), since=date(2026, 11, 13))
    assert everyday == Planned(date(2026, 11, 14), hanoi(11, 14))


@given(
    weekday=st.integers(0, 6),
    off=st.sets(st.dates(date(2026, 1, 1), date(2026, 4, 30)), max_size=70),
    worked=st.sets(st.dates(date(2026, 1, 1), date(2026, 4, 30)), max_size=20),
    saturdays=st.booleans(),
)
def test_each_date_of_a_rule_happens_on_a_working_day_of_its_own_or_is_named(
    weekday: int, off: set[date], worked: set[date], saturdays: bool
) -> None:
    edits = dict.fromkeys(off, OFF) | dict.fromkeys(worked, WORKED)
    made = working_calendar(PublicDays(), saturdays=saturdays, edits=edits)
    rule = WeeklyRule(weekday, time(9))
    at, since, dates, happened = datetime(2026, 1, 1, tzinfo=UTC), date(2026, 1, 1), [], []
    while at < datetime(2026, 5, 20, tzinfo=UTC):
        planned = plan(rule, HANOI, made, after=at, since=since)
        dates += [*planned.skipped, planned.on]
        happened.append(local_date(planned.at, HANOI))
        assert timedelta(0) <= happened[-1] - planned.on < timedelta(days=7)
        at, since = planned.at, planned.on
    assert all(made.is_worked(day) for day in happened)
    assert {later - earlier for earlier, later in pairwise(dates)} == {timedelta(days=7)}
    assert all(earlier < later for earlier, later in pairwise(happened))
