"""The figures that an alert shows."""

from datetime import date
from decimal import Decimal

from sqlmodel import Session

from bot.services import kpi_figures
from storage.tables import Kpi


def recent(session: Session, kpi: Kpi, *, most: int) -> list[tuple[date, Decimal]]:
    """The first days of the last periods that have a figure, with it, oldest first."""
    return [(one.first, one.value) for one in kpi_figures.newest(session, kpi, most=most)]
