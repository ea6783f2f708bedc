"""How good one reading of a KPI is."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from bot.domain.goals.model import Observation
from bot.domain.kpis.model import Basis, Breach, Frequency, KpiHealth, KpiMeasure
from bot.domain.numbers import DECIMALS
from bot.domain.periods import period_around, period_before, period_last_year

#: Without a critical limit of its own a KPI is critical when it is this much worse than its limit.
CRITICAL_SHARE = Decimal("0.1")


def breaches(
    measure: KpiMeasure, observations: Sequence[Observation], *, most: int | None = None
) -> list[Breach]:
    """How far each of these periods is off, oldest first; with `most` only the newest ones.

    `observations` are the figures of periods, oldest first, each on the first day of its period.
    Where the limits apply to a change they hold the compared periods as well: for LAST_YEAR those
    that `compared_period` names, which other periods may be missing between. With `make_up` they
    hold the month of the newest two from its beginning.

    What has nothing to be compared with is no data, neither good nor bad: it is left out. When that
    is the newest one nothing is said at all, as older ones have been judged before.
    """
    judged = [figure for _, figure in judged_figures(measure, observations)]
    if not judged or judged[-1] is None:
        return []
    figures = [figure for figure in judged if figure is not None]
    return [breach(measure, figure) for figure in figures[-most if most else 0 :]]


def judged_figures(
    measure: KpiMeasure, observations: Sequence[Observation]
) -> list[tuple[Observation, Decimal | None]]:
    """Each period with the figure that its limits are held against, None where there is none.

    That is the value itself; its change in percent against the compared period; or with `make_up`
    the mean of the month so far, of which the running sum is above the running target exactly when
    the mean is above the target. A period without a reading counts in neither.
    """
    if measure.make_up:
        return [(seen, _month_so_far(observations[: n + 1])) for n, seen in enumerate(observations)]
    if measure.basis is Basis.VALUE:
        return [(seen, seen.value) for seen in observations]
    known = {seen.on: seen.value for seen in observations}
    return [(seen, _change(measure, seen, known)) for seen in observations]


def judged(measure: KpiMeasure, observations: Sequence[Observation]) -> Decimal | None:
    """The figure that the limits are held against in the newest period, at most six decimals."""
    found = judged_figures(measure, observations)
    figure = found[-1][1] if found else None
    return None if figure is None else round(figure, DECIMALS).normalize() + 0


def compared_period(measure: KpiMeasure, first: date) -> date | None:
    """First day of the period that the one from `first` on is compared with, None for no other."""
    if measure.basis is Basis.PREVIOUS:
        return period_before(measure.frequency, first)
    if measure.basis is Basis.LAST_YEAR:
        return period_last_year(measure.frequency, first)
    return None


def breach(measure: KpiMeasure, value: Decimal) -> Breach:
    """OK up to and including the limit, WARNING past it, CRITICAL past the critical limit.

    `value` is the figure that is held against the limits. Without a critical limit of its own,
    critical is more than 10 % of the limit's amount past it: churn ≤ 3 % is critical above 3.3 %.
    In a range this is measured from the limit that was crossed: 90..110 is critical below 81 and
    above 121. A limit of 0 has no 10 %: every miss is critical ("0 accidents"). Without a limit
    nothing is ever breached.
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
    """What the KPI shows; one without a target is NO_TARGET, whatever its value.

    `value` is the figure that is held against the limits, None where there is none.
    """
    if measure.floor is None and measure.ceiling is None:
        return KpiHealth.NO_TARGET
    if value is None:
        return KpiHealth.NO_DATA
    return KpiHealth(breach(measure, value).value)


def _change(
    measure: KpiMeasure, seen: Observation, known: Mapping[date, Decimal]
) -> Decimal | None:
    """In percent; of nothing, or of no data, there is none."""
    period = compared_period(measure, seen.on)
    before = known.get(period) if period is not None else None
    return (seen.value - before) / abs(before) * 100 if before else None


def _month_so_far(until: Sequence[Observation]) -> Decimal:
    """A week belongs to the month of its first day."""
    first, _ = period_around(Frequency.MONTH, until[-1].on)
    values = [seen.value for seen in until if seen.on >= first]
    return sum(values, Decimal(0)) / len(values)


def _below(floor: Decimal | None, critical: Decimal | None, value: Decimal) -> Breach:
    if floor is None or value >= floor:
        return Breach.OK
    worst_warning = floor - CRITICAL_SHARE * abs(floor) if critical is None else critical
    return Breach.CRITICAL if value < worst_warning else Breach.WARNING


def _negated(limit: Decimal | None) -> Decimal | None:
    return None if limit is None else -limit
