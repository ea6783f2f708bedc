"""On which day the figure of a KPI is due."""

from datetime import date

import pytest

from bot.domain.calendars import Calendar
from bot.domain.kpis.due import is_due
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
