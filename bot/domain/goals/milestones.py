"""Steps with weights: the key result is as far as the weights of its done steps."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from bot.domain.errors import Invalid
from bot.domain.folding import fold
from bot.domain.goals.model import Direction, Measure, Milestone, Shape

__all__ = ["Milestone", "done_weight", "measure_of", "next_step", "validated"]

MOST_MILESTONES: Final = 20
LONGEST_TITLE: Final = 150
LARGEST_WEIGHT: Final = Decimal(100)
#: Weights are stored as whole thousandths.
WEIGHT_DECIMALS: Final = 3


def validated(milestones: Sequence[Milestone]) -> tuple[Milestone, ...]:
    """The steps with trimmed titles, in their order.

    Raises Invalid "milestones.none", .too_many, .no_title, .long_title, .same_title or .weight;
    all but the first two name the step by `n`, counted from 1. Titles that differ in case, accents
    or spacing alone are the same: a reply names a step by its title.
    """
    if not milestones:
        raise Invalid("milestones.none")
    if len(milestones) > MOST_MILESTONES:
        raise Invalid("milestones.too_many", count=len(milestones), most=MOST_MILESTONES)
    trimmed = tuple(replace(one, title=" ".join(one.title.split())) for one in milestones)
    seen: dict[str, int] = {}
    for n, one in enumerate(trimmed, 1):
        _check(n, one)
        first = seen.setdefault(fold(one.title), n)
        if first != n:
            raise Invalid("milestones.same_title", n=n, first=first, title=one.title)
    return trimmed


def measure_of(milestones: Sequence[Milestone]) -> Measure:
    """How a key result with these steps is measured: from 0 to the sum of their weights."""
    total = sum((one.weight for one in milestones), Decimal(0))
    return Measure(Shape.MILESTONES, "", Direction.UP, start=Decimal(0), target=total)


def done_weight(milestones: Sequence[Milestone]) -> Decimal:
    """What the key result stands at: the weights of the steps that are done."""
    return sum((one.weight for one in milestones if one.done_on is not None), Decimal(0))


def next_step(milestones: Sequence[Milestone]) -> Milestone | None:
    """The first step that is not done yet, None when all are."""
    return next((one for one in milestones if one.done_on is None), None)


def _check(n: int, milestone: Milestone) -> None:
    if not milestone.title:
        raise Invalid("milestones.no_title", n=n)
    if len(milestone.title) > LONGEST_TITLE:
        raise Invalid("milestones.long_title", n=n, most=LONGEST_TITLE)
    weight = milestone.weight
    fine = weight.is_finite() and 0 < weight <= LARGEST_WEIGHT
    if not fine or weight != round(weight, WEIGHT_DECIMALS):
        raise Invalid("milestones.weight", n=n, weight=weight, most=LARGEST_WEIGHT)
