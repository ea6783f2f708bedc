"""Which sheet is which, and which column holds what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from bot.domain.spreadsheets.cells import Cell
from bot.domain.spreadsheets.fields import SHEETS
from bot.domain.spreadsheets.vocabulary import Vocabulary, plain
from bot.services.importing.problems import Findings
from bot.services.importing.sheets.grid import Formula, Grid, Value, refusal

#: Above the headings there may be a title and a date.
DEEPEST_HEADINGS = 20
FEWEST_KNOWN = 2
GUIDE = "guide"
#: This like a known heading it is a slip of the pen, and not a column of somebody's own.
SLIP = 0.8


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose headings are known: where each field stands, and the rows below."""

    sheet: str
    grid: Grid
    columns: Mapping[str, int]
    headings: Mapping[str, str]
    first_row: int

    def cell(self, row: int, name: str) -> Cell:
        """The place of a field in a row; of one without a column the beginning of the row."""
        return self.grid.cell(row, self.columns.get(name, 0), self.headings.get(name, ""))

    def rows(self) -> list[int]:
        """The rows that hold something in a column that is read."""
        columns = {*self.columns.values()}
        return [
            row
            for row in sorted(self.grid.rows)
            if row >= self.first_row and columns & self.grid.rows[row].keys()
        ]

    def value(self, row: int, name: str) -> Value | Formula | None:
        """What stands in a field; None for an empty cell or no such column."""
        column = self.columns.get(name)
        return None if column is None else self.grid.rows.get(row, {}).get(column)


@dataclass(slots=True)
class Tables:
    """The tables of a file; `ignored` names the sheets and columns that are none of ours.

    Only these `sheets` are looked for.
    """

    words: Vocabulary
    findings: Findings
    sheets: Collection[str] = tuple(SHEETS)
    found: dict[str, Table] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    locales: list[str] = field(default_factory=list)

    def read(self, grids: list[Grid]) -> "Tables":
        """Sort the sheets. Raises ImportProblems when there is nothing to read."""
        for grid in grids:
            if not grid.rows:
                continue
            sheet = self._sheet(grid)
            if sheet is None and self.words.sheet(grid.name) == GUIDE:
                continue  # our own
            if sheet is None:
                self.ignored.append(grid.name)
            elif sheet in self.found:
                first = self.found[sheet].grid.name
                self.findings.add(grid.cell(1, 0), "", "sheet.twice", first_sheet=first)
            else:
                self.found[sheet] = self._table(grid, sheet)
        if not self.found:
            raise refusal(0, "sheet.no_tables")
        return self

    def _sheet(self, grid: Grid) -> str | None:
        """By its name where that is known, in a CSV file by its headings."""
        if grid.name:
            named = self.words.sheet(grid.name)
            if named in self.sheets and self._headings_row(grid, named or "") is not None:
                return named
        fitting = {sheet: self._fit(grid, sheet) for sheet in self.sheets}
        best = max(fitting, key=lambda sheet: fitting[sheet])
        # Sheets of other names are somebody's own, unless they look just like goals.
        ours = not grid.name or best in ("goals", "readings")
        return best if ours and fitting[best] >= FEWEST_KNOWN else None

    def _fit(self, grid: Grid, sheet: str) -> int:
        row = self._headings_row(grid, sheet)
        return 0 if row is None else self._known(grid, sheet, row)

    def _headings_row(self, grid: Grid, sheet: str) -> int | None:
        rows = [row for row in sorted(grid.rows) if row <= DEEPEST_HEADINGS]
        best = max(rows, key=lambda row: self._known(grid, sheet, row), default=None)
        if best is None or self._known(grid, sheet, best) < FEWEST_KNOWN:
            return None
        return best

    def _known(self, grid: Grid, sheet: str, row: int) -> int:
        cells = grid.rows.get(row, {}).values()
        return sum(isinstance(one, str) and bool(self.words.column(sheet, one)) for one in cells)

    def _table(self, grid: Grid, sheet: str) -> Table:
        row = self._headings_row(grid, sheet) or 1
        columns: dict[str, int] = {}
        headings: dict[str, str] = {}
        for column, said in sorted(grid.rows[row].items()):
            heading = said if isinstance(said, str) else str(said)
            known = self.words.column(sheet, heading)
            cell = grid.cell(row, column, heading[:40])
            if known is None:
                self._unknown(cell, sheet, heading)
            elif known[0] in columns:
                first = grid.cell(row, columns[known[0]])
                self.findings.add(cell, "", "sheet.column_twice", first=first)
            else:
                columns[known[0]], headings[known[0]] = column, heading
                self.locales.append(known[1])
        return Table(sheet, grid, columns, headings, row + 1)

    def _unknown(self, cell: Cell, sheet: str, heading: str) -> None:
        written = self.words.headings(sheet)
        near = get_close_matches(plain(heading), written, n=1, cutoff=SLIP)
        if near:
            self.findings.add(cell, "", "sheet.unknown_column", near=written[near[0]])
        else:
            self.ignored.append(heading[:40])
