"""Why a KPI alerts, and which alert is the most urgent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from bot.domain.kpis.limits import CRITICAL_SHARE, breach
from bot.domain.kpis.model import AlertState, Breach, KpiMeasure, Severity


@dataclass(frozen=True, slots=True)
class Crossing:
    """The limit that a figure is held against, all in the unit of the figure.

    `above`: the good side is below the limit. `by` is how far the figure is on the bad side, 0 on
    the good one. Past `critical` it is critical; `own`: the KPI says so itself, else it is 10 %.
    """

    limit: Decimal
    critical: Decimal
    own: bool
    above: bool
    by: Decimal
    level: Breach


def crossing(measure: KpiMeasure, value: Decimal) -> Crossing | None:
    """How a figure stands to the limit that it crossed, or else is nearest to; None without one."""
    sides = [
        (measure.floor, measure.critical_floor, False),
        (measure.ceiling, measure.critical_ceiling, True),
    ]
    found = [
        _crossing(measure, value, limit, critical, above=above)
        for limit, critical, above in sides
        if limit is not None
    ]
    return max(found, key=lambda one: (one.by, -abs(value - one.limit)), default=None)


def _crossing(
    measure: KpiMeasure, value: Decimal, limit: Decimal, critical: Decimal | None, *, above: bool
) -> Crossing:
    step = CRITICAL_SHARE * abs(limit) * (1 if above else -1)
    over = value - limit if above else limit - value
    return Crossing(
        limit=limit,
        critical=limit + step if critical is None else critical,
        own=critical is not None,
        above=above,
        by=max(over, Decimal(0)),
        level=breach(measure, value),
    )


@dataclass(frozen=True, slots=True)
class Urgency:
    """What decides how urgent an open alert is; `handle_by` None while its clock stands still."""

    state: AlertState
    severity: Severity
    handle_by: datetime | None

    def order(self, at: datetime) -> tuple[bool, bool, bool, timedelta]:
        """The most urgent first: its clock runs, its time is over, it is critical, little is left.

        An alert that is planned for or recovering comes after all that nobody handled.
        """
        left = timedelta.max if self.handle_by is None else self.handle_by - at
        return (
            self.handle_by is None,
            left > timedelta(0),
            self.severity is not Severity.CRITICAL,
            left,
        )
