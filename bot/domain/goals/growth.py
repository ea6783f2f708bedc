"""Growth against an earlier time, such as the same period last year, in percent points from 0."""

from decimal import Decimal
from typing import Final

from bot.domain.folding import fold
from bot.domain.goals.model import Direction, Measure, Shape

LAST_YEAR: Final = "% so với cùng kỳ"
PERIOD_BEFORE: Final = "% so với kỳ trước"
_SINCE_PERIOD_BEFORE: Final = ("so voi ky truoc", "on the period before", "vs previous period")
_SINCE_LAST_YEAR: Final = (
    *("so voi cung ky", "so cung ky", "so voi nam truoc", "so voi nam ngoai"),
    *("on last year", "vs last year", "yoy", "year on year", "year over year"),
)
_OTHER: Final = ("tang truong", "growth", "so voi", "against", "versus", "vs ")


def is_growth(unit: str) -> bool:
    """Whether a unit is percent against an earlier time: "% so với cùng kỳ", "% on last year"."""
    return unit.lstrip().startswith("%") and _says(unit, (*_SINCE_LAST_YEAR, *_OTHER))


def is_on_last_year(unit: str) -> bool:
    """Whether the earlier time is the same period last year."""
    return is_growth(unit) and _says(unit, _SINCE_LAST_YEAR)


def is_on_period_before(unit: str) -> bool:
    """Whether the earlier time is the period before."""
    return is_growth(unit) and _says(unit, _SINCE_PERIOD_BEFORE)


def of_percent(percent: Decimal, *, unit: str = LAST_YEAR) -> Measure:
    """Growth by `percent`, told in percent: from 0 to `percent`. Raises as `validated` does."""
    return _reach(unit, Decimal(0), percent)


def of_baseline(baseline: Decimal, percent: Decimal, *, unit: str) -> Measure:
    """The same told in figures of `unit`: from the baseline to what it becomes.

    Raises Invalid "key_result.flat_target" for a baseline or growth of 0.
    """
    return _reach(unit, baseline, baseline * (100 + percent) / 100)


def _reach(unit: str, start: Decimal, target: Decimal) -> Measure:
    way = Direction.UP if target >= start else Direction.DOWN
    return Measure(Shape.REACH, unit, way, start, target).validated()


def _says(unit: str, phrases: tuple[str, ...]) -> bool:
    words = f"{fold(unit.replace('%', ' '))} "
    return any(phrase in words for phrase in phrases)
