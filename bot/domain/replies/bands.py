"""Which values are believable for a subject."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.domain.replies.measures import Measure, measure_of
from bot.domain.replies.model import Kind, Subject
from bot.domain.replies.units import Family

_FAR = Decimal(10)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Band:
    """`low`..`high` spans start, current, target and history; `current` may be unknown."""

    low: Decimal
    high: Decimal
    current: Decimal | None
    measure: Measure

    def usual(self, value: Decimal) -> bool:
        """Within half of the lowest and twice the highest figure: never doubted for its size."""
        return self._within(value, Decimal(2)) and self.possible(value)

    def believable(self, value: Decimal) -> bool:
        """Within a fifth and five times, and not ten times away from the current value."""
        if self.usual(value):
            return True
        return self._within(value, Decimal(5)) and self.possible(value) and not self.far(value)

    def possible(self, value: Decimal) -> bool:
        """Not against the kind: a share above 100 %, 84 out of 10, minus five orders."""
        if self.measure.family is Family.PERCENT and value > _HUNDRED >= self.high:
            return False
        if self.measure.kind is Kind.MILESTONE and not 0 <= value <= 1:
            return False
        if self.measure.scale_top and value > self.measure.scale_top:
            return False
        return not (value < 0 <= self.low and self.measure.family is not Family.MONEY)

    def far(self, value: Decimal) -> bool:
        """Ten times away from the current value."""
        if not self.current or self.current < 0:
            return False
        return value >= self.current * _FAR or value <= self.current / _FAR

    def near(self, value: Decimal) -> bool:
        """Worth offering as an answer although it is not believable.

        Beside nothing but zeros, "at most 0 complaints", no figure is large.
        """
        return self.low == self.high == 0 or self._within(value, _HUNDRED)

    def fraction(self, value: Decimal) -> bool:
        """0.27 where 27 is usual: a share may have been written as a fraction."""
        if self.measure.family not in (Family.PERCENT, Family.POINTS) or not 0 < value < 1:
            return False
        return self.high >= 5 and not (self.low > 0 and value >= self.low / 2)

    def _within(self, value: Decimal, times: Decimal) -> bool:
        low = self.low / times if self.low >= 0 else self.low * times
        high = self.high * times if self.high >= 0 else self.high / times
        return low <= value <= high


@lru_cache(maxsize=1024)
def band_of(subject: Subject) -> Band:
    """The band of a subject; its history widens it."""
    figures = [subject.start, subject.target, *subject.history]
    if subject.current is not None:
        figures.append(subject.current)
    return Band(min(figures), max(figures), subject.current, measure_of(subject))
