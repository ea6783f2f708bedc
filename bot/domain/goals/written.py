"""How a key result is measured, from the fields of a form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bot.domain.errors import DomainError, Invalid
from bot.domain.goals.milestones import MOST_MILESTONES, Milestone, measure_of, validated
from bot.domain.goals.model import Direction, Measure, Period, Shape
from bot.domain.goals.typed_numbers import typed_number
from bot.domain.replies.dates import day_named

#: One step alone is yes or no, which has a form of its own.
FEWEST_TYPED: Final = 2
_WEIGHT: Final = re.compile(r"^(.*\S)\s*[(\[]\s*(?:x|×)?\s*([\d.,]+)\s*[)\]]$")
_PHASE: Final = re.compile(r"^(.+?)\s*[:=]\s*(.+)$")


class Form(StrEnum):
    """The ways to measure that people choose from, in the order in which they are offered."""

    FROM_TO = "from_to"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    WITHIN = "within"
    EVERY = "every"
    EVERY_MOST = "every_most"
    YES_NO = "yes_no"
    MILESTONES = "milestones"


#: The fields of each form, in order; what is not in OPTIONAL must be filled in.
FIELDS: Final[Mapping[Form, tuple[str, ...]]] = {
    Form.FROM_TO: ("unit", "start", "target"),
    Form.AT_LEAST: ("unit", "target", "start"),
    Form.AT_MOST: ("unit", "target", "start"),
    Form.WITHIN: ("unit", "floor", "ceiling"),
    Form.EVERY: ("unit", "period", "target", "floor"),
    Form.EVERY_MOST: ("unit", "period", "target"),
    Form.YES_NO: (),
    Form.MILESTONES: ("milestones",),
}
_LIMITS: Final = (Form.AT_LEAST, Form.AT_MOST)


@dataclass(frozen=True, slots=True)
class Written:
    """A form that was read. `errors` are by field; without any there is a `measure`.

    `start_inside`: the start lies inside the limit already, and nobody has said yet whether to
    keep it there. `milestones` are titles with weights in thousandths.
    """

    measure: Measure | None
    errors: Mapping[str, DomainError]
    start_inside: bool = False
    milestones: tuple[tuple[str, int], ...] = ()


def is_optional(form: Form, field: str) -> bool:
    """Whether a field of a form may stay empty."""
    return (field == "start" and form in _LIMITS) or (field == "floor" and form is Form.EVERY)


def written(form: Form, texts: Mapping[str, str], *, locale: str, keep: bool | None) -> Written:
    """The measure that the fields of a form say, numbers in the writer's language.

    `keep` answers whether what starts inside its limit is to be kept there; None: nobody asked.
    """
    if form is Form.MILESTONES:
        return _milestones(texts.get("milestones", ""), locale)
    if form is Form.YES_NO:
        return Written(Measure(Shape.YES_NO, "", Direction.UP, Decimal(0), Decimal(1)), {})
    errors: dict[str, DomainError] = {}
    numbers: dict[str, Decimal] = {}
    for field in (*FIELDS[form], "sample"):
        text = texts.get(field, "").strip()
        if not text and field != "sample" and not is_optional(form, field):
            errors[field] = Invalid("typed.missing")
        elif text and field not in ("unit", "period"):
            try:
                unit = "" if field == "sample" else texts.get("unit", "")
                numbers[field] = typed_number(text, locale=locale, unit=unit, field=field)
            except DomainError as error:
                errors[field] = error
    sample = numbers.get("sample")
    if sample is not None and (sample < 1 or sample != int(sample)):
        errors["sample"] = Invalid("key_result.minimum_sample", minimum_sample=sample)
    if errors:
        return Written(None, errors)
    return _checked(form, _measure(form, texts, numbers, keep), numbers, keep)


def form_of(measure: Measure) -> Form:
    """The form that a measure was, or could have been, written in."""
    if measure.shape is Shape.KEEP:
        if measure.floor is not None and measure.ceiling is not None:
            return Form.WITHIN
        return Form.AT_MOST if measure.floor is None else Form.AT_LEAST
    if measure.shape is Shape.PERIODIC:
        return Form.EVERY if measure.direction is Direction.UP else Form.EVERY_MOST
    return {
        Shape.YES_NO: Form.YES_NO,
        Shape.MILESTONES: Form.MILESTONES,
    }.get(measure.shape, Form.FROM_TO)


def phases(
    text: str, *, locale: str, unit: str, today: date, first: date, last: date
) -> tuple[tuple[date, Decimal], ...]:
    """Phased targets, a line each: "31/10: 245.000", in time.

    Raises Invalid "typed.phase_unreadable" with the line, "phases.outside" and "phases.same_day"
    as `bot.domain.goals.phases.validated` does, and what numbers raise.
    """
    found: dict[date, Decimal] = {}
    for n, line in enumerate(filter(str.strip, text.splitlines()), 1):
        match = _PHASE.match(line.strip())
        named = day_named(match[1], today) if match else None
        if match is None or named is None:
            raise Invalid("typed.phase_unreadable", said=line.strip())
        on = _within(named, first, last)
        if not first <= on < last:
            raise Invalid("phases.outside", n=n, on=on, start_on=first, due_on=last)
        if on in found:
            raise Invalid("phases.same_day", n=n, on=on)
        found[on] = typed_number(match[2], locale=locale, unit=unit, field="target")
    return tuple(sorted(found.items()))


def _within(on: date, first: date, last: date) -> date:
    """A day without a year is meant to lie inside the goal's own days."""
    for year in range(first.year, last.year + 1):
        try:
            moved = on.replace(year=year)
        except ValueError:
            continue
        if first <= moved <= last:
            return moved
    return on


def _measure(
    form: Form, texts: Mapping[str, str], numbers: Mapping[str, Decimal], keep: bool | None
) -> Measure:
    unit = " ".join(texts["unit"].split())
    start, target, floor = (numbers.get(name) for name in ("start", "target", "floor"))
    sample = int(numbers["sample"]) if "sample" in numbers else None
    if form in (Form.EVERY, Form.EVERY_MOST):
        up = form is Form.EVERY
        first = Decimal(0) if up else None
        way = Direction.UP if up else Direction.DOWN
        period = Period(texts["period"])
        return Measure(Shape.PERIODIC, unit, way, first, target, floor, None, period, sample)
    up = form is Form.AT_LEAST or (
        form is Form.FROM_TO and start is not None and target is not None and target > start
    )
    way = Direction.UP if up else Direction.DOWN
    if form is Form.WITHIN:
        ceiling = numbers["ceiling"]
        return Measure(
            Shape.KEEP, unit, Direction.UP, None, None, floor, ceiling, minimum_sample=sample
        )
    if form in _LIMITS and (start is None or keep):
        low, high = (target, None) if up else (None, target)
        return Measure(Shape.KEEP, unit, way, None, None, low, high, minimum_sample=sample)
    return Measure(Shape.REACH, unit, way, start, target, minimum_sample=sample)


def _checked(
    form: Form, measure: Measure, numbers: Mapping[str, Decimal], keep: bool | None
) -> Written:
    start, target = numbers.get("start"), numbers.get("target")
    if form in _LIMITS and measure.shape is Shape.REACH and start is not None:
        assert target is not None
        inside = start >= target if form is Form.AT_LEAST else start <= target
        if inside and keep is None:
            return Written(None, {}, start_inside=True)
        if inside:
            return Written(None, {"target": Invalid("typed.already_there", start=start)})
    try:
        return Written(measure.validated(), {})
    except Invalid as error:
        field = "ceiling" if form is Form.WITHIN else "target"
        return Written(None, {field: error})


def _milestones(text: str, locale: str) -> Written:
    """One step a line, its weight in brackets where it counts more: "Beta released (2)"."""
    steps: list[Milestone] = []
    for line in (line.strip(" \t-•*–") for line in text.splitlines()):
        if not line:
            continue
        weighed = _WEIGHT.match(line)
        title, weight = line, Decimal(1)
        if weighed:
            try:
                weight = typed_number(weighed[2], locale=locale, unit="", field="weight")
            except DomainError as error:
                return Written(None, {"milestones": error})
            title = weighed[1]
        steps.append(Milestone(title, weight))
    if len(steps) < FEWEST_TYPED:
        wrong = Invalid("steps.how_many", count=len(steps), most=MOST_MILESTONES)
        return Written(None, {"milestones": wrong})
    try:
        found = validated(steps)
    except Invalid as error:
        return Written(None, {"milestones": error})
    named = tuple((one.title, int(one.weight * 1000)) for one in found)
    return Written(measure_of(found), {}, milestones=named)
