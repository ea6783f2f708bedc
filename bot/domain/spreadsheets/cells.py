"""Where something stands in a spreadsheet: a line number that also knows its sheet and column."""

from typing import Self

_ROWS = 1_000_000
_COLUMNS = 1_000


class Cell(int):
    """The place of one cell; sorts by sheet, row and column, as lines of a text do by number.

    Rows count from 1, columns and sheets from 0. `heading` is what stands above the column.
    """

    sheet: str
    row: int
    column: int
    heading: str

    @classmethod
    def at(cls, sheet: str, number: int, row: int, column: int, heading: str = "") -> Self:
        """The cell in the sheet that is `number` in its book; `sheet` is "" in a CSV file."""
        made = cls((number * _ROWS + row) * _COLUMNS + column)
        made.sheet, made.row, made.column, made.heading = sheet, row, column, heading
        return made

    @property
    def name(self) -> str:
        """As Excel shows it: C5, or Goals!C5."""
        letters, left = "", self.column
        while left >= 0:
            letters = chr(ord("A") + left % 26) + letters
            left = left // 26 - 1
        return f"{self.sheet}!{letters}{self.row}" if self.sheet else f"{letters}{self.row}"
