"""A figure with all that belongs to it: sign, scale, unit, ratio, range, period."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from bot.domain.replies.numerals import Figure
from bot.domain.replies.units import Family, Unit


@dataclass(frozen=True, slots=True)
class Suffix:
    """One reading of what stands behind the digits: a factor and maybe a unit."""

    factor: Decimal = Decimal(1)
    unit: Unit | None = None


PLAIN = Suffix()


class Quantity(NamedTuple):
    """A figure on the tokens `start`..`end` (end excluded).

    `figures` are the readings of its separators, `suffixes` those of its scale and unit.
    No figures means: written like a number, but unreadable. `below`: words say that it lies below
    zero, so that its sign is no movement.
    """

    start: int
    end: int
    figures: tuple[Figure, ...]
    suffixes: tuple[Suffix, ...] = (PLAIN,)
    sign: int = 0
    scaled: bool = False
    about: bool = False
    open_end: bool = False
    words: int = 0
    spaced: bool = False
    ordinal: bool = False
    below: bool = False
    per: str = ""
    noun: str = ""
    over: "Quantity | None" = None
    upto: "Quantity | None" = None

    @property
    def percent(self) -> bool:
        return self._is(Family.PERCENT)

    @property
    def bare(self) -> bool:
        """No scale, no unit, no ratio."""
        return self.suffixes == (PLAIN,) and self.over is None and not self.scaled

    @property
    def marked(self) -> bool:
        """A sign, a period, an open end or another figure belongs to it, or it counts in order."""
        return bool(self.sign or self.upto or self.per or self.open_end or self.ordinal)

    @property
    def unit(self) -> Unit | None:
        """The unit, when there is only one reading of it."""
        return self.suffixes[0].unit if len(self.suffixes) == 1 else None

    @property
    def value(self) -> Decimal | None:
        """The plain number, when the writing leaves only one."""
        values = {
            figure.value * suffix.factor for figure in self.figures for suffix in self.suffixes
        }
        return values.pop() if len(values) == 1 else None

    def _is(self, family: Family) -> bool:
        return self.unit is not None and self.unit.family is family

    def is_points(self) -> bool:
        """Percentage points, or points of a score, in some reading."""
        return any(s.unit is not None and s.unit.family is Family.POINTS for s in self.suffixes)

    def is_time(self) -> bool:
        return bool(self.suffixes) and all(
            s.unit is not None and s.unit.family is Family.TIME for s in self.suffixes
        )

    def with_suffix_of(self, other: "Quantity") -> "Quantity":
        """In "125–130k" the scale stands only behind the second figure."""
        if self.suffixes != (PLAIN,) or self.scaled:
            return self
        return self._replace(suffixes=other.suffixes, scaled=other.scaled)
