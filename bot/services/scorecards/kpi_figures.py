"""The figures that a KPI had in a cycle, one for each of its periods."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from sqlmodel import Session

from bot.domain.goals.model import Observation
from bot.domain.kpis.figures import is_whole
from bot.domain.kpis.limits import judged_figures
from bot.domain.kpis.model import Aggregation, Basis, Frequency
from bot.domain.periods import period_around
from bot.services import facts, kpi_figures
from bot.services.kpi_calendars import KpiCalendars
from storage import scorecards
from storage.tables import Cycle, Kpi, Reading

#: The longest period is a quarter: none that ends in a cycle begins earlier than that before it,
#: and what it is compared with a year before that.
LONGEST_PERIOD: Final = timedelta(days=92)
A_YEAR: Final = timedelta(days=366)
#: Of more KPIs than this all are read: a database takes so many names at once, and no more.
MOST_NAMED: Final = 1_000


def in_cycle(
    session: Session, cycle: Cycle, kpis: Sequence[Kpi], *, on: date
) -> Mapping[int, Sequence[Decimal]]:
    """What the limits of each KPI are held against, as known on `on`, oldest first, by its id.

    A period belongs to the cycle in which it ends, so that each counts in one cycle alone. What
    adds up over a period counts when the period is whole; what may be made up for within a month,
    once a month. A KPI without any figure is absent.
    """
    compared = any(kpi.basis != Basis.VALUE for kpi in kpis)
    before = LONGEST_PERIOD + A_YEAR if compared else LONGEST_PERIOD
    known = scorecards.readings(
        session,
        cycle.workspace_id,
        [kpi.id for kpi in kpis if kpi.id is not None] if len(kpis) <= MOST_NAMED else None,
        first=cycle.starts_on - before,
        last=min(cycle.ends_on, on),
    )
    calendars = KpiCalendars(session, cycle.workspace_id, kpis)
    found = {
        row_id: _figures(cycle, kpi, known[row_id], calendars, on=on)
        for kpi in kpis
        if (row_id := kpi.id or 0) in known
    }
    return {row_id: figures for row_id, figures in found.items() if figures}


def _figures(
    cycle: Cycle,
    kpi: Kpi,
    entered: Mapping[date, Sequence[Reading]],
    calendars: KpiCalendars,
    *,
    on: date,
) -> Sequence[Decimal]:
    observed = [
        Observation(first, known.value)
        for first, rows in entered.items()
        if (known := kpi_figures.of_readings(kpi, rows)) is not None
    ]
    counted: dict[date, Decimal] = {}
    for seen, figure in judged_figures(facts.kpi_measure(kpi), observed):
        _, last = period_around(kpi.frequency, seen.on)
        if not cycle.starts_on <= last <= cycle.ends_on or figure is None:
            continue
        if last < on or not _still_adds_up(kpi, last, entered[seen.on], calendars):
            whole = period_around(Frequency.MONTH, seen.on)[0] if kpi.make_up else seen.on
            counted[whole] = figure
    return list(counted.values())


def _still_adds_up(
    kpi: Kpi, last: date, entered: Sequence[Reading], calendars: KpiCalendars
) -> bool:
    if kpi.aggregation != Aggregation.SUM:
        return False
    days = [row.observed_on for row in entered if row.observed_on is not None]
    return not is_whole(max(days, default=None), last, calendars.of(kpi, near=last))
