"""How far one KPI or key result was attained: a share, 1 is all of it.

In fractions, as a third is no Decimal: pay may hang on it, and nothing is rounded before it is
shown.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from bot.domain.kpis.model import KpiMeasure, KpiSide

#: How much a KPI that is far better than its limit may count for.
KPI_CAP: Final = Decimal("1.2")
_NONE: Final = Fraction(0)
_ALL: Final = Fraction(1)


def of_figure(measure: KpiMeasure, value: Decimal) -> Fraction | None:
    """How far one figure reaches what the KPI asks for; None for a KPI that is only watched.

    A floor: value / floor, so that more is more. A ceiling: 1 inside, else ceiling / value. A
    range: 1 inside, else as the nearer limit. A floor of 0 is met or not. Below 0 a limit is
    divided the other way round, as the mirror image has it: costs "down by 10 %" is a ceiling of
    -10, and -5 is half of it. Never below 0, as a loss is nothing attained and no debt; without an
    upper end.
    """
    floor, ceiling = measure.floor, measure.ceiling
    if floor is None and ceiling is None:
        return None
    counts_more = measure.side is KpiSide.FLOOR
    if floor is not None and (value < floor or counts_more):
        return _reached(floor, value, counts_more=counts_more)
    if ceiling is not None and value > ceiling:
        return _reached(-ceiling, -value, counts_more=False)
    return _ALL


def of_kpi(
    measure: KpiMeasure, figures: Sequence[Decimal], *, cap: Decimal = KPI_CAP
) -> Fraction | None:
    """The mean of what the figures of the periods reach, 0..cap; None without any, or any limit."""
    reached = [share for value in figures if (share := of_figure(measure, value)) is not None]
    if not reached:
        return None
    return min(sum(reached, _NONE) / len(reached), Fraction(cap))


def of_key_result(score: Decimal | None, proposed: Decimal, *, has_figure: bool) -> Fraction | None:
    """The score that was given, else what the figures speak for, 0..1; None before either."""
    if score is not None:
        return Fraction(score)
    return Fraction(proposed) if has_figure else None


def _reached(floor: Decimal, value: Decimal, *, counts_more: bool) -> Fraction:
    """How far `value` reaches `floor`; what is past it counts as more only where that is meant."""
    if value >= floor and not (counts_more and floor > 0):
        return _ALL
    if floor > 0:
        return max(Fraction(value) / Fraction(floor), _NONE)
    return Fraction(floor) / Fraction(value)
