"""The limits that a KPI's form says."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from bot.domain.errors import DomainError, Invalid
from bot.domain.goals.progress import PERCENT
from bot.domain.goals.typed_numbers import typed_number
from bot.domain.kpis.model import Basis, Frequency, KpiMeasure, KpiSide
from bot.domain.people import Actor
from bot.services import facts
from bot.services.writing.model import Typed
from storage.tables import Kpi

LONGEST_UNIT: Final = 20
LIMITS: Final = ("at_least", "at_most", "critical", "critical_high")
YES: Final = "yes"
#: On which field an error of the whole measure is said.
_FIELD_OF: Final = {
    "kpi.limits_crossed": "at_most",
    "kpi.change_without_limit": "at_least",
    "kpi.make_up": "frequency",
    "kpi.watched_with_target": "at_least",
}


def read(
    typed: Typed, by: Actor, row: Kpi | None, errors: dict[str, DomainError]
) -> KpiMeasure | None:
    """The measure, or None with what is wrong in `errors`."""
    unit = " ".join(typed.text("unit").split())
    if not unit:
        errors["unit"] = Invalid("kpi.no_unit")
    elif len(unit) > LONGEST_UNIT:
        errors["unit"] = Invalid("title.too_long", length=len(unit), most=LONGEST_UNIT)
    before = facts.kpi_measure(row) if row else KpiMeasure(unit, KpiSide.FLOOR, None)
    basis = Basis(typed.text("basis") or before.basis)
    figures = {
        name: _number(typed, by, name, PERCENT if basis is not Basis.VALUE else unit, errors)
        for name in LIMITS
    }
    if errors.keys() & {"unit", *LIMITS}:
        return None
    made = _measure(
        unit,
        figures,
        side=before.side,
        frequency=Frequency(typed.text("frequency") or before.frequency),
        basis=basis,
        make_up=YES in typed.many("make_up") if typed.shows("make_up") else before.make_up,
    )
    try:
        _check_watched(typed, made)
        return made.validated()
    except DomainError as error:
        high = made.critical_ceiling is not None and error.params.get("limit") == made.ceiling
        field = "critical_high" if high else "critical"
        errors[_FIELD_OF.get(error.key, field)] = error
        return None


def columns(measure: KpiMeasure, typed: Typed) -> dict[str, Any]:
    """The measure as it is stored."""
    found: dict[str, Any] = {
        "unit": measure.unit,
        "side": measure.side.value,
        "target": measure.target,
        "low": measure.low,
        "high": measure.high,
        "critical": measure.critical,
        "critical_high": measure.critical_high,
        "frequency": measure.frequency.value,
        "basis": measure.basis.value,
        "make_up": measure.make_up,
    }
    if typed.shows("watch_only"):
        found["watch_only"] = YES in typed.many("watch_only")
    return found


def _measure(
    unit: str,
    figures: Mapping[str, Decimal | None],
    *,
    side: KpiSide,
    frequency: Frequency,
    basis: Basis,
    make_up: bool,
) -> KpiMeasure:
    """Both limits make a range; a critical limit without its limit is told by `validated`."""
    floor, ceiling = figures["at_least"], figures["at_most"]
    low, high = figures["critical"], figures["critical_high"]
    if floor is not None and ceiling is not None:
        return KpiMeasure(
            unit, KpiSide.RANGE, None, floor, ceiling, low, high, frequency, basis, make_up
        )
    if floor is None and ceiling is None:
        side = KpiSide.FLOOR if side is KpiSide.RANGE else side
    else:
        side = KpiSide.CEILING if floor is None else KpiSide.FLOOR
    target = ceiling if floor is None else floor
    # A critical limit on the other side sharpens nothing; as this one's it is refused where wrong.
    critical = (high, low) if side is KpiSide.CEILING else (low, high)
    return KpiMeasure(
        unit,
        side,
        target,
        critical=critical[0] if critical[0] is not None else critical[1],
        frequency=frequency,
        basis=basis,
        make_up=make_up,
    )


def _check_watched(typed: Typed, measure: KpiMeasure) -> None:
    has_limit = measure.floor is not None or measure.ceiling is not None
    if YES in typed.many("watch_only") and has_limit:
        raise Invalid("kpi.watched_with_target")


def _number(
    typed: Typed, by: Actor, name: str, unit: str, errors: dict[str, DomainError]
) -> Decimal | None:
    text = typed.text(name)
    if not text:
        return None
    try:
        return typed_number(text, locale=by.locale, unit=unit, field=name)
    except DomainError as error:
        errors[name] = error
        return None
