"""A key result of a team split to people: who answers for how much of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from bot.domain.errors import Invalid
from bot.domain.folding import fold
from bot.domain.goals.growth import is_growth
from bot.domain.goals.model import Direction, Measure, Shape
from bot.domain.goals.typed_numbers import typed_number
from bot.domain.kpis.library import LIBRARY
from bot.domain.kpis.model import Aggregation

PERCENT: Final = "%"
HUNDRED: Final = Decimal(100)
#: Figures of which a part is none of the whole: half of 30 minutes is no half of a response time.
_RATES: Final = frozenset(
    {"%", "x", "points", "point", "diem", "stars", "star", "sao", "minutes", "minute", "min"}
    | {"mins", "phut", "seconds", "second", "giay", "hours", "hour", "gio", "days", "day", "ngay"}
)
#: So many decimals more than the key result has make a share of what is small.
_FINER: Final = 6


class Way(StrEnum):
    """How a key result is split: PARTS add up to it, SAME is one figure for everybody."""

    PARTS = "parts"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Share:
    """What somebody answers for, in the unit of the key result; `percent` where that was typed."""

    amount: Decimal
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """What shares come to. `left` is nobody's; below 0 it is more than there is."""

    whole: Decimal
    given: Decimal

    @property
    def left(self) -> Decimal:
        return self.whole - self.given


def ways(measure: Measure, title: str) -> tuple[Way, ...]:
    """The ways in which a key result can be split, the usual one first.

    Limits, percentages and what is done or not cannot be cut into parts. Of other figures the
    unit and the names of common metrics tell what is usual, "CPA" being a mean.
    Raises Invalid "split.milestones" for what moves by steps, and as `Measure.validated` does for
    what is not said whole yet.
    """
    if measure.shape is Shape.MILESTONES:
        raise Invalid("split.milestones", title=title)
    measure.validated()
    fixed = measure.shape in (Shape.KEEP, Shape.YES_NO)
    if fixed or measure.unit.strip() == PERCENT or is_growth(measure.unit):
        return (Way.SAME,)
    if _is_rate(measure.unit) or _is_mean(title):
        return (Way.SAME, Way.PARTS)
    return (Way.PARTS, Way.SAME)


def whole(measure: Measure) -> Decimal:
    """What PARTS add up to: the way from start to target, or the count of one period; above 0."""
    assert measure.target is not None
    if measure.shape is Shape.PERIODIC:
        return measure.target
    assert measure.start is not None
    return abs(measure.target - measure.start)


def has_parts(measure: Measure) -> bool:
    """Whether a measure says how much it is: a draft may not yet, and was perhaps changed."""
    if measure.target is None:
        return False
    is_way = measure.shape is Shape.REACH and measure.start is not None
    return is_way or measure.shape is Shape.PERIODIC


def places(measure: Measure) -> int:
    """How many decimals the figures of a measure have."""
    figures = [one for one in (measure.start, measure.target) if one is not None]
    return max(_places(one) for one in figures)


def equal(amount: Decimal, count: int, *, decimals: int) -> tuple[Decimal, ...]:
    """`count` shares that add up to `amount` exactly; what cannot be divided goes to the first.

    They have more decimals where somebody would get nothing else.
    """
    for finer in range(decimals, decimals + _FINER + 1):
        each = (amount / count).quantize(Decimal(1).scaleb(-finer), ROUND_DOWN)
        if each:
            break
    return (amount - each * (count - 1), *([each] * (count - 1)))


def typed_share(text: str, measure: Measure, *, locale: str) -> Share:
    """The share that somebody typed, in the unit of the key result or in percent of the whole.

    Raises what `typed_number` raises, and "split.nothing" for 0 and less.
    """
    plain = text.strip()
    if not plain:
        raise Invalid("typed.missing")
    percent = None
    if plain.endswith(PERCENT):
        percent = typed_number(plain[:-1], locale=locale, unit="", field="share")
        exact = whole(measure) * percent / HUNDRED
        amount = exact.quantize(Decimal(1).scaleb(-places(measure)), ROUND_HALF_UP) or exact
    else:
        amount = typed_number(plain, locale=locale, unit=measure.unit, field="share")
    if amount <= 0:
        raise Invalid("split.nothing")
    return Share(amount, percent)


def rounded(given: Sequence[Share], measure: Measure) -> tuple[Decimal, ...]:
    """The amounts; percentages that make the whole leave nothing over for being rounded."""
    amounts = [one.amount for one in given]
    percents = [one.percent for one in given if one.percent is not None]
    if given and len(percents) == len(given) and sum(percents) == HUNDRED:
        amounts[0] += whole(measure) - sum(amounts, Decimal(0))
    return tuple(amounts)


def part(measure: Measure, amount: Decimal) -> Measure:
    """How the key result of a person is measured whose share is `amount`.

    What grows begins at 0 and goes to the share. What falls begins at the share of the start:
    a quarter of the way from 80 to 40 is from 20 to 10. Raises as `Measure.validated` does.
    """
    share = amount / whole(measure)
    if measure.shape is Shape.PERIODIC:
        floor = None if measure.floor is None else _scaled(measure.floor, share, measure)
        return _with(measure, measure.start, amount, floor)
    assert measure.start is not None
    if measure.direction is Direction.UP:
        return _with(measure, Decimal(0), amount, None)
    start = _scaled(measure.start, share, measure)
    return _with(measure, start, start - amount, None)


def contributed(measure: Measure, value: Decimal) -> Decimal:
    """How much of the way a figure has gone, in the unit: negative where it went the other way."""
    if measure.shape is Shape.PERIODIC or measure.start is None:
        return value
    gone = value - measure.start
    return gone if measure.direction is Direction.UP else -gone


def _with(
    measure: Measure, start: Decimal | None, target: Decimal, floor: Decimal | None
) -> Measure:
    made = Measure(
        measure.shape, measure.unit, measure.direction, start, target, floor, None, measure.period
    )
    return made.validated()


def _scaled(figure: Decimal, share: Decimal, measure: Measure) -> Decimal:
    step = Decimal(1).scaleb(-max(places(measure), 2))
    return (figure * share).quantize(step, ROUND_HALF_UP).normalize() + 0


def _places(figure: Decimal) -> int:
    exponent = figure.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _is_rate(unit: str) -> bool:
    """ "/10", "minutes", "%", and what is counted for each of something: "₫/order"."""
    return "/" in unit or fold(unit).strip() in _RATES


def _is_mean(title: str) -> bool:
    """Whether the longest name of a common metric in a title is that of a mean, or of a share."""
    words, best = fold(title), (0, False)
    for known in LIBRARY.values():
        mean = known.aggregation is Aggregation.MEAN or known.units[0] == PERCENT
        for name in (name for names in known.names.values() for name in names):
            if re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", words):
                best = max(best, (len(name), mean))
    return best[1]
