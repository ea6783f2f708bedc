"""What the shares of a key result add up to."""

from decimal import Decimal

import pytest

from bot.domain.errors import Invalid
from bot.domain.goals.model import Direction, Measure, Period, Shape
from bot.domain.goals.shares import (
    Share,
    Way,
    contributed,
    equal,
    part,
    rounded,
    typed_share,
    ways,
    whole,
)


def reach(start: str, target: str, unit: str) -> Measure:
    first, last = Decimal(start), Decimal(target)
    way = Direction.UP if last > first else Direction.DOWN
    return Measure(Shape.REACH, unit, way, first, last)


TRAFFIC = reach("0", "308000", "visits")


@pytest.mark.parametrize(
    ("title", "measure", "usual"),
    [
        ("Total traffic", TRAFFIC, Way.PARTS),
        ("Doanh thu", reach("15", "30", "tỷ ₫"), Way.PARTS),
        ("Conversion", reach("2", "4", "%"), Way.SAME),
        ("CPA giảm còn 120.000", reach("150000", "120000", "₫"), Way.SAME),
        ("Response time", reach("48", "30", "minutes"), Way.SAME),
        ("CSAT", reach("7.5", "9", "/10"), Way.SAME),
    ],
)
def test_what_is_a_rate_or_a_mean_is_not_cut(title: str, measure: Measure, usual: Way) -> None:
    assert ways(measure, title)[0] is usual


def test_limits_and_percentages_leave_no_choice_and_milestones_no_way() -> None:
    kept = Measure(Shape.KEEP, "₫", Direction.DOWN, None, None, None, Decimal(120_000))
    assert ways(kept, "Cost") == ways(reach("2", "4", "%"), "Share") == (Way.SAME,)
    steps = Measure(Shape.MILESTONES, "", Direction.UP, Decimal(0), Decimal(3))
    with pytest.raises(Invalid) as refused:
        ways(steps, "Beta")
    assert refused.value.key == "split.milestones"


@pytest.mark.parametrize(
    ("amount", "count", "shares"),
    [("308000", 3, "102668 102666 102666"), ("3", 2, "2 1"), ("3", 5, "0.6 0.6 0.6 0.6 0.6")],
)
def test_equal_shares_add_up_exactly(amount: str, count: int, shares: str) -> None:
    found = equal(Decimal(amount), count, decimals=0)
    assert list(found) == [Decimal(one) for one in shares.split()]
    assert sum(found) == Decimal(amount)


def test_percentages_of_the_whole_leave_nothing_over() -> None:
    third = typed_share("33,3%", reach("0", "1000", "đơn"), locale="vi")
    assert third == Share(Decimal(333), Decimal("33.3"))
    odd = reach("0", "101", "đơn")
    given = [typed_share(text, odd, locale="vi") for text in ("50%", "50 %")]
    assert sum(rounded(given, odd)) == 101


def test_a_part_of_a_fall_begins_at_its_part_of_the_start() -> None:
    falls = reach("80", "40", "complaints")
    assert whole(falls) == 40
    made = part(falls, Decimal(10))
    assert (made.start, made.target, made.direction) == (20, 10, Direction.DOWN)
    assert contributed(made, Decimal(17)) == 3


def test_a_part_of_what_grows_begins_at_nothing_whatever_the_start() -> None:
    made = part(reach("100", "150", "MQL"), Decimal(20))
    assert (made.start, made.target) == (0, 20)


def test_a_count_of_each_month_is_split_with_its_floor() -> None:
    posts = Measure(
        *(Shape.PERIODIC, "posts", Direction.UP, Decimal(0), Decimal(50)),
        floor=Decimal(30),
        period=Period.MONTH,
    )
    made = part(posts, Decimal(20))
    assert (made.target, made.floor, made.period) == (20, 12, Period.MONTH)
