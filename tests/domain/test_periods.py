"""Calendar periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.goals.model import Period
from bot.domain.kpis.model import Frequency
from bot.domain.periods import period_around, periods_due

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("length", "on", "first", "last"),
    [
        (Frequency.DAY, date(2026, 11, 18), date(2026, 11, 18), date(2026, 11, 18)),
        (Frequency.WEEK, date(2026, 11, 18), date(2026, 11, 16), date(2026, 11, 22)),
        (Period.WEEK, date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        (Period.MONTH, date(2028, 2, 10), date(2028, 2, 1), date(2028, 2, 29)),
        (Frequency.MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (Period.QUARTER, date(2026, 11, 18), date(2026, 10, 1), date(2026, 12, 31)),
        (Frequency.QUARTER, date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31)),
    ],
)
def test_first_and_last_day(length: str, on: date, first: date, last: date) -> None:
    assert period_around(length, on) == (first, last)


@given(length=st.sampled_from(Frequency), on=days)
def test_periods_follow_each_other_without_gap_or_overlap(length: str, on: date) -> None:
    first, last = period_around(length, on)
    assert first <= on <= last
    assert {period_around(length, edge) for edge in (first, last)} == {(first, last)}
    assert period_around(length, last + timedelta(days=1))[0] == last + timedelta(days=1)


def test_only_whole_periods_that_are_over_are_due() -> None:
    due = periods_due(
        Period.MONTH, first=date(2026, 9, 15), last=date(2026, 12, 31), on=date(2026, 11, 30)
    )
    assert due == (
        (date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 11, 1), date(2026, 11, 30)),
    )


def test_a_span_of_whole_periods_has_them_all_due_at_its_end() -> None:
    year = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
    assert len(periods_due(Period.MONTH, **year, on=date(2026, 12, 31))) == 12
    assert len(periods_due(Period.MONTH, **year, on=date(2026, 12, 30))) == 11
    assert len(periods_due(Period.QUARTER, **year, on=date(2027, 5, 1))) == 4
    weeks = periods_due(Period.WEEK, **year, on=date(2026, 12, 31))
    assert {first.weekday() for first, _ in weeks} == {0}
    assert len(weeks) == 51


def test_a_period_that_outlasts_the_span_is_never_due() -> None:
    assert not periods_due(
        Period.MONTH, first=date(2026, 11, 1), last=date(2026, 11, 29), on=date(2027, 2, 1)
    )


def test_nothing_is_due_before_the_start() -> None:
    assert not periods_due(
        Period.WEEK, first=date(2026, 11, 16), last=date(2026, 12, 31), on=date(2026, 11, 1)
    )


def test_an_unknown_length_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="fortnight"):
        period_around("fortnight", date(2026, 11, 18))
