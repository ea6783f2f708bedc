"""Reads how a key result or a KPI is measured, in the words that a manager writes.

A key result takes one of five forms:
    from: 220000, to: 308000            (or at_least: / at_most: instead of to:)
    keep: {at_least: 95}                (or at_most:, or between: [90, 110])
    every: month, to: 50                (or at_least: 3, to: 5, or at_most: 0)
    done: false
    milestones: [{title: …, weight: 2}, …]
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.domain.errors import Invalid
from bot.domain.goals.milestones import Milestone, measure_of, validated
from bot.domain.goals.model import Direction, GoalState, Measure, Period, Shape
from bot.domain.kpis.model import Basis, Frequency, KpiMeasure, KpiSide
from bot.services.importing.fields import Fields

LONGEST_UNIT = 20
GOALS = ("to", "at_least", "at_most")
FORMS = {
    "keep": ("keep",),
    "every": ("every", *GOALS),
    "done": ("done",),
    "milestones": ("milestones",),
    "from": ("from", *GOALS),
}
UNITLESS = ("done", "milestones")
#: On which field an error of a KPI's limits is told.
_FIELD_OF = {
    "kpi.critical_inside": "critical",
    "kpi.change_without_limit": "basis",
    "kpi.make_up": "make_up",
}
#: Stands in for a measure that could not be read; its problems have been noted.
UNREADABLE = Measure(Shape.YES_NO, "", Direction.UP, Decimal(0), Decimal(1))
UNREADABLE_KPI = KpiMeasure("", KpiSide.FLOOR, None)


def key_result(fields: Fields, steps: Sequence[Milestone]) -> Measure:
    """The measure of a key result; `steps` are its milestones."""
    form = next((name for name in FORMS if fields.has(name)), "from")
    names = {name for known in FORMS.values() for name in known}
    for extra in sorted(names - set(FORMS[form])):
        if fields.has(extra):
            fields.problem(extra, "measure.mixed", form=form, extra=extra)
    needs_unit = form not in UNITLESS and fields.word("state") != GoalState.DRAFT
    unit = fields.text("unit", longest=LONGEST_UNIT, required=needs_unit) or ""
    sample = fields.whole("min_sample", smallest=1, largest=1_000_000)
    if form == "keep":
        measure = _keep(fields, unit, sample)
    elif form == "every":
        measure = _periodic(fields, unit, sample)
    elif form == "done":
        measure = UNREADABLE
    elif form == "milestones":
        return _steps(fields, steps)
    else:
        measure = _reach(fields, unit, sample)
    return _validated(fields, form, measure)


def kpi(fields: Fields, frequency: Frequency) -> KpiMeasure:
    """The limits of a KPI."""
    unit = fields.text("unit", longest=LONGEST_UNIT, required=True) or ""
    floor, ceiling = _limits(fields)
    if floor is None and ceiling is None:
        if fields.flag("watch_only") is None and not _says_a_limit(fields):
            fields.problem("at_least", "kpi.no_target")
    elif fields.flag("watch_only"):
        fields.problem("watch_only", "kpi.watched_with_target")
    measure = _kpi(fields, unit, frequency, floor, ceiling)
    try:
        return measure.validated()
    except Invalid as error:
        fields.invalid(_FIELD_OF.get(error.key, "between"), error)
        return UNREADABLE_KPI


def _kpi(
    fields: Fields,
    unit: str,
    frequency: Frequency,
    floor: Decimal | None,
    ceiling: Decimal | None,
) -> KpiMeasure:
    if floor is not None and ceiling is not None:
        low, high = (fields.has("critical") and fields.pair("critical")) or (None, None)
        made = KpiMeasure(unit, KpiSide.RANGE, None, floor, ceiling, low, high)
    else:
        side = KpiSide.CEILING if floor is None and ceiling is not None else KpiSide.FLOOR
        target = ceiling if floor is None else floor
        made = KpiMeasure(unit, side, target, critical=fields.number("critical"))
    basis = fields.choice("basis", Basis) or Basis.VALUE
    return replace(made, frequency=frequency, basis=basis, make_up=bool(fields.flag("make_up")))


def _reach(fields: Fields, unit: str, sample: int | None) -> Measure:
    draft = fields.word("state") == GoalState.DRAFT
    start = fields.number("from", required=not draft)
    goals = [name for name in GOALS if fields.has(name)]
    if len(goals) > 1:
        fields.problem(goals[1], "measure.mixed", form=goals[0], extra=goals[1])
    target = fields.number(goals[0]) if goals else None
    if not goals and not draft:
        fields.problem("to", "measure.no_target")
    if start is None or target is None:
        unfinished = Measure(Shape.REACH, unit, Direction.UP, start, target)
        return unfinished if draft else UNREADABLE
    up = goals[0] == "at_least" or (goals[0] == "to" and target > start)
    met = start >= target if up else start <= target
    if goals[0] != "to" and met:
        fields.problem(goals[0], "measure.already_met", limit=goals[0], start=start, target=target)
        return UNREADABLE
    direction = Direction.UP if up else Direction.DOWN
    return Measure(Shape.REACH, unit, direction, start, target, minimum_sample=sample)


def _steps(fields: Fields, steps: Sequence[Milestone]) -> Measure:
    try:
        return measure_of(validated(steps))
    except Invalid as error:
        fields.invalid("milestones", error)
        return UNREADABLE


def _keep(fields: Fields, unit: str, sample: int | None) -> Measure:
    limits = fields.entry("keep")
    if limits is None:
        return UNREADABLE
    floor, ceiling = _limits(limits)
    if floor is None and ceiling is None and _says_a_limit(limits):
        return UNREADABLE
    limits.done()
    direction = Direction.DOWN if floor is None else Direction.UP
    return Measure(Shape.KEEP, unit, direction, None, None, floor, ceiling, minimum_sample=sample)


def _periodic(fields: Fields, unit: str, sample: int | None) -> Measure:
    period = fields.choice("every", Period)
    least, most, to = (fields.number(name) for name in ("at_least", "at_most", "to"))
    if most is not None and (least is not None or to is not None):
        fields.problem("at_most", "measure.mixed", form="every", extra="at_most")
    if period is None or not any(fields.has(name) for name in GOALS):
        if period is not None:
            fields.problem("to", "measure.no_target")
        return UNREADABLE
    if most is not None:
        target, floor, direction = most, None, Direction.DOWN
    elif to is not None:
        target, floor, direction = to, least, Direction.UP
    elif least is not None:
        target, floor, direction = least, None, Direction.UP
    else:
        return UNREADABLE
    return Measure(
        Shape.PERIODIC,
        unit,
        direction,
        Decimal(0) if direction is Direction.UP else None,
        target,
        floor,
        period=period,
        minimum_sample=sample,
    )


def _limits(fields: Fields) -> tuple[Decimal | None, Decimal | None]:
    if fields.has("between"):
        for extra in ("at_least", "at_most"):
            if fields.has(extra):
                fields.problem(extra, "measure.mixed", form="between", extra=extra)
        return fields.pair("between") or (None, None)
    return fields.number("at_least"), fields.number("at_most")


def _says_a_limit(fields: Fields) -> bool:
    return any(fields.has(name) for name in ("at_least", "at_most", "between"))


def _validated(fields: Fields, form: str, measure: Measure) -> Measure:
    if measure.shape is Shape.REACH and None in (measure.start, measure.target):
        return measure  # a draft, which may lack what it needs to begin
    try:
        return measure.validated()
    except Invalid as error:
        fields.invalid("to" if form in ("from", "every") else form, error)
        return UNREADABLE
