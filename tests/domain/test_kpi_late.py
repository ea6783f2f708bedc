"""Which readings are missed, and from when on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import Calendar
from bot.domain.kpis.late import Expected, Missing, missing
from bot.domain.kpis.model import Frequency

LONG_AGO = date(2026, 1, 1)
MONTH = Expected(Frequency.MONTH, due_day=None, grace_days=2, watched_from=LONG_AGO)
OCTOBER = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("frequency", "due_day", "grace", "late_from", "first", "due_on"),
    [
        # October ends on a Saturday: its figure is due on Friday the 30th.
        ("month", None, 2, date(2026, 11, 2), OCTOBER, date(2026, 10, 30)),
        ("month", None, 0, date(2026, 10, 31), OCTOBER, date(2026, 10, 30)),
        ("month", 5, 2, date(2026, 11, 8), OCTOBER, date(2026, 11, 5)),
        ("week", None, 2, date(2026, 11, 16), date(2026, 11, 9), date(2026, 11, 13)),
        ("week", 1, 0, date(2026, 11, 17), date(2026, 11, 9), date(2026, 11, 16)),
        ("day", None, 2, date(2026, 11, 14), date(2026, 11, 11), date(2026, 11, 11)),
        ("quarter", 10, 3, date(2026, 10, 16), date(2026, 7, 1), date(2026, 10, 12)),
    ],
)
def test_a_reading_is_late_when_its_grace_has_passed(
    frequency: str, due_day: int | None, grace: int, late_from: date, first: date, due_on: date
) -> None:
    expected = Expected(Frequency(frequency), due_day, grace, LONG_AGO)
    before = first - timedelta(days=1)
    for on, found in ((late_from, Missing(first, due_on)), (late_from - timedelta(days=1), None)):
        assert missing(expected, read_on=before, on=on, calendar=Calendar()) == found


def test_the_reading_of_the_period_or_of_a_later_one_ends_it() -> None:
    on = date(2026, 11, 10)
    for read_on in (OCTOBER, date(2026, 11, 1)):
        assert missing(MONTH, read_on=read_on, on=on, calendar=Calendar()) is None
    assert missing(MONTH, read_on=date(2026, 9, 1), on=on, calendar=Calendar()) is not None


def test_what_was_due_before_anybody_looked_is_not_missed() -> None:
    new = Expected(Frequency.MONTH, None, 2, watched_from=date(2026, 11, 3))
    assert missing(new, read_on=None, on=date(2026, 11, 20), calendar=Calendar()) is None
    assert missing(new, read_on=None, on=date(2026, 12, 10), calendar=Calendar()) == Missing(
        date(2026, 11, 1), date(2026, 11, 30)
    )


def test_days_off_and_weeks_off_are_never_late() -> None:
    tet = Calendar(off=frozenset(date(2026, 2, day) for day in range(16, 21)))
    weekly = Expected(Frequency.WEEK, None, 0, LONG_AGO)
    daily = Expected(Frequency.DAY, None, 0, LONG_AGO)
    for expected in (weekly, daily):
        read_on = date(2026, 2, 13) if expected is daily else date(2026, 2, 9)
        assert missing(expected, read_on=read_on, on=date(2026, 2, 23), calendar=tet) is None


@given(
    frequency=st.sampled_from(Frequency),
    due_day=st.none() | st.integers(1, 7),
    grace=st.integers(0, 10),
    on=st.dates(date(2026, 2, 1), date(2026, 12, 31)),
)
def test_recording_what_is_missing_leaves_nothing_missing(
    frequency: Frequency, due_day: int | None, grace: int, on: date
) -> None:
    expected = Expected(frequency, due_day, grace, date(2025, 1, 1))
    found = missing(expected, read_on=None, on=on, calendar=Calendar())
    assert found is not None
    assert found.due_on + timedelta(days=grace) < on
    assert missing(expected, read_on=found.first, on=on, calendar=Calendar()) is None
