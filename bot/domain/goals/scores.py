"""What a key result and an objective are worth at the end: 0.0 to 1.0, kept in thousandths."""

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bot.domain.errors import Invalid
from bot.domain.goals.model import Ambition, Measure, Shape
from bot.domain.goals.progress import clamped, progress, sample_suffices

WHOLE: Final = 1000
_HUNDREDTH: Final = Decimal("0.01")
_THOUSANDTH: Final = Decimal("0.001")
_SCORE: Final = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)\s*(%?)")


class Colour(StrEnum):
    """How a score reads at a glance."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


#: From which score an ambition is green, and from which it is yellow.
LIMITS: Final[Mapping[Ambition, tuple[Decimal, Decimal]]] = MappingProxyType(
    {
        Ambition.ASPIRATIONAL: (Decimal("0.7"), Decimal("0.4")),
        Ambition.COMMITTED: (Decimal(1), Decimal("0.7")),
    }
)


def proposed(measure: Measure, share: Decimal | None, *, sample: int | None = None) -> Decimal:
    """The score that the figures speak for: progress within 0..1, cut to hundredths.

    0 without data. A figure from too few answers may not count as reached: it stays below the
    success of its kind (0.69), whatever it says.
    """
    score = clamped(share or Decimal(0)).quantize(_HUNDREDTH, ROUND_DOWN)
    if not sample_suffices(measure, sample):
        return min(score, Decimal("0.69"))
    return score


def as_locked(
    measure: Measure,
    value: Decimal | None,
    *,
    locked_start: Decimal | None,
    locked_target: Decimal | None,
) -> Decimal | None:
    """The score against the start and target that were locked when the cycle began.

    None where they were not corrected since, or where there is nothing to go from and to: then
    one score says all.
    """
    if measure.shape is not Shape.REACH or locked_start is None or locked_target is None:
        return None
    if (locked_start, locked_target) == (measure.start, measure.target):
        return None
    if locked_start == locked_target:
        return None
    before = Measure(
        measure.shape, measure.unit, measure.direction, start=locked_start, target=locked_target
    )
    return proposed(before, progress(before, value))


def of_objective(scores: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """The mean of (weight, score), cut to thousandths; None where nothing weighs anything."""
    total = weights = Decimal(0)
    for weight, score in scores:
        total += weight * score
        weights += weight
    return (total / weights).quantize(_THOUSANDTH, ROUND_DOWN) if weights else None


def colour(score: Decimal, ambition: Ambition) -> Colour:
    """Aspirational: green from 0.7, yellow from 0.4. Committed: green at 1.0, yellow from 0.7."""
    green, yellow = LIMITS[ambition]
    if score >= green:
        return Colour.GREEN
    return Colour.YELLOW if score >= yellow else Colour.RED


def succeeded(score: Decimal, ambition: Ambition) -> bool:
    """Whether a score is a success of its kind: nothing is left to decide about it."""
    return colour(score, ambition) is Colour.GREEN


def read(text: str) -> Decimal:
    """The score that a person typed: "0.7", "0,7", "70%", "1".

    Raises Invalid "score.unclear" for anything else, "score.range" for what is above 1.
    """
    found = _SCORE.fullmatch(text.strip())
    if found is None:
        raise Invalid("score.unclear", said=text.strip())
    score = Decimal(found[1].replace(",", "."))
    if found[2]:
        score /= 100
    if score > 1:
        raise Invalid("score.range", said=text.strip())
    return score.quantize(_THOUSANDTH, ROUND_DOWN)


def thousandths(score: Decimal) -> int:
    """How a score is stored."""
    return int(score * WHOLE)


def from_thousandths(stored: int) -> Decimal:
    """The score that `thousandths` stored."""
    return Decimal(stored) / WHOLE
