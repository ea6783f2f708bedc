"""What a KPI stands at, period by period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from bot.domain.goals.model import Observation
from bot.domain.kpis.figures import Figure, Taken, is_whole, of_period
from bot.domain.kpis.limits import compared_period, judged
from bot.domain.kpis.model import Aggregation, Basis, Frequency, KpiMeasure
from bot.domain.periods import period_around
from bot.services import facts
from bot.services.kpi_calendars import KpiCalendars
from storage import readings
from storage.readings import ByPeriod, Entered
from storage.tables import Kpi

#: How many periods the life of an alert looks at.
WINDOW = 12


@dataclass(frozen=True, slots=True)
class PeriodFigure:
    """The figure of one period, with the readings that it was made of in the order of entering."""

    first: date
    figure: Figure
    entered: Sequence[Entered]

    @property
    def value(self) -> Decimal:
        return self.figure.value


@dataclass(frozen=True, slots=True)
class Shown:
    """What a KPI shows of its readings; see the table for each of them."""

    value: Decimal | None
    value_on: date | None
    judged: Decimal | None
    observed: str

    @classmethod
    def of(cls, kpi: Kpi) -> "Shown":
        """What it shows now."""
        return cls(kpi.value, kpi.value_on, kpi.judged, kpi.observed)


def shown(session: Session, kpi: Kpi, figures: Sequence[PeriodFigure]) -> Shown:
    """What a KPI has to show whose last figures are these."""
    if not figures:
        return Shown(None, None, None, "")
    seen = observations(session, kpi, figures)
    plain = facts.judged_as(kpi) is None
    return Shown(
        value=figures[-1].value,
        value_on=figures[-1].first,
        judged=None if plain else judged(facts.kpi_measure(kpi), seen),
        observed=facts.observed(seen),
    )


def newest(session: Session, kpi: Kpi, *, most: int = WINDOW) -> list[PeriodFigure]:
    """The figures of the last periods that have one, oldest first."""
    assert kpi.id is not None
    return newest_of_each(session, [kpi], most=most)[kpi.id]


def newest_of_each(
    session: Session, kpis: Sequence[Kpi], *, most: int = WINDOW
) -> dict[int, list[PeriodFigure]]:
    """The same of each of these KPIs, which are of one workspace."""
    if not kpis:
        return {}
    ids = [kpi.id for kpi in kpis if kpi.id is not None]
    found = readings.of_newest_periods(session, kpis[0].workspace_id, ids, most=most)
    return {kpi.id: _figures(kpi, found.get(kpi.id, {})) for kpi in kpis if kpi.id is not None}


def as_entered(session: Session, kpi: Kpi) -> list[Decimal]:
    """What people enter for the KPI, oldest first: single readings where they are put together."""
    assert kpi.id is not None
    if Aggregation(kpi.aggregation) is Aggregation.LAST:
        return [one.value for one in newest(session, kpi)]
    entered = readings.entered(session, kpi.workspace_id, kpi.id, most=WINDOW)
    return [one.value for one in reversed(entered) if one.withdrawn_at is None]


def observations(session: Session, kpi: Kpi, shown: Sequence[PeriodFigure]) -> list[Observation]:
    """What the newest period is judged by, oldest first: see `limits.breaches`.

    `shown` are the figures of the last periods; more are read where others have to be compared.

    What still adds up is not judged before its period is whole, unless it is above its ceiling
    already: two posts on a Monday are no bad week.
    """
    assert kpi.id is not None
    if not shown:
        return []
    measure = facts.kpi_measure(kpi)
    have = {one.first for one in shown}
    more: ByPeriod = {}
    if measure.make_up:
        more = readings.since(session, kpi.workspace_id, kpi.id, _two_months(shown))
    elif measure.basis is not Basis.VALUE:
        wanted = {compared_period(measure, first) for first in have} - have
        periods = [first for first in wanted if first is not None]
        more = readings.of_periods(session, kpi.workspace_id, kpi.id, periods)
    every = {one.first: one for one in [*shown, *_figures(kpi, more)]}
    if _still_adds_up(session, kpi, measure, shown[-1]):
        del every[shown[-1].first]
    return [Observation(first, every[first].value) for first in sorted(every)]


def _still_adds_up(session: Session, kpi: Kpi, measure: KpiMeasure, newest: PeriodFigure) -> bool:
    if kpi.aggregation != Aggregation.SUM:
        return False
    if is_plain(measure) and measure.ceiling is not None and newest.value > measure.ceiling:
        return False
    _, last = period_around(kpi.frequency, newest.first)
    days = [one.observed_on for one in newest.entered if one.observed_on is not None]
    calendar = KpiCalendars(session, kpi.workspace_id, [kpi]).of(kpi, near=last)
    return not is_whole(max(days, default=None), last, calendar)


def is_plain(measure: KpiMeasure) -> bool:
    """Whether the limits apply to the value of a period by itself."""
    return measure.basis is Basis.VALUE and not measure.make_up


def of_readings(kpi: Kpi, entered: Sequence[Entered]) -> Figure | None:
    """What readings of one period come to; what is computed leaves out what was typed before."""
    if kpi.combines is not None:
        entered = [one for one in entered if one.source == "computed"][-1:] or entered
    if len(entered) == 1:  # as of most periods of most KPIs
        return Figure(entered[0].value, entered[0].numerator, entered[0].denominator)
    taken = [
        Taken(one.observed_on, Figure(one.value, one.numerator, one.denominator)) for one in entered
    ]
    return of_period(Aggregation(kpi.aggregation), taken, unit=kpi.unit)


def _figures(kpi: Kpi, found: Mapping[date, Sequence[Entered]]) -> list[PeriodFigure]:
    figures = []
    for first, entered in found.items():
        figure = of_readings(kpi, entered)
        if figure is not None:
            figures.append(PeriodFigure(first, figure, entered))
    return figures


def _two_months(shown: Sequence[PeriodFigure]) -> date:
    """Where the month of the newest but one begins: two in a row make a warning."""
    return period_around(Frequency.MONTH, shown[-2:][0].first)[0]
