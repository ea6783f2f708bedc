"""The figures that a KPI had in a cycle, one for each of its periods."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from sqlmodel import Session

from bot.domain.kpis.model import Aggregation
from bot.domain.periods import period_around
from storage import scorecards
from storage.tables import Cycle, Kpi

#: The longest period is a quarter: none that ends in a cycle begins earlier than that before it.
LONGEST_PERIOD: Final = timedelta(days=92)


def in_cycle(
    session: Session, cycle: Cycle, kpis: Sequence[Kpi], *, on: date
) -> Mapping[int, Sequence[Decimal]]:
    """The figures of each KPI as known on `on`, oldest first, by its id; who has none is absent.

    A period belongs to the cycle in which it ends, so that each counts in one cycle alone. What
    adds up over a period counts when the period is over.
    """
    known = scorecards.readings(
        session,
        cycle.workspace_id,
        [kpi.id for kpi in kpis if kpi.id is not None],
        first=cycle.starts_on - LONGEST_PERIOD,
        last=min(cycle.ends_on, on),
    )
    found = {}
    for kpi in kpis:
        figures = [
            entered[-1].value
            for first, entered in known.get(kpi.id or 0, {}).items()
            if _counts(kpi, cycle, period_around(kpi.frequency, first)[1], on)
        ]
        if figures and kpi.id is not None:
            found[kpi.id] = figures
    return found


def _counts(kpi: Kpi, cycle: Cycle, last: date, on: date) -> bool:
    is_over = last < on or kpi.aggregation != Aggregation.SUM
    return cycle.starts_on <= last <= cycle.ends_on and is_over
