"""What the readings of a period come to, and what a KPI follows from."""

from datetime import date
from decimal import Decimal

import pytest
from goal_examples import dec
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Invalid
from bot.domain.kpis.figures import Figure, Part, Taken, check_above, combined, of_period, ratio
from bot.domain.kpis.model import Aggregation, Combination

LAST, SUM, MEAN = Aggregation
counts = st.integers(0, 10_000).map(Decimal)


def november(day: int) -> date:
    return date(2026, 11, day)


def share(lost: int, of: int) -> Figure:
    return ratio(Decimal(lost), Decimal(of), unit="%")


#: Entered in this order; the 3rd is corrected, and the 2nd comes late.
ENTERED = [
    Taken(november(1), Figure(dec(10))),
    Taken(november(3), Figure(dec(99))),
    Taken(november(3), Figure(dec(12))),
    Taken(november(2), Figure(dec(11))),
]


@pytest.mark.parametrize(
    ("aggregation", "expected"), [(LAST, "12"), (SUM, "33"), (MEAN, "11")], ids=str
)
def test_a_second_reading_of_a_day_corrects_and_the_latest_day_is_the_last(
    aggregation: Aggregation, expected: str
) -> None:
    found = of_period(aggregation, ENTERED, unit="posts")
    assert found == Figure(dec(expected))


def test_a_period_without_readings_has_no_figure() -> None:
    assert of_period(LAST, [], unit="") is None


def test_a_reading_whose_day_is_not_known_comes_first() -> None:
    entered = [Taken(november(3), Figure(dec(1))), Taken(None, Figure(dec(2)))]
    assert of_period(LAST, entered, unit="") == Figure(dec(1))


def test_shares_of_days_make_the_share_of_the_period() -> None:
    """1 of 10 and 50 of 100 are 51 of 110, not 30 %."""
    entered = [Taken(november(1), share(1, 10)), Taken(november(2), share(50, 100))]
    for aggregation in (SUM, MEAN):
        found = of_period(aggregation, entered, unit="%")
        assert found == Figure(dec("46.363636"), dec(51), dec(110))
    assert of_period(LAST, entered, unit="%") == share(50, 100)


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "value"),
    [(14, 200, "%", "7"), (1, 3, "%", "33.333333"), (30, 60, "₫/khách", "0.5"), (0, 5, "%", "0")],
)
def test_a_share_is_in_its_unit(numerator: int, denominator: int, unit: str, value: str) -> None:
    assert ratio(Decimal(numerator), Decimal(denominator), unit=unit).value == dec(value)


@pytest.mark.parametrize(
    ("numerator", "denominator"), [("1", "0"), ("1", "-2"), ("NaN", "1"), ("1", "Infinity")]
)
def test_no_share_of_nothing(numerator: str, denominator: str) -> None:
    with pytest.raises(Invalid):
        ratio(Decimal(numerator), Decimal(denominator), unit="%")


@pytest.mark.parametrize(
    ("combination", "parts", "expected"),
    [
        (Combination.SUM, [Part(Figure(dec(15))), Part(Figure(dec(7)))], "22"),
        (Combination.SUM, [Part(Figure(dec(15))), Part(None)], None),
        (Combination.SUM, [], None),
        (Combination.WEIGHTED, [Part(Figure(dec(9)), dec(3)), Part(Figure(dec(5)))], "8"),
        (Combination.WEIGHTED, [Part(Figure(dec(9))), Part(None, dec(0))], "9"),
        (Combination.WEIGHTED, [Part(Figure(dec(9)), dec(0))], None),
        # Churn of two regions: 14 + 6 lost of 200 + 800 customers, far from the mean of 3.875 %.
        (Combination.RATIO, [Part(share(14, 200)), Part(share(6, 800))], "2"),
        (Combination.RATIO, [Part(share(14, 200)), Part(Figure(dec("0.75")))], None),
    ],
)
def test_a_kpi_follows_from_those_below_it_once_all_are_there(
    combination: Combination, parts: list[Part], expected: str | None
) -> None:
    found = combined(combination, parts, unit="%")
    assert (found and found.value) == (None if expected is None else dec(expected))


@given(parts=st.lists(st.tuples(counts, counts.filter(bool)), min_size=1, max_size=6))
def test_a_ratio_is_that_of_the_sums(parts: list[tuple[Decimal, Decimal]]) -> None:
    below = [Part(ratio(one, of, unit="%")) for one, of in parts]
    found = combined(Combination.RATIO, below, unit="%")
    lost, customers = (sum(column) for column in zip(*parts, strict=True))
    assert found is not None
    assert abs(found.value - lost * 100 / customers) <= Decimal("0.000001")
    assert (found.numerator, found.denominator) == (lost, customers)


def test_a_kpi_is_never_below_itself() -> None:
    parents = {1: None, 2: 1, 3: 2}
    check_above(3, 1, parents)
    check_above(None, 3, parents)
    for above in (3, 2, 1):
        with pytest.raises(Invalid, match=r"kpi\.parent_circle"):
            check_above(1, above, parents)
