"""The fields of a key result's form: what they show, and what they mean."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlmodel import Session

from bot.domain.errors import DomainError, Invalid
from bot.domain.goals import written
from bot.domain.goals.model import Direction, Measure, Shape, Span
from bot.domain.goals.typed_numbers import typed_number
from bot.domain.goals.written import Form, Written
from bot.domain.people import Actor
from bot.services.writing import key_result_filling, kpi_filling, naming, objective_fields
from bot.services.writing.model import FieldErrors, Typed
from storage import goal_writing
from storage.tables import Cycle, KeyResult, Objective

LONGEST_UNIT: Final = 20
HEAVIEST: Final = Decimal(4)
#: Stands in for a measure that could not be read; the form is sent back.
_UNREADABLE: Final = Measure(Shape.YES_NO, "", Direction.UP, None, None)
MEASURED: Final = ("start", "target", "floor", "ceiling", "period", "unit", "sample", "milestones")


@dataclass(slots=True)
class Read:
    """A form that was read: columns, and what is kept beside the row; None: not in the form."""

    columns: dict[str, Any]
    measure: Measure
    helpers: list[int] | None = None
    initiatives: list[str] = field(default_factory=list)
    milestones: tuple[tuple[str, int], ...] | None = None
    phases: tuple[tuple[date, Decimal], ...] | None = None


class StartInside(Exception):
    """The start lies inside the limit: keep it there, or reach further? Nothing was written."""


def read(
    session: Session,
    by: Actor,
    typed: Typed,
    objective: Objective,
    cycle: Cycle,
    row: KeyResult | None,
    *,
    today: date,
) -> Read:
    """What the form says; raises FieldErrors and StartInside."""
    errors: dict[str, DomainError] = {}
    columns: dict[str, Any] = {}
    measured = _measure(typed, by, errors)
    _texts(typed, columns, errors)
    _weight(typed, by, columns, errors)
    begins = row.start_on if row else key_result_filling.first_day(objective, cycle, today)
    ends = row.due_on if row else objective.due_on or cycle.ends_on
    span = _days(typed, begins, ends, columns, errors)
    found = Read(columns, measured.measure or _UNREADABLE)
    _people(session, by, typed, row, objective, found, errors)
    _kpi(session, by, typed, found, errors)
    if not errors:
        _check_twice(session, objective, row, columns["title"], errors)
    if typed.shows("phases") and span is not None and not errors:
        found.phases = _read_phases(typed, by, span, errors)
    if errors:
        raise FieldErrors(errors)
    if measured.start_inside:
        raise StartInside
    columns |= measure_columns(found.measure)
    found.milestones = measured.milestones or None
    return found


def _measure(typed: Typed, by: Actor, errors: dict[str, DomainError]) -> Written:
    texts = {name: typed.text(name) for name in MEASURED}
    if len(texts["unit"]) > LONGEST_UNIT:
        errors["unit"] = Invalid("title.too_long", length=len(texts["unit"]), most=LONGEST_UNIT)
    keep = {"keep": True, "reach": False}.get(typed.text("keep"))
    found = written.written(Form(typed.text("form")), texts, locale=by.locale, keep=keep)
    errors.update(found.errors)
    return found


def measure_columns(measure: Measure) -> dict[str, Any]:
    """How a key result is measured, as its row has it."""
    return {
        "shape": measure.shape.value,
        "unit": measure.unit,
        "direction": measure.direction.value,
        "start": measure.start,
        "target": measure.target,
        "floor": measure.floor,
        "ceiling": measure.ceiling,
        "period": measure.period.value if measure.period else None,
        "minimum_sample": measure.minimum_sample,
    }


def _texts(typed: Typed, columns: dict[str, Any], errors: dict[str, DomainError]) -> None:
    for name, reader in (
        ("title", naming.title),
        ("measured_by", naming.sentence),
        ("aliases", naming.aliases),
    ):
        if typed.shows(name):
            try:
                columns[name] = reader(str(typed.values.get(name) or ""))
            except DomainError as error:
                errors[name] = error
    if typed.shows("in_reach"):
        columns["in_reach"] = {"yes": True, "no": False}.get(typed.text("in_reach"))


def _weight(
    typed: Typed, by: Actor, columns: dict[str, Any], errors: dict[str, DomainError]
) -> None:
    if not typed.text("weight"):
        return
    try:
        weight = typed_number(typed.text("weight"), locale=by.locale, unit="", field="weight")
        if not 0 <= weight <= HEAVIEST:
            raise Invalid("writing.weight", most=HEAVIEST)
        columns["weight"] = int(weight * 1000)
    except DomainError as error:
        errors["weight"] = error


def _days(
    typed: Typed,
    begins: date,
    ends: date,
    columns: dict[str, Any],
    errors: dict[str, DomainError],
) -> Span | None:
    """The days that the form shows, else those that hold already."""
    try:
        span = Span(typed.day("begin") or begins, typed.day("due") or ends)
    except DomainError as error:
        errors["due"] = error
        return None
    columns["start_on"], columns["due_on"] = span.start_on, span.due_on
    return span


def _people(
    session: Session,
    by: Actor,
    typed: Typed,
    row: KeyResult | None,
    objective: Objective,
    found: Read,
    errors: dict[str, DomainError],
) -> None:
    try:
        found.columns["owner_id"] = objective_fields.owner(session, by, typed, row or objective)
    except DomainError as error:
        errors["owner"] = error
    if typed.shows("helpers"):
        try:
            people = [objective_fields.person(session, by, one) for one in typed.many("helpers")]
            found.helpers = [one for one in people if one != found.columns.get("owner_id")]
        except DomainError as error:
            errors["helpers"] = error
    for line in str(typed.values.get("initiative") or "").splitlines():
        if line.strip():
            try:
                found.initiatives.append(naming.title(line))
            except DomainError as error:
                errors["initiative"] = error


def _kpi(
    session: Session, by: Actor, typed: Typed, found: Read, errors: dict[str, DomainError]
) -> None:
    if typed.shows("kpi"):
        try:
            shape = found.measure.shape.value if found.measure is not _UNREADABLE else ""
            found.columns["kpi_id"] = kpi_filling.chosen(session, by, typed, shape)
        except DomainError as error:
            errors["kpi"] = error


def _check_twice(
    session: Session,
    objective: Objective,
    row: KeyResult | None,
    title: str,
    errors: dict[str, DomainError],
) -> None:
    assert objective.id is not None
    siblings = goal_writing.key_results_of(session, objective.workspace_id, objective.id)
    for other in siblings:
        if (row is None or other.id != row.id) and naming.alike(other.title, title):
            errors["title"] = Invalid("title.twice", title=other.title)


def _read_phases(
    typed: Typed, by: Actor, span: Span, errors: dict[str, DomainError]
) -> tuple[tuple[date, Decimal], ...] | None:
    try:
        return written.phases(
            str(typed.values.get("phases") or ""),
            locale=by.locale,
            unit=typed.text("unit"),
            today=span.start_on,
            first=span.start_on,
            last=span.due_on,
        )
    except DomainError as error:
        errors["phases"] = error
        return None
