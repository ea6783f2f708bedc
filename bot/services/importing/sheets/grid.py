"""The cells of one sheet, whatever kind of file it came from, and how large it may be."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bot.domain.spreadsheets.cells import Cell
from bot.services.importing.problems import ImportProblems, Problem

MOST_ROWS = 50_000
MOST_COLUMNS = 100
LONGEST_CELL = 10_000

#: What a cell holds: Decimal and date where the file says so itself, else the text as typed.
Value = str | Decimal | date | bool


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that is worked out by the spreadsheet: what it comes to is not ours to guess."""


@dataclass(slots=True)
class Grid:
    """The cells of a sheet that hold something; rows count from 1, columns from 0.

    `name` is "" in a CSV file. `comma_decimals`: the file is of a kind that Excel writes only where
    decimals have a comma.
    """

    name: str
    number: int
    rows: dict[int, dict[int, Value | Formula]] = field(default_factory=dict)
    comma_decimals: bool = False

    def put(self, row: int, column: int, value: Value | Formula) -> None:
        """Note a cell. Raises ImportProblems beyond the limits."""
        cell = self.cell(row, column)
        if row > MOST_ROWS:
            raise refusal(cell, "sheet.too_many_rows", most=MOST_ROWS)
        if column >= MOST_COLUMNS:
            raise refusal(cell, "sheet.too_many_columns", most=MOST_COLUMNS)
        if isinstance(value, str) and len(value) > LONGEST_CELL:
            raise refusal(cell, "sheet.long_cell", length=len(value), most=LONGEST_CELL)
        if value != "":
            self.rows.setdefault(row, {})[column] = value

    def cell(self, row: int, column: int, heading: str = "") -> Cell:
        """The place of a cell."""
        return Cell.at(self.name, self.number, row, column, heading)

    def texts(self) -> Iterator[tuple[Cell, str]]:
        """Every text with its place."""
        for row, cells in self.rows.items():
            for column, value in cells.items():
                if isinstance(value, str):
                    yield self.cell(row, column), value


def refusal(cell: int, key: str, /, **params: object) -> ImportProblems:
    """The one problem because of which a file is not read at all."""
    return ImportProblems([Problem(cell, "", key, params)])
