"""Phased targets: what is refused, and where the bent line lies on a day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Invalid
from bot.domain.goals.model import Direction, Measure, Period, Shape, Span, TargetPhase
from bot.domain.goals.phases import stage_on, validated

# A hundred days: the 50th ends on 20 October, the 80th on 19 November.
SPAN = Span(date(2026, 9, 1), date(2026, 12, 9))
SALES = Measure(Shape.REACH, "tỷ VND", Direction.UP, start=Decimal(0), target=Decimal(100))
CHURN = Measure(Shape.REACH, "%", Direction.DOWN, start=Decimal(7), target=Decimal(3))
LATE = (
    TargetPhase(date(2026, 10, 20), Decimal(10)),
    TargetPhase(date(2026, 11, 19), Decimal(40)),
)


@pytest.mark.parametrize(
    ("passed", "number", "share"),
    [
        (0, 1, "0"),
        (25, 1, "0.05"),
        (50, 1, "0.1"),
        (65, 2, "0.25"),
        (80, 2, "0.4"),
        (90, 3, "0.7"),
        (100, 3, "1"),
        (150, 3, "1"),
    ],
)
def test_the_line_runs_from_corner_to_corner(passed: int, number: int, share: str) -> None:
    stage = stage_on(LATE, SALES, SPAN, SPAN.start_on + timedelta(days=passed - 1))
    assert stage is not None
    assert (stage.number, stage.count, stage.share) == (number, 3, Decimal(share))


def test_the_last_stage_ends_with_the_key_result() -> None:
    stage = stage_on(LATE, SALES, SPAN, date(2026, 12, 1))
    assert stage is not None
    assert (stage.due_on, stage.value) == (SPAN.due_on, 100)


def test_a_falling_figure_has_phases_too() -> None:
    stage = stage_on([TargetPhase(date(2026, 10, 20), Decimal(6))], CHURN, SPAN, date(2026, 10, 20))
    assert stage is not None
    assert stage.share == Decimal("0.25")


def test_without_phases_there_is_no_stage() -> None:
    assert stage_on((), SALES, SPAN, date(2026, 10, 1)) is None


def test_phases_that_a_moved_span_left_behind_do_not_count() -> None:
    moved = Span(date(2026, 11, 20), date(2026, 12, 9))
    assert stage_on(LATE, SALES, moved, date(2026, 12, 1)) is None


@given(
    at=st.lists(st.integers(0, 98), unique=True, min_size=1, max_size=6),
    values=st.lists(st.integers(0, 100), min_size=6, max_size=6),
)
def test_the_line_never_falls_and_ends_at_the_target(at: list[int], values: list[int]) -> None:
    days = [SPAN.start_on + timedelta(days=one) for one in sorted(at)]
    phases = [TargetPhase(*one) for one in zip(days, map(Decimal, sorted(values)), strict=False)]
    known = validated(phases, SALES, SPAN)
    line = [stage_on(known, SALES, SPAN, SPAN.start_on + timedelta(days=n)) for n in range(100)]
    shares = [stage.share for stage in line if stage is not None]
    assert len(shares) == 100
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_phases_are_put_in_order() -> None:
    assert validated(LATE[::-1], SALES, SPAN) == LATE


def phase(day: str, value: str) -> TargetPhase:
    return TargetPhase(date.fromisoformat(day), Decimal(value))


KEEP = Measure(Shape.KEEP, "%", Direction.UP, None, None, floor=Decimal(95))
POSTS = Measure(Shape.PERIODIC, "posts", Direction.UP, Decimal(0), Decimal(30), period=Period.MONTH)


@pytest.mark.parametrize(
    ("phases", "measure", "key", "n"),
    [
        ([phase("2026-10-01", "96")], KEEP, "phases.shape", None),
        ([phase("2026-10-01", "10")], POSTS, "phases.shape", None),
        (
            [TargetPhase(SPAN.start_on + timedelta(days=n), Decimal(n)) for n in range(13)],
            SALES,
            "phases.too_many",
            None,
        ),
        ([phase("2026-08-31", "10")], SALES, "phases.outside", 1),
        ([phase("2026-10-01", "10"), phase("2026-12-09", "90")], SALES, "phases.outside", 2),
        ([phase("2026-10-01", "10"), phase("2026-10-01", "20")], SALES, "phases.same_day", 2),
        ([phase("2026-10-01", "20"), phase("2026-11-01", "10")], SALES, "phases.backwards", 2),
        # Given out of order: the one that is wrong keeps the number it was given.
        ([phase("2026-11-01", "10"), phase("2026-10-01", "20")], SALES, "phases.backwards", 1),
        ([phase("2026-10-01", "5"), phase("2026-11-01", "6")], CHURN, "phases.backwards", 2),
        ([phase("2026-10-01", "101")], SALES, "phases.beyond", 1),
        ([phase("2026-10-01", "8")], CHURN, "phases.beyond", 1),
        ([phase("2026-10-01", "NaN")], SALES, "number.out_of_range", None),
    ],
)
def test_phases_that_lead_nowhere_are_refused(
    phases: list[TargetPhase], measure: Measure, key: str, n: int | None
) -> None:
    with pytest.raises(Invalid) as refused:
        validated(phases, measure, SPAN)
    assert refused.value.key == key
    assert refused.value.params.get("n") == n
