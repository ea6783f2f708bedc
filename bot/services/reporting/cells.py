"""What stands in the cells of a report, and how a sheet is made of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Value = str | int | Decimal | date | None
Line = Sequence[Value]
#: One text in the reader's language by its key, such as "statuses.on_track".
Text = Callable[[str], str]


class Holds(StrEnum):
    """Kinds of columns: names, other texts, counts, shares (1 is 100 %), scores, figures, days."""

    NAME = "name"
    LONG = "long"
    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    SCORE = "score"
    FIGURE = "figure"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is looked up in the texts of reports."""

    name: str
    holds: Holds


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table below its headings; `total` is its last line, None where nothing adds up."""

    name: str
    columns: Sequence[Column]
    lines: Sequence[Line]
    total: Line | None = None


def columns(holds: Holds, *names: str) -> tuple[Column, ...]:
    """Several columns that hold the same."""
    return tuple(Column(name, holds) for name in names)
