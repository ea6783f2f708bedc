"""What a measure and a span accept."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from goal_examples import dec, keep, key_result, periodic, reach, yes_no

from bot.domain.errors import Invalid
from bot.domain.goals.model import Direction, Measure, Shape, Span


@pytest.mark.parametrize(
    "measure",
    [
        reach(48, 30, "minutes"),
        reach("7.5", 9, "/10", minimum_sample=100),
        reach(220_000, 308_000),
        reach(31, 40, "%"),
        reach("15e9", "30e9", "₫"),
        keep(floor=95),
        keep(ceiling=10),
        keep(floor=90, ceiling=110),
        keep(floor="4.5", minimum_sample=1000),
        periodic(30),
        periodic(5, floor=dec(3)),
        periodic(5, floor=dec(5)),
        keep(floor="4.5", minimum_sample=1),
        reach(0, "1e15"),
        periodic(0, direction=Direction.DOWN),
        yes_no(),
    ],
)
def test_the_shapes_of_real_goals_are_accepted(measure: Measure) -> None:
    assert measure.validated().shape is measure.shape


@pytest.mark.parametrize(
    ("measure", "key"),
    [
        (reach(7, 7), "key_result.flat_target"),
        (Measure(Shape.REACH, "%", Direction.UP, None, dec(3)), "key_result.no_start_or_target"),
        (Measure(Shape.REACH, "%", Direction.UP, dec(3), None), "key_result.no_start_or_target"),
        (reach(7, 3, direction=Direction.UP), "key_result.wrong_direction"),
        (reach(3, 7, direction=Direction.DOWN), "key_result.wrong_direction"),
        (keep(), "key_result.no_limit"),
        (keep(floor=110, ceiling=90), "key_result.limits_crossed"),
        (keep(floor=90, ceiling=90), "key_result.limits_crossed"),
        (periodic(30, period=None), "key_result.no_period"),
        (replace(periodic(30), target=None), "key_result.no_start_or_target"),
        (periodic(0), "key_result.flat_target"),
        (periodic(3, floor=dec(5)), "key_result.limits_crossed"),
        (reach(0, 2, shape=Shape.YES_NO), "key_result.yes_no"),
        (reach(-1, 1, shape=Shape.YES_NO), "key_result.yes_no"),
        (reach(0, 9, minimum_sample=0), "key_result.minimum_sample"),
        (keep(floor="NaN"), "number.out_of_range"),
        (keep(floor="-Infinity"), "number.out_of_range"),
        (keep(ceiling="1000000000000000.1"), "number.out_of_range"),
        (keep(ceiling="1e300000"), "number.out_of_range"),
        (keep(ceiling="0.1234567"), "number.out_of_range"),
    ],
)
def test_each_defect_is_refused_under_its_own_key(measure: Measure, key: str) -> None:
    with pytest.raises(Invalid) as refusal:
        measure.validated()
    assert refusal.value.key == key


def test_yes_no_and_periodic_fill_in_where_they_start() -> None:
    done_or_not = yes_no().validated()
    assert (done_or_not.start, done_or_not.target) == (Decimal(0), Decimal(1))
    assert periodic(30).validated().start == Decimal(0)


def test_yes_no_may_say_its_0_and_1() -> None:
    assert reach(0, 1, shape=Shape.YES_NO).validated().target == 1


def test_a_key_result_counts_once_and_is_asked_about_weekly_unless_it_says_otherwise() -> None:
    plain = key_result()
    assert plain.weight == 1
    assert plain.cadence_days == 7


def test_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(Invalid) as refusal:
        Span(date(2026, 11, 16), date(2026, 11, 15))
    assert refusal.value.key == "span.empty"


def test_both_edges_of_a_span_belong_to_it() -> None:
    week = Span(date(2026, 11, 16), date(2026, 11, 22))
    assert week.days == 7
    shares = [week.elapsed(date(2026, 11, d)) for d in (15, 16, 22, 23)]
    assert shares == [0, Decimal(1) / 7, 1, 1]


def test_one_day_is_a_span() -> None:
    today = Span(date(2026, 11, 16), date(2026, 11, 16))
    assert today.elapsed(date(2026, 11, 16)) == 1
