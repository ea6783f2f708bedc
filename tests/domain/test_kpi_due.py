"""On which day the figure of a KPI is due."""

from datetime import date

import pytest

from bot.domain.calendars import Calendar
from bot.domain.kpis.due import due_on, is_due, late_from
from bot.domain.kpis.model import Frequency

DAY, WEEK, MONTH, QUARTER = Frequency
# The week of Monday 16 November 2026, off on Friday; 30 November is off, too.
CALENDAR = Calendar(off=frozenset({date(2026, 11, 20), date(2026, 11, 30)}))


def november(day: int) -> date:
    return date(2026, 11, day)


@pytest.mark.parametrize(
    ("frequency", "due_on"),
    [
        (DAY, [16, 17, 18, 19, 23, 24, 25, 26, 27]),
        (WEEK, [19, 27]),
        (MONTH, [27]),
        (QUARTER, []),
    ],
)
def test_it_is_due_on_the_last_working_day_of_its_period(
    frequency: Frequency, due_on: list[int]
) -> None:
    days = [november(day) for day in range(16, 31)]
    found = [day for day in days if is_due(frequency, read_on=None, on=day, calendar=CALENDAR)]
    assert found == [november(day) for day in due_on]


def test_a_quarter_ends_with_its_last_month() -> None:
    last = date(2026, 12, 31)
    assert is_due(QUARTER, read_on=None, on=last, calendar=CALENDAR)
    assert not is_due(QUARTER, read_on=None, on=date(2026, 12, 30), calendar=CALENDAR)


def test_a_saturday_that_is_worked_is_the_last_day() -> None:
    calendar = Calendar(worked=frozenset({november(21)}))
    assert not is_due(WEEK, read_on=None, on=november(20), calendar=calendar)
    assert is_due(WEEK, read_on=None, on=november(21), calendar=calendar)


@pytest.mark.parametrize(("read_on", "due"), [(15, True), (16, False), (19, False)])
def test_a_reading_of_the_period_settles_it(read_on: int, *, due: bool) -> None:
    found = is_due(WEEK, read_on=november(read_on), on=november(19), calendar=CALENDAR)
    assert found is due


@pytest.mark.parametrize(
    ("frequency", "due_day", "expected"),
    [
        # November of which the 20th and 30th are off; weekends move it on to Monday.
        (WEEK, 1, [16, 23]),
        (WEEK, 5, [23, 27]),
        (DAY, 1, [16, 17, 18, 19, 23, 24, 25, 26, 27]),
    ],
)
def test_with_a_due_day_it_is_due_that_long_after_its_period(
    frequency: Frequency, due_day: int, expected: list[int]
) -> None:
    days = [november(day) for day in range(16, 29)]
    found = [
        day
        for day in days
        if is_due(frequency, read_on=None, on=day, calendar=CALENDAR, due_day=due_day)
    ]
    assert [day.day for day in found] == expected


def test_a_month_is_due_on_its_day_in_the_next_one() -> None:
    """The 3rd of October 2026 is a Saturday."""
    september = date(2026, 9, 1)
    assert due_on(MONTH, september, due_day=3, calendar=CALENDAR) == date(2026, 10, 5)
    assert is_due(MONTH, read_on=None, on=date(2026, 10, 5), calendar=CALENDAR, due_day=3)
    assert not is_due(MONTH, read_on=september, on=date(2026, 10, 5), calendar=CALENDAR, due_day=3)


@pytest.mark.parametrize(
    ("due_day", "grace_days", "late_on"),
    [(None, 2, date(2026, 11, 30)), (None, 0, date(2026, 11, 28)), (3, 2, date(2026, 12, 6))],
)
def test_it_is_late_once_the_grace_has_passed(
    due_day: int | None, grace_days: int, late_on: date
) -> None:
    """Due on Friday the 27th, as Monday the 30th is off, or on Thursday the 3rd of December."""
    found = late_from(MONTH, november(1), due_day=due_day, grace_days=grace_days, calendar=CALENDAR)
    assert found == late_on


def test_what_has_no_working_day_is_never_late() -> None:
    off = Calendar(off=frozenset({november(16)}))
    found = late_from(DAY, november(16), due_day=None, grace_days=2, calendar=off)
    assert found is None
