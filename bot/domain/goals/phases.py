"""Phased targets: what should be reached by a day, where a straight line would be wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from bot.domain.errors import Invalid
from bot.domain.goals.model import Measure, Shape, Span, TargetPhase
from bot.domain.numbers import check_number

MOST_PHASES: Final = 12
#: Only these go from a start to a target along a line that phases can bend.
PHASED_SHAPES: Final = (Shape.REACH, Shape.MILESTONES)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a day lies: in stage `number` of `count`, which should bring `value` by `due_on`.

    The last stage ends with the key result itself. `share` (0..1) is what a straight line within
    the stage expects at the end of the day, as a share of the whole way.
    """

    number: int
    count: int
    due_on: date
    value: Decimal
    share: Decimal


def validated(
    phases: Sequence[TargetPhase], measure: Measure, span: Span
) -> tuple[TargetPhase, ...]:
    """The phases by their days.

    Raises Invalid "phases.shape" where the measure has no way to go (KEEP, PERIODIC, YES_NO),
    .too_many, and with the phase's `n` as it was given, from 1: .outside (a day before the start,
    or not before the due date), .same_day, .backwards (less than an earlier phase asks for) and
    .beyond (past the target, or behind the start); number.out_of_range.
    """
    if not phases:
        return ()
    if measure.shape not in PHASED_SHAPES or not _has_way(measure):
        raise Invalid("phases.shape")
    if len(phases) > MOST_PHASES:
        raise Invalid("phases.too_many", count=len(phases), most=MOST_PHASES)
    for n, phase in enumerate(phases, 1):
        check_number(phase.value, field="phase")
        if not span.start_on <= phase.due_on < span.due_on:
            days = {"start_on": span.start_on, "due_on": span.due_on}
            raise Invalid("phases.outside", n=n, on=phase.due_on, **days)
        if not 0 <= share_of(measure, phase.value) <= 1:
            ends = {"start": measure.start, "target": measure.target}
            raise Invalid("phases.beyond", n=n, value=phase.value, **ends)
    ordered = sorted(enumerate(phases, 1), key=lambda one: one[1].due_on)
    for (_, before), (n, after) in pairwise(ordered):
        if before.due_on == after.due_on:
            raise Invalid("phases.same_day", n=n, on=after.due_on)
        if share_of(measure, after.value) < share_of(measure, before.value):
            raise Invalid("phases.backwards", n=n, value=after.value, before=before.value)
    return tuple(phase for _, phase in ordered)


def share_of(measure: Measure, value: Decimal) -> Decimal:
    """Which share of the way from start to target `value` is; both must be given and differ."""
    assert measure.start is not None
    assert measure.target is not None
    return (value - measure.start) / (measure.target - measure.start)


def outside(phases: Sequence[TargetPhase], span: Span) -> tuple[TargetPhase, ...]:
    """Phases that do not count as the days have moved away from them."""
    return tuple(one for one in phases if not span.start_on <= one.due_on < span.due_on)


def stage_on(phases: Sequence[TargetPhase], measure: Measure, span: Span, on: date) -> Stage | None:
    """Where `on` lies among the phases; None without any, or without a way to go.

    The line runs from the start through each phase, at the end of its day, to the target.
    Phases that no longer lie within the span (it was moved) are left out.
    """
    lost = outside(phases, span)
    inside = [one for one in phases if one not in lost]
    if not inside or not _has_way(measure):
        return None
    assert measure.start is not None
    assert measure.target is not None
    corners = [*((one.due_on, one.value) for one in inside), (span.due_on, measure.target)]
    passed, since, done = span.days_passed(on), 0, measure.start
    for number, (due_on, value) in enumerate(corners, 1):
        until = span.days_passed(due_on)
        if passed <= until or number == len(corners):
            so_far = (value - done) * (passed - since) / (until - since)
            share = share_of(measure, done + so_far)
            return Stage(number, len(corners), due_on, value, share)
        since, done = until, value
    return None


def _has_way(measure: Measure) -> bool:
    return None not in (measure.start, measure.target) and measure.start != measure.target
