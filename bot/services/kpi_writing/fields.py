"""What the fields of a KPI's form mean."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from sqlmodel import Session

from bot.domain.errors import DomainError, Invalid
from bot.domain.folding import fold
from bot.domain.goals.typed_numbers import typed_number
from bot.domain.kpis.due import LATEST_DUE_DAY, MOST_GRACE
from bot.domain.kpis.figures import check_above
from bot.domain.kpis.model import (
    Aggregation,
    Combination,
    Dimension,
    Frequency,
    KpiLevel,
    KpiMeasure,
    Timing,
)
from bot.domain.people import Actor
from bot.services import kpi_names
from bot.services.kpi_writing import measures
from bot.services.writing import naming, objective_fields, parents
from bot.services.writing.model import FieldErrors, Typed
from storage import goal_writing, kpis, organisation, readings
from storage.tables import Kpi

#: The option of a menu that stands for nothing.
NONE: Final = "none"
HEAVIEST: Final = Decimal(4)
VISIBILITIES: Final = ("public", "private")
_CHOSEN: Final[Mapping[str, type[StrEnum]]] = {
    "timing": Timing,
    "dimension": Dimension,
    "level": KpiLevel,
    "combines": Combination,
}
_ALWAYS: Final[Mapping[str, type[StrEnum]]] = {"aggregation": Aggregation}
Columns = dict[str, Any]


def read(session: Session, by: Actor, typed: Typed, row: Kpi | None) -> Columns:
    """The columns that the form says, with every one that the limits need.

    What the form does not show stays as it is. Raises FieldErrors.
    """
    errors: dict[str, DomainError] = {}
    found: Columns = {}

    def part(field: str, work: Callable[[], Mapping[str, Any]]) -> None:
        try:
            found.update(work())
        except DomainError as error:
            errors[field] = error

    part("title", lambda: {"title": naming.title(typed.text("title"))})
    part("owner", lambda: {"owner_id": objective_fields.owner(session, by, typed, row)})
    part("team", lambda: {"team_id": _team(session, by, typed, row)})
    protects = "protects_name" if typed.text("protects_name") else "protects"
    part(protects, lambda: _protects(session, by, typed))
    if typed.shows("measured_by"):
        part("measured_by", lambda: {"measured_by": naming.sentence(typed.text("measured_by"))})
    if typed.shows("aliases"):
        said = str(typed.values.get("aliases") or "")
        part("aliases", lambda: {"aliases": naming.aliases(said)})
    part("weight", lambda: _weight(typed, by))
    found |= _choices(typed)
    measure = measures.read(typed, by, row, errors)
    if measure is not None:
        found |= measures.columns(measure, typed)
        part("due_day", lambda: _due_day(typed, measure.frequency))
        part("grace_days", lambda: _grace(typed))
        part("frequency", lambda: _frequency(session, row, measure))
        part("parent", lambda: _parent(session, by, typed, row, measure))
    if not errors:
        part("title", lambda: _only_once(session, by, found["title"], row))
    if errors:
        raise FieldErrors(errors)
    return found


def _team(session: Session, by: Actor, typed: Typed, row: Kpi | None) -> int:
    text = typed.text("team")
    if not text and row is not None:
        return row.team_id
    team = organisation.team(session, by.workspace_id, int(text)) if text.isdecimal() else None
    if team is None or team.id is None:
        raise Invalid("writing.team_gone")
    return team.id


def _protects(session: Session, by: Actor, typed: Typed) -> Columns:
    name = typed.text("protects_name")
    chosen = typed.text("protects")
    if name:
        cycles = [one.id for one in goal_writing.open_cycles(session, by.workspace_id) if one.id]
        chosen = parents.named(session, by, cycles, name)
    elif not typed.shows("protects"):
        return {}
    if chosen in ("", NONE):
        return {"protects_objective_id": None}
    objective_id, _ = parents.resolved(session, by, chosen, but=None)
    return {"protects_objective_id": objective_id}


def _choices(typed: Typed) -> Columns:
    found: Columns = {}
    for name, kind in _CHOSEN.items():
        if typed.shows(name):
            chosen = typed.text(name)
            found[name] = None if chosen in ("", NONE) else kind(chosen).value
    for name, kind in _ALWAYS.items():
        if typed.text(name):
            found[name] = kind(typed.text(name)).value
    if typed.text("visibility") in VISIBILITIES:
        found["visibility"] = typed.text("visibility")
    return found


def _weight(typed: Typed, by: Actor) -> Columns:
    if not typed.text("weight"):
        return {}
    weight = typed_number(typed.text("weight"), locale=by.locale, unit="", field="weight")
    if not 0 <= weight <= HEAVIEST:
        raise Invalid("writing.weight", most=HEAVIEST)
    return {"weight": int(weight * 1000)}


def _due_day(typed: Typed, frequency: Frequency) -> Columns:
    if not typed.shows("due_day"):
        return {}
    return {"due_day": _whole(typed.text("due_day"), 1, LATEST_DUE_DAY[frequency], "kpi.due_day")}


def _grace(typed: Typed) -> Columns:
    days = _whole(typed.text("grace_days"), 0, MOST_GRACE, "kpi.grace_days")
    return {} if days is None else {"grace_days": days}


def _whole(text: str, least: int, most: int, error: str) -> int | None:
    if not text:
        return None
    found = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1
    if not least <= found <= most:
        raise Invalid(error, least=least, most=most)
    return found


def _frequency(session: Session, row: Kpi | None, measure: KpiMeasure) -> Columns:
    """Readings belong to periods, so those of another length would lose theirs."""
    if row is None or row.id is None:
        return {}
    changed = measure.frequency.value != row.frequency
    if changed and readings.has_any(session, row.workspace_id, row.id):
        raise Invalid("kpi.frequency_fixed", title=row.title)
    for one in kpis.parts(session, row.workspace_id, row.id):
        _check_alike(one, measure)
    return {}


def _parent(
    session: Session, by: Actor, typed: Typed, row: Kpi | None, measure: KpiMeasure
) -> Columns:
    if not typed.shows("parent"):
        above = row.parent_kpi_id if row else None
        if above is not None:
            _check_alike(session.get_one(Kpi, above), measure)
        return {}
    chosen = typed.text("parent")
    if chosen in ("", NONE):
        return {"parent_kpi_id": None}
    parent = kpi_names.visible(session, by).get(int(chosen)) if chosen.isdecimal() else None
    if parent is None or parent.id is None:
        raise Invalid("kpi.parent_gone")
    check_above(row.id if row else None, parent.id, kpis.parents(session, by.workspace_id))
    _check_alike(parent, measure)
    return {"parent_kpi_id": parent.id}


def _check_alike(other: Kpi, measure: KpiMeasure) -> None:
    """What is put together is read as often and in the same unit."""
    if other.frequency != measure.frequency.value or fold(other.unit) != fold(measure.unit):
        raise Invalid("kpi.parts_differ", title=other.title)


def _only_once(session: Session, by: Actor, title: str, row: Kpi | None) -> Columns:
    for other in kpis.of_state(session, by.workspace_id, "active"):
        if (row is None or other.id != row.id) and naming.alike(other.title, title):
            raise Invalid("title.twice", title=other.title)
    return {}
