"""What the readings of a period come to, and what a KPI follows from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from bot.domain.calendars import Calendar
from bot.domain.errors import Invalid
from bot.domain.goals.progress import PERCENT
from bot.domain.kpis.model import Aggregation, Combination
from bot.domain.numbers import DECIMALS, check_number

_ZERO: Final = Decimal(0)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a KPI stands at; a ratio knows what it is the ratio of."""

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def is_ratio(self) -> bool:
        """Whether it can be put together with others."""
        return self.numerator is not None and self.denominator is not None


@dataclass(frozen=True, slots=True)
class Taken:
    """A reading of one day; `on` is None where only its period is known."""

    on: date | None
    figure: Figure


@dataclass(frozen=True, slots=True)
class Part:
    """A KPI below another one: its figure of the period, None without one, and its weight."""

    figure: Figure | None
    weight: Decimal = Decimal(1)


def ratio(numerator: Decimal, denominator: Decimal, *, unit: str) -> Figure:
    """14 of 200 is 7 %; in any other unit 14 by 200 is 0.07. Rounded to six decimals.

    Raises Invalid "reading.of_nothing" where the denominator is not above 0, and
    "number.out_of_range".
    """
    for number in (numerator, denominator):
        check_number(number, field="value")
    if denominator <= 0:
        raise Invalid("reading.of_nothing")
    value = numerator / denominator * (100 if unit == PERCENT else 1)
    return Figure(_rounded(value), numerator, denominator)


def of_period(aggregation: Aggregation, readings: Sequence[Taken], *, unit: str) -> Figure | None:
    """The figure of a period from its readings, given in the order in which they were entered.

    A second reading of a day corrects the first. LAST is that of the latest day, SUM and MEAN are
    over the days; ratios are put together as the sum of parts over the sum of wholes.
    """
    by_day: dict[date | None, Figure] = {taken.on: taken.figure for taken in readings}
    if not by_day:
        return None
    if aggregation is Aggregation.LAST:
        return by_day[max(by_day, key=lambda on: on or date.min)]
    figures = list(by_day.values())
    if all(figure.is_ratio for figure in figures):
        return _whole_ratio(figures, unit)
    total = sum((figure.value for figure in figures), _ZERO)
    if aggregation is Aggregation.MEAN:
        total /= len(figures)
    return Figure(_rounded(total))


def is_whole(last_read: date | None, last: date, calendar: Calendar) -> bool:
    """Whether a period that ends on `last` has no working day left after `last_read`.

    What is only known by its period is whole.
    """
    return last_read is None or calendar.next_worked(last_read + _DAY, before=last + _DAY) is None


def combined(combination: Combination, parts: Sequence[Part], *, unit: str) -> Figure | None:
    """What a KPI is by those below it; None while one of them has no figure.

    WEIGHTED is their weighted mean, in which a weight of 0 leaves a part out. A RATIO needs the
    numerator and the denominator of every part, as a mean of percents says nothing.
    """
    weighs = combination is Combination.WEIGHTED
    counted = [part for part in parts if part.weight or not weighs]
    figures = [part.figure for part in counted if part.figure is not None]
    if not counted or len(figures) < len(counted):
        return None
    if combination is Combination.RATIO:
        return _whole_ratio(figures, unit) if all(one.is_ratio for one in figures) else None
    if combination is Combination.SUM:
        return Figure(_rounded(sum((one.value for one in figures), _ZERO)))
    weighted = zip(counted, figures, strict=True)
    total = sum((part.weight * one.value for part, one in weighted), _ZERO)
    return Figure(_rounded(total / sum(part.weight for part in counted)))


def check_above(kpi_id: int | None, above: int, parents: Mapping[int, int | None]) -> None:
    """Let a KPI be below `above`; `parents` says what every KPI is below of.

    Raises Invalid "kpi.parent_circle" where it would be below itself.
    """
    seen: set[int] = set()
    at: int | None = above
    while at is not None and at not in seen:
        if at == kpi_id:
            raise Invalid("kpi.parent_circle")
        seen.add(at)
        at = parents.get(at)


def _whole_ratio(figures: Sequence[Figure], unit: str) -> Figure | None:
    numerator = sum((one.numerator or _ZERO for one in figures), _ZERO)
    denominator = sum((one.denominator or _ZERO for one in figures), _ZERO)
    return ratio(numerator, denominator, unit=unit) if denominator > 0 else None


def _rounded(value: Decimal) -> Decimal:
    return round(value, DECIMALS).normalize() + 0
