"""Weighted items make a part, parts with shares make the total. All of it exact, in fractions."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

_NONE: Final = Fraction(0)
#: The shares of the parts of a card come to this.
WHOLE: Final = 100
HEAVIEST: Final = Decimal(4)


@dataclass(frozen=True, slots=True)
class Item:
    """A key result or KPI. `attainment` is a share, 1 for all of it, None without a figure.

    Weights are 0..4; 0 leaves the item out.
    """

    weight: Fraction
    attainment: Fraction | None

    @property
    def counts(self) -> bool:
        """Whether it has a figure and is not left out."""
        return self.attainment is not None and self.weight > 0


@dataclass(frozen=True, slots=True)
class Part:
    """All key results of a person, or all their KPIs; `share` is in percent of the whole card."""

    share: int
    items: Sequence[Item]

    @property
    def attainment(self) -> Fraction | None:
        """The weighted mean of the items that count; None where none does."""
        counted = [item for item in self.items if item.counts]
        if not counted:
            return None
        reached = sum((item.weight * (item.attainment or _NONE) for item in counted), _NONE)
        return reached / sum((item.weight for item in counted), _NONE)

    @property
    def points(self) -> Fraction | None:
        """Its share of the total, as far as it was attained."""
        attainment = self.attainment
        return None if attainment is None else self.share * attainment

    def share_of(self, item: Item) -> Fraction:
        """How many percent of the whole card hang on an item; 0 for one that does not count.

        What has no figure leaves its share to the others of its part.
        """
        if not item.counts:
            return _NONE
        weights = sum((one.weight for one in self.items if one.counts), _NONE)
        return self.share * item.weight / weights


def total(parts: Sequence[Part]) -> Fraction | None:
    """Points, 100 for all of everything.

    None where a part that has a share has no figure at all: the other part does not stand in for
    it.
    """
    points = [part.points for part in parts if part.share > 0]
    known = [one for one in points if one is not None]
    return sum(known, _NONE) if points and len(known) == len(points) else None
