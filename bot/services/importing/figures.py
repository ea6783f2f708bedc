"""Figures of an import file on their days."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """One value on one day."""

    line: int
    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class ReadFigure(Figure):
    """A reading of a KPI; a share with what it is a share of."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None
