"""What KPIs stand at in a cycle, and how far they reach what they ask for."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from sqlmodel import Session

from bot.domain.kpis.limits import health
from bot.domain.scorecards import attainment
from bot.services import facts
from bot.services.reporting.cells import Column, Holds, Line, Sheet, Text, columns
from bot.services.reporting.scope import Scope
from bot.services.scorecards import kpi_figures
from storage.tables import Kpi

COLUMNS: Final = (
    Column("kpi", Holds.LONG),
    *columns(Holds.NAME, "team", "owner"),
    *columns(Holds.TEXT, "frequency", "unit"),
    *columns(Holds.FIGURE, "at_least", "at_most", "value"),
    Column("value_on", Holds.DAY),
    *columns(Holds.TEXT, "standing"),
    *columns(Holds.COUNT, "periods"),
    *columns(Holds.SHARE, "attainment"),
)


def sheet(session: Session, scope: Scope, text: Text) -> Sheet:
    """One line for each KPI that the reader sees; figures of an earlier cycle are not the newest.

    Attainment is as on scorecards, 120 % at most, of the periods that end in the cycle.
    """
    found = kpi_figures.in_cycle(session, scope.cycle, scope.kpis, on=scope.on)
    return Sheet(
        "kpis", COLUMNS, [_line(scope, kpi, found.get(kpi.id or 0, ()), text) for kpi in scope.kpis]
    )


def _line(scope: Scope, kpi: Kpi, figures: Sequence[Decimal], text: Text) -> Line:
    measure = facts.kpi_measure(kpi)
    team = scope.tree.get(kpi.team_id)
    return (
        kpi.title,
        team.name if team else None,
        scope.names.get(kpi.owner_id),
        text(f"frequencies.{kpi.frequency}"),
        kpi.unit,
        measure.floor,
        measure.ceiling,
        kpi.value,
        kpi.value_on,
        text(f"statuses.{health(measure, facts.judged(kpi)).value}"),
        len(figures),
        _share(attainment.of_kpi(measure, figures)),
    )


def _share(found: Fraction | None) -> Decimal | None:
    return None if found is None else Decimal(found.numerator) / Decimal(found.denominator)
