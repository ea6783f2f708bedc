"""How good one reading of a KPI is."""

from collections.abc import Sequence
from decimal import Decimal

from bot.domain.goals.model import Observation
from bot.domain.kpis.model import Breach, KpiHealth, KpiMeasure

#: Without a critical limit of its own a KPI is critical when it is this much worse than its limit.
CRITICAL_SHARE = Decimal("0.1")


def breaches(measure: KpiMeasure, observations: Sequence[Observation]) -> list[Breach]:
    """How far each of these readings is off, oldest first."""
    return [breach(measure, seen.value) for seen in observations]


def breach(measure: KpiMeasure, value: Decimal) -> Breach:
    """OK up to and including the limit, WARNING past it, CRITICAL past the critical limit.

    Without a critical limit of its own, critical is more than 10 % of the limit's amount past
    it: churn ≤ 3 % is critical above 3.3 %. In a range this is measured from the limit that was
    crossed: 90..110 is critical below 81 and above 121. A limit of 0 has no 10 %: every miss is
    critical ("0 accidents"). Without a limit nothing is ever breached.
    """
    found = (
        _below(measure.floor, measure.critical_floor, value),
        # A ceiling is the mirror of a floor.
        _below(_negated(measure.ceiling), _negated(measure.critical_ceiling), -value),
    )
    for level in (Breach.CRITICAL, Breach.WARNING):
        if level in found:
            return level
    return Breach.OK


def health(measure: KpiMeasure, value: Decimal | None) -> KpiHealth:
    """What the KPI shows; one without a target is NO_TARGET, whatever its value."""
    if measure.floor is None and measure.ceiling is None:
        return KpiHealth.NO_TARGET
    if value is None:
        return KpiHealth.NO_DATA
    return KpiHealth(breach(measure, value).value)


def _below(floor: Decimal | None, critical: Decimal | None, value: Decimal) -> Breach:
    if floor is None or value >= floor:
        return Breach.OK
    worst_warning = floor - CRITICAL_SHARE * abs(floor) if critical is None else critical
    return Breach.CRITICAL if value < worst_warning else Breach.WARNING


def _negated(limit: Decimal | None) -> Decimal | None:
    return None if limit is None else -limit
