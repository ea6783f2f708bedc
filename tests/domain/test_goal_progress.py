"""How far a key result has come."""

from datetime import date
from decimal import Decimal

import pytest
from goal_examples import dec, keep, periodic, reach, yes_no
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.goals.model import (
    Direction,
    Measure,
    Observation,
    Period,
    Shape,
    Span,
    Status,
)
from bot.domain.goals.progress import (
    clamped,
    from_millionths,
    keep_state,
    millionths,
    progress,
    sample_suffices,
    so_far,
)

amounts = st.decimals(-(10**15), 10**15, places=6, allow_nan=False, allow_infinity=False)
shares = st.decimals(-5, 5, places=8, allow_nan=False, allow_infinity=False)


def monthly(*values: int | str) -> list[Observation]:
    return [Observation(date(2026, month, 28), dec(v)) for month, v in enumerate(values, start=1)]


@pytest.mark.parametrize(
    ("measure", "value", "percent"),
    [
        (reach(7, 3, "%"), "5", "50"),
        (reach(7, 3, "%"), "8", "-25"),
        (reach(7, 3, "%"), "2", "125"),
        (reach(48, 30, "minutes"), "39", "50"),
        (reach(220_000, 308_000), "271500", "58.5"),
        (reach(31, 40, "%"), "36.5", "61.1"),
        (reach(165_000, 120_000, "₫"), "138000", "60"),
        (reach(20, 35, "%"), "35", "100"),
        (reach("7.5", 9, "/10"), "8.25", "50"),
        (reach("15e9", "30e9", "₫"), "22.3e9", "48.7"),
        (reach(100, 150), "100", "0"),
    ],
)
def test_worked_examples_of_start_to_target(measure: Measure, value: str, percent: str) -> None:
    share = progress(measure, dec(value))
    assert share is not None
    assert round(share * 100, 1) == dec(percent)


def test_without_a_value_there_is_no_progress() -> None:
    assert progress(reach(7, 3), None) is None
    assert progress(yes_no(), None) is None
    assert progress(keep(floor=95), None, due_periods=3) is None


@pytest.mark.parametrize(("value", "share"), [("0", 0), ("0.9", 0), ("1", 1)])
def test_yes_no_is_whole_or_nothing(value: str, share: int) -> None:
    assert progress(yes_no(), dec(value)) == share


@given(start=amounts, target=amounts, value=amounts)
def test_progress_is_blind_to_direction(start: Decimal, target: Decimal, value: Decimal) -> None:
    assume(start != target)
    assert progress(reach(start, target), value) == progress(reach(-start, -target), -value)


@given(start=amounts, target=amounts)
def test_progress_is_0_at_the_start_and_1_at_the_target(start: Decimal, target: Decimal) -> None:
    assume(start != target)
    measure = reach(start, target)
    assert [progress(measure, end) for end in (start, target)] == [0, 1]


@given(start=amounts, target=amounts, one=amounts, other=amounts)
def test_a_better_value_never_lowers_progress(
    start: Decimal, target: Decimal, one: Decimal, other: Decimal
) -> None:
    assume(start != target)
    measure = reach(start, target)
    better, worse = sorted((one, other), reverse=measure.direction is Direction.UP)
    further, less_far = progress(measure, better), progress(measure, worse)
    assert further is not None
    assert less_far is not None
    assert further >= less_far


def test_a_missing_period_is_not_met_and_stays_in_the_denominator() -> None:
    kept = progress(keep(floor=95), dec(97), observations=monthly(97, 90), due_periods=4)
    assert kept == Decimal("0.25")


def test_per_period_counts_are_the_share_of_periods_met() -> None:
    posts = progress(periodic(30), dec(12), observations=monthly(30, 29, 41), due_periods=4)
    assert posts == Decimal("0.5")


def test_at_least_3_to_5_a_month_is_met_from_the_floor() -> None:
    creatives = periodic(5, floor=dec(3))
    share = progress(creatives, None, observations=monthly(3, 2, 5, 4), due_periods=4)
    assert share == Decimal("0.75")


def test_at_most_so_many_a_month_is_met_by_fewer() -> None:
    complaints = periodic(2, direction=Direction.DOWN)
    assert progress(complaints, None, observations=monthly(0, 2, 3), due_periods=3) == (
        Decimal(2) / 3
    )


def test_the_last_figure_of_a_period_stands_for_it_in_any_order_of_arrival() -> None:
    early, late = Observation(date(2026, 1, 9), dec(12)), Observation(date(2026, 1, 31), dec(31))
    for observations in ([early, late], [late, early]):
        assert progress(periodic(30), None, observations=observations, due_periods=1) == 1


def test_a_period_from_too_few_answers_is_not_met() -> None:
    rating = keep(floor="4.5", minimum_sample=1000, period=Period.MONTH)
    seen = [
        Observation(date(2026, 1, 31), dec("4.6"), sample=1000),
        Observation(date(2026, 2, 28), dec("4.8"), sample=999),
        Observation(date(2026, 3, 31), dec("4.9")),
    ]
    assert progress(rating, dec("4.9"), observations=seen, due_periods=3) == Decimal(1) / 3


@given(
    values=st.lists(st.integers(0, 60), max_size=12),
    due=st.integers(0, 12),
    shape=st.sampled_from([periodic(30), keep(floor=30), keep(floor=20, ceiling=40)]),
)
def test_a_share_of_periods_lies_within_0_and_1(
    values: list[int], due: int, shape: Measure
) -> None:
    share = progress(shape, None, observations=monthly(*values), due_periods=due)
    assert (share is None) == (not values)
    assert share is None or 0 <= share <= 1


@pytest.mark.parametrize(
    ("measure", "value", "state"),
    [
        (keep(floor=95), "99.8", Status.INSIDE),
        (keep(floor=95), "99.75", Status.NEAR),
        (keep(floor=95), "95", Status.NEAR),
        (keep(floor=95), "94.999999", Status.OUTSIDE),
        (keep(ceiling=10), "9.4", Status.INSIDE),
        (keep(ceiling=10), "9.5", Status.NEAR),
        (keep(ceiling=10), "10", Status.NEAR),
        (keep(ceiling=10), "10.1", Status.OUTSIDE),
        (keep(floor=90, ceiling=110), "100", Status.INSIDE),
        (keep(floor=90, ceiling=110), "91", Status.NEAR),
        (keep(floor=90, ceiling=110), "91.1", Status.INSIDE),
        (keep(floor=90, ceiling=110), "109", Status.NEAR),
        (keep(floor=90, ceiling=110), "110.5", Status.OUTSIDE),
        (keep(floor=-20), "-19.5", Status.NEAR),
        (keep(floor=0), "0", Status.NEAR),
        (keep(floor=0), "0.1", Status.INSIDE),
    ],
)
def test_inside_near_or_outside(measure: Measure, value: str, state: Status) -> None:
    assert keep_state(measure, dec(value)) is state


def test_a_keep_measure_without_a_value_has_no_data() -> None:
    assert keep_state(keep(floor=95), None) is Status.NO_DATA


@pytest.mark.parametrize(("sample", "enough"), [(None, False), (99, False), (100, True)])
def test_an_unknown_sample_is_not_enough(sample: int | None, enough: bool) -> None:
    assert sample_suffices(reach(7, 8, minimum_sample=100), sample) is enough
    assert sample_suffices(reach(7, 8), sample)


@given(share=shares)
def test_clamped_stays_within_0_and_1(share: Decimal) -> None:
    assert clamped(share) == sorted((Decimal(0), share, Decimal(1)))[1]


@given(one=amounts, other=amounts)
def test_millionths_keep_the_order_and_fit_the_column(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    assert -(10**15) <= millionths(low) <= millionths(high) <= 10**15
    assert millionths(-low) == -millionths(low)


@given(count=st.integers(-(10**15), 10**15))
def test_millionths_come_back_as_they_were(count: int) -> None:
    assert millionths(from_millionths(count)) == count


def test_nearly_there_is_not_stored_as_there() -> None:
    share = progress(reach(0, "1e9"), Decimal("999999999"))
    assert share is not None
    assert millionths(share) == 999_999


def test_a_negative_share_is_cut_towards_zero_too() -> None:
    assert millionths(Decimal("-0.9999999")) == -999_999


def test_periods_that_nobody_counted_as_due_are_not_invented() -> None:
    assert progress(periodic(30), None, observations=monthly(30)) == 1


def test_a_huge_share_is_clamped_not_refused() -> None:
    share = progress(reach(0, "0.000001"), Decimal("1e15"))
    assert share is not None
    assert (millionths(share), millionths(-share)) == (10**15, -(10**15))


def test_a_draft_without_start_or_target_has_no_progress() -> None:
    assert progress(Measure(Shape.REACH, "", Direction.UP, None, dec(5)), dec(1)) is None
    assert progress(Measure(Shape.REACH, "", Direction.UP, dec(5), None), dec(1)) is None


def test_nothing_better_than_the_limit_is_inside_and_not_near_it() -> None:
    none_missing = Measure(Shape.KEEP, "items", Direction.DOWN, None, None, ceiling=Decimal(0))
    all_on_time = Measure(Shape.KEEP, "%", Direction.UP, None, None, floor=Decimal(100))
    assert keep_state(none_missing, Decimal(0)) is Status.INSIDE
    assert keep_state(all_on_time, Decimal(100)) is Status.INSIDE
    assert keep_state(all_on_time, Decimal(99)) is Status.OUTSIDE


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({date(2026, 10, 31): 52, date(2026, 11, 9): 17}, 1),
        ({date(2026, 10, 31): 40, date(2026, 11, 9): 17}, 0),
        ({date(2026, 10, 31): 40, date(2026, 11, 9): 51}, Decimal("0.5")),
        ({date(2026, 11, 9): 17}, None),
    ],
)
def test_a_running_month_counts_from_the_day_it_is_met(
    figures: dict[date, int], expected: Decimal | None
) -> None:
    monthly = Measure(
        Shape.PERIODIC, "posts", Direction.UP, Decimal(0), Decimal(50), period=Period.MONTH
    )
    quarter = Span(date(2026, 10, 1), date(2026, 12, 31))
    seen = [Observation(day, Decimal(value)) for day, value in figures.items()]
    assert so_far(monthly, quarter, seen, on=date(2026, 11, 16)) == expected


def test_a_figure_sent_twice_in_a_week_is_one_observation() -> None:
    quarter = Span(date(2026, 10, 1), date(2026, 12, 31))
    seen = [Observation(date(2026, 10, day), dec(97)) for day in (1, 8, 9, 9)]
    share = so_far(keep(floor=95), quarter, seen, on=date(2026, 10, 21))
    assert share == Decimal(2) / 3


def test_of_two_figures_in_a_week_the_last_counts() -> None:
    quarter = Span(date(2026, 10, 1), date(2026, 12, 31))
    seen = [Observation(date(2026, 10, 8), dec(97)), Observation(date(2026, 10, 9), dec(90))]
    assert so_far(keep(floor=95), quarter, seen, on=date(2026, 10, 14)) == 0
