"""What one figure, one KPI, one part and a whole card come to."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kpis.model import KpiMeasure, KpiSide
from bot.domain.scorecards.attainment import KPI_CAP, of_figure, of_key_result, of_kpi
from bot.domain.scorecards.card import Item, Part, total

AMOUNTS = st.decimals(-(10**15), 10**15, places=6)
SHARES = st.fractions(0, 2)
WEIGHTS = st.integers(0, 4000).map(lambda thousandths: Fraction(thousandths, 1000))


def floor(target: str | None) -> KpiMeasure:
    return KpiMeasure("%", KpiSide.FLOOR, None if target is None else Decimal(target))


def ceiling(target: str) -> KpiMeasure:
    return KpiMeasure("%", KpiSide.CEILING, Decimal(target))


def between(low: str | None, high: str | None) -> KpiMeasure:
    low_limit, high_limit = (None if one is None else Decimal(one) for one in (low, high))
    return KpiMeasure("%", KpiSide.RANGE, None, low=low_limit, high=high_limit)


@pytest.mark.parametrize(
    ("measure", "value", "reached"),
    [
        (floor("30"), "32", Fraction(32, 30)),
        (floor("30"), "30", 1),
        (floor("30"), "20", Fraction(2, 3)),
        (floor("30"), "0", 0),
        (floor("30"), "-5", 0),
        (floor("30"), "300", 10),  # capped as a KPI, not as a figure
        (floor("0"), "0", 1),
        (floor("0"), "7", 1),
        (floor("0"), "-0.1", 0),
        (floor("-5"), "-5", 1),  # "a loss of at most 5"
        (floor("-5"), "3", 1),
        (floor("-5"), "-10", Fraction(1, 2)),
        (floor("1"), "1", 1),  # yes or no
        (floor("1"), "0", 0),
        (ceiling("10"), "9.7", 1),
        (ceiling("10"), "10", 1),
        (ceiling("10"), "12.5", Fraction(4, 5)),
        (ceiling("10"), "-3", 1),
        (ceiling("0"), "0", 1),
        (ceiling("0"), "2", 0),
        (ceiling("-10"), "-12", 1),  # "costs down by 10 %"
        (ceiling("-10"), "-5", Fraction(1, 2)),
        (ceiling("-10"), "4", 0),
        (between("90", "110"), "90", 1),
        (between("90", "110"), "110", 1),
        (between("90", "110"), "81", Fraction(9, 10)),
        (between("90", "110"), "220", Fraction(1, 2)),
        (between("-1", "1"), "-4", Fraction(1, 4)),
        (between("90", None), "200", 1),
        (between(None, "110"), "55", 1),
        (floor(None), "5", None),  # only watched
        (between(None, None), "5", None),
    ],
)
def test_a_figure_reaches(measure: KpiMeasure, value: str, reached: Fraction | None) -> None:
    assert of_figure(measure, Decimal(value)) == reached


@pytest.mark.parametrize(
    ("figures", "cap", "reached"),
    [
        (["15", "30"], "1.2", Fraction(3, 4)),
        (["10", "10", "10"], "1.2", Fraction(1, 3)),
        (["45", "30"], "1.2", Fraction(6, 5)),
        (["45", "30"], "1.5", Fraction(5, 4)),
        (["300"], "1", 1),
        ([], "1.2", None),
    ],
)
def test_a_kpi_is_the_mean_of_its_periods_up_to_a_cap(
    figures: list[str], cap: str, reached: Fraction | None
) -> None:
    known = [Decimal(one) for one in figures]
    assert of_kpi(floor("30"), known, cap=Decimal(cap)) == reached


def test_a_kpi_that_is_only_watched_has_no_attainment() -> None:
    assert of_kpi(floor(None), [Decimal(5)]) is None


@pytest.mark.parametrize(
    ("score", "proposed", "has_figure", "reached"),
    [
        ("0.7", "0.41", True, Fraction(7, 10)),
        ("0", "0.41", True, 0),
        (None, "0.41", True, Fraction(41, 100)),
        (None, "0", True, 0),
        (None, "0", False, None),
        ("0.5", "0", False, Fraction(1, 2)),
    ],
)
def test_a_key_result_counts_with_its_score_once_it_has_one(
    score: str | None, proposed: str, has_figure: bool, reached: Fraction | None
) -> None:
    given_score = None if score is None else Decimal(score)
    assert of_key_result(given_score, Decimal(proposed), has_figure=has_figure) == reached


@given(
    side=st.sampled_from(["floor", "ceiling"]),
    limit=AMOUNTS,
    values=st.lists(AMOUNTS, min_size=1, max_size=5),
)
def test_attainment_lies_between_nothing_and_the_cap(
    side: str, limit: Decimal, values: list[Decimal]
) -> None:
    measure = floor(str(limit)) if side == "floor" else ceiling(str(limit))
    reached = of_kpi(measure, values)
    assert reached is not None
    assert 0 <= reached <= Fraction(KPI_CAP)


@given(limit=AMOUNTS, one=AMOUNTS, other=AMOUNTS)
def test_a_better_figure_never_reaches_less(limit: Decimal, one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    assert (of_figure(floor(str(limit)), low) or 0) <= (of_figure(floor(str(limit)), high) or 0)
    by_low, by_high = (of_figure(ceiling(str(limit)), value) for value in (low, high))
    assert (by_low or 0) >= (by_high or 0)


def item(weight: str, attainment: str | None) -> Item:
    return Item(Fraction(weight), None if attainment is None else Fraction(attainment))


def test_items_share_their_part_equally_unless_they_are_weighted() -> None:
    equal = Part(40, [item("1", "0.5"), item("1", "1")])
    weighted = Part(40, [item("3", "0.5"), item("1", "1")])
    assert (equal.attainment, equal.points) == (Fraction(3, 4), 30)
    assert (weighted.attainment, weighted.points) == (Fraction(5, 8), 25)
    assert [weighted.share_of(one) for one in weighted.items] == [30, 10]


def test_what_has_no_figure_or_no_weight_leaves_its_share_to_the_others() -> None:
    part = Part(60, [item("1", "0.5"), item("1", None), item("0", "1"), item("1", "0.9")])
    assert part.attainment == Fraction(7, 10)
    assert [part.share_of(one) for one in part.items] == [30, 0, 0, 30]


def test_a_whole_part_without_a_figure_leaves_no_total() -> None:
    known = Part(60, [item("1", "1")])
    assert total([known, Part(40, [item("1", None)])]) is None
    assert total([known, Part(40, [item("0", "1")])]) is None
    assert total([known, Part(40, [])]) is None
    assert total([Part(100, [item("1", "0.8")]), Part(0, [])]) == 80
    assert total([]) is None


@given(
    share=st.integers(0, 100),
    lines=st.lists(st.tuples(WEIGHTS, st.none() | SHARES), max_size=6),
    others=st.lists(st.tuples(WEIGHTS, SHARES), max_size=6),
)
def test_a_total_is_the_sum_of_what_each_item_adds(
    share: int,
    lines: list[tuple[Fraction, Fraction | None]],
    others: list[tuple[Fraction, Fraction]],
) -> None:
    parts = [
        Part(share, [Item(*line) for line in lines]),
        Part(100 - share, [Item(*line) for line in others]),
    ]
    found = total(parts)
    if found is not None:
        assert 0 <= found <= 200
        added = (part.share_of(one) * (one.attainment or 0) for part in parts for one in part.items)
        assert found == sum(added)
