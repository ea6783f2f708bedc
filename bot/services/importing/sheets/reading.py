"""What stands in the cells, as the import expects it: numbers with a point, dates year first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.spreadsheets import conventions
from bot.domain.spreadsheets.cells import Cell
from bot.domain.spreadsheets.conventions import Decimals, Mixed, Order, Unclear
from bot.domain.spreadsheets.fields import READABLE, Column, Holds
from bot.domain.spreadsheets.vocabulary import Vocabulary
from bot.services.importing.problems import Findings
from bot.services.importing.sheets.grid import Formula, Value
from bot.services.importing.sheets.headings import Table, Tables

SHOWN = 40
LINE = "|"


@dataclass(frozen=True, slots=True)
class Conventions:
    """How this file writes numbers and dates; None where nothing in it says so."""

    decimals: Decimals | None
    order: Order | None


def conventions_of(
    tables: Tables, findings: Findings, *, chosen: Decimals | None = None
) -> Conventions:
    """Found from all cells; `chosen` is what the author says of decimals. Mixed ones are noted."""
    numbers = [(cell, text) for cell, text, holds in _typed(tables) if holds is Holds.NUMBER]
    days = [(cell, text) for cell, text, holds in _typed(tables) if holds is Holds.DAY]
    decimals: Decimals | None = chosen
    order: Order | None = None
    try:
        shown = conventions.decide((cell, conventions.decimals_of(text)) for cell, text in numbers)
        decimals = chosen or (shown if isinstance(shown, Decimals) else None)
    except Mixed as mixed:
        findings.add(mixed.second, "", "sheet.mixed_numbers", first=mixed.first)
    if decimals is None and any(table.grid.comma_decimals for table in tables.found.values()):
        decimals = Decimals.COMMA
    try:
        found = conventions.decide((cell, conventions.order_of(text)) for cell, text in days)
        order = found if isinstance(found, Order) else None
    except Mixed as mixed:
        findings.add(mixed.second, "", "sheet.mixed_days", first=mixed.first)
    # Nobody in Vietnam writes the month first.
    if order is None and "vi" in tables.locales and "en" not in tables.locales:
        order = Order.DAY
    return Conventions(decimals, order)


def _typed(tables: Tables) -> Iterator[tuple[Cell, str, Holds]]:
    """Every text that should be a number or a date."""
    for sheet, table in tables.found.items():
        wanted = [one for one in READABLE[sheet] if one.name in table.columns]
        for row in table.rows():
            for column in wanted:
                said = table.value(row, column.name)
                if not isinstance(said, str):
                    continue
                cell = table.cell(row, column.name)
                if column.holds in (Holds.NUMBER, Holds.DAY):
                    yield cell, said, column.holds
                elif column.holds is Holds.ROWS:
                    for parts in lines(said):
                        for text, (_, holds) in zip(parts, column.parts, strict=False):
                            if holds in (Holds.NUMBER, Holds.DAY):
                                yield cell, text, holds


def lines(said: str) -> list[list[str]]:
    """The lines of a cell that lists entries, each split into its parts."""
    return [
        [part.strip() for part in line.split(LINE)] for line in said.splitlines() if line.strip()
    ]


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns what was typed into the text of a field; what it cannot is noted, and None."""

    words: Vocabulary
    written: Conventions
    findings: Findings

    def text(self, table: Table, row: int, column: Column) -> str | None:
        """A field as the import reads it; None for nothing."""
        said = table.value(row, column.name)
        if said is None:
            return None
        cell = table.cell(row, column.name)
        if isinstance(said, Formula):
            self.findings.add(cell, "", "sheet.formula")
            return None
        return self.read(cell, said, column.holds, column.choices)

    def read(self, cell: Cell, said: Value, holds: Holds, choices: str = "") -> str | None:
        """The same for what stands in a cell, or in a part of it."""
        if holds is Holds.NUMBER:
            return self._number(cell, said)
        if holds is Holds.DAY:
            return self._day(cell, said)
        if holds is Holds.CHOICE:
            return self._choice(cell, said, choices)
        if isinstance(said, bool):
            return "true" if said else "false"
        if isinstance(said, Decimal):
            return _digits(said)
        return said.isoformat() if isinstance(said, date) else said

    def _number(self, cell: Cell, said: Value) -> str | None:
        if isinstance(said, Decimal):
            return _digits(said)
        if not isinstance(said, str):
            self.findings.add(cell, "", "sheet.not_a_number", said=str(said)[:SHOWN])
            return None
        try:
            return _digits(conventions.number(said, self.written.decimals))
        except Unclear:
            self.findings.add(cell, "", "sheet.unclear_number", said=said[:SHOWN])
        except ValueError:
            self.findings.add(cell, "", "sheet.not_a_number", said=said[:SHOWN])
        return None

    def _day(self, cell: Cell, said: Value) -> str | None:
        if isinstance(said, date):
            return said.isoformat()
        try:
            return conventions.day(str(said), self.written.order).isoformat()
        except Unclear:
            self.findings.add(cell, "", "sheet.unclear_day", said=str(said)[:SHOWN])
        except ValueError:
            self.findings.add(cell, "", "sheet.not_a_day", said=str(said)[:SHOWN])
        return None

    def _choice(self, cell: Cell, said: Value, choices: str) -> str | None:
        word = ("true" if said else "false") if isinstance(said, bool) else str(said)
        known = self.words.choice(choices, word)
        if known is None:
            names = [
                language.choice(choices, value)
                for language in self.words.languages.values()
                for value in language.choices[choices]
            ]
            listed = ", ".join(dict.fromkeys(names))
            self.findings.add(cell, "", "field.not_one_of", said=word[:SHOWN], known=listed)
        return known


def _digits(value: Decimal) -> str:
    said = format(value, "f")
    return said.rstrip("0").rstrip(".") if "." in said else said
