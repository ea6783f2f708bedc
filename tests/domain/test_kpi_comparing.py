"""Limits of a change against another period, and days or weeks that are made up for."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from goal_examples import dec
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Invalid
from bot.domain.goals.model import Observation
from bot.domain.kpis.limits import breaches, compared_period, judged, judged_figures
from bot.domain.kpis.model import Basis, Breach, Frequency, KpiMeasure, KpiSide
from bot.domain.periods import period_around, period_before, period_last_year

OK, WARNING, CRITICAL = Breach.OK, Breach.WARNING, Breach.CRITICAL
DAY, WEEK, MONTH, QUARTER = Frequency
#: Revenue at least 30 % above the same month last year, critical below +10 %.
GROWTH = KpiMeasure(
    "₫", KpiSide.FLOOR, dec(30), critical=dec(10), frequency=MONTH, basis=Basis.LAST_YEAR
)
#: Traffic must not fall by more than 5 % in a week.
DROP = KpiMeasure("lượt", KpiSide.FLOOR, dec(-5), frequency=WEEK, basis=Basis.PREVIOUS)
POSTS = KpiMeasure("bài", KpiSide.FLOOR, dec(10), frequency=WEEK, make_up=True)


def seen(*figures: tuple[date, str | int]) -> list[Observation]:
    return [Observation(on, dec(str(value))) for on, value in figures]


def month(year: int, number: int) -> date:
    return date(year, number, 1)


@pytest.mark.parametrize(
    ("last_year", "now", "expected"),
    [
        ("100", "130", [OK]),
        ("100", "129", [WARNING]),
        ("100", "109", [CRITICAL]),
        ("-100", "-60", [OK]),  # a smaller loss is 40 % better
        ("0", "130", []),  # there is no percentage of nothing
        (None, "130", []),
    ],
)
def test_growth_is_against_the_same_month_last_year(
    last_year: str | None, now: str, expected: list[Breach]
) -> None:
    before = [] if last_year is None else seen((month(2025, 11), last_year))
    # October has nothing to be compared with, and is no data.
    found = breaches(GROWTH, [*before, *seen((month(2026, 10), "1"), (month(2026, 11), now))])
    assert found == expected


def test_a_change_is_against_the_week_before() -> None:
    weeks = [date(2026, 11, day) for day in (2, 9, 16)]
    found = breaches(DROP, seen((weeks[0], 1000), (weeks[1], 940), (weeks[2], 893)))
    assert found == [CRITICAL, OK]
    assert judged(DROP, seen((weeks[0], 1000), (weeks[1], 940))) == dec(-6)


def test_after_a_gap_nothing_is_said_though_older_weeks_were_bad() -> None:
    weeks = [date(2026, 10, 26), date(2026, 11, 2), date(2026, 11, 16)]
    bad = seen((weeks[0], 1000), (weeks[1], 500))
    assert breaches(DROP, bad) == [CRITICAL]
    assert breaches(DROP, [*bad, *seen((weeks[2], 100))]) == []


def test_a_weak_week_is_made_up_for_within_the_month() -> None:
    """7, 13 and 11 posts: after the first week 7 of 10, then 20 of 20 and 31 of 30."""
    weeks = [date(2026, 11, day) for day in (2, 9, 16, 23)]
    posts = seen((weeks[0], 7), (weeks[1], 13), (weeks[2], 11))
    assert breaches(POSTS, posts) == [CRITICAL, OK, OK]
    assert breaches(replace(POSTS, make_up=False), posts) == [CRITICAL, OK, OK]
    # Only together: 31 + 9 of 40 are enough, 9 alone are not.
    more = [*posts, *seen((weeks[3], 9))]
    assert breaches(POSTS, more)[-1] is OK
    assert breaches(replace(POSTS, make_up=False), more)[-1] is WARNING
    assert judged(POSTS, more) == dec(10)


def test_what_was_good_last_month_does_not_count_in_this_one() -> None:
    october, november = date(2026, 10, 26), date(2026, 11, 2)
    assert breaches(POSTS, seen((october, 50), (november, 7))) == [OK, CRITICAL]


@pytest.mark.parametrize(
    ("frequency", "first", "before", "last_year"),
    [
        (DAY, date(2026, 11, 1), date(2026, 10, 31), date(2025, 11, 1)),
        (DAY, date(2028, 2, 29), date(2028, 2, 28), date(2027, 2, 28)),
        (WEEK, date(2026, 1, 5), date(2025, 12, 29), date(2025, 1, 6)),
        (MONTH, date(2026, 1, 1), date(2025, 12, 1), date(2025, 1, 1)),
        (QUARTER, date(2026, 1, 1), date(2025, 10, 1), date(2025, 1, 1)),
    ],
)
def test_the_period_that_one_is_compared_with(
    frequency: Frequency, first: date, before: date, last_year: date
) -> None:
    assert period_before(frequency, first) == before
    assert period_last_year(frequency, first) == last_year
    measure = replace(DROP, frequency=frequency)
    assert compared_period(measure, first) == before
    assert compared_period(replace(measure, basis=Basis.LAST_YEAR), first) == last_year
    assert compared_period(replace(measure, basis=Basis.VALUE), first) is None


@given(frequency=st.sampled_from(Frequency), on=st.dates(date(2000, 3, 1), date(2100, 1, 1)))
def test_compared_periods_are_whole_ones(frequency: Frequency, on: date) -> None:
    first, _ = period_around(frequency, on)
    before, year = period_before(frequency, first), period_last_year(frequency, first)
    assert period_around(frequency, before)[1] + timedelta(days=1) == first
    assert period_around(frequency, year)[0] == year
    assert 360 <= (first - year).days <= 367


@given(values=st.lists(st.integers(0, 40), min_size=1, max_size=22))
def test_the_running_sum_meets_the_running_target_or_not(values: list[int]) -> None:
    """Working days of one month, one after the other."""
    measure = KpiMeasure("đơn", KpiSide.FLOOR, dec(20), frequency=DAY, make_up=True)
    days = [date(2026, 11, 1) + timedelta(days=n) for n in range(len(values))]
    figures = [Observation(day, Decimal(value)) for day, value in zip(days, values, strict=True)]
    good = [level is OK for level in breaches(measure, figures)]
    assert good == [sum(values[: n + 1]) >= 20 * (n + 1) for n in range(len(values))]
    assert len(judged_figures(measure, figures)) == len(values)


@pytest.mark.parametrize(
    ("measure", "error"),
    [
        (replace(GROWTH, target=None, critical=None), "kpi.change_without_limit"),
        (replace(POSTS, frequency=MONTH), "kpi.make_up"),
        (replace(DROP, make_up=True), "kpi.make_up"),
    ],
)
def test_what_cannot_work_is_refused(measure: KpiMeasure, error: str) -> None:
    with pytest.raises(Invalid, match=error):
        measure.validated()
