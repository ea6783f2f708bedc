"""A CSV file as one grid."""

import csv
import io
import unicodedata

from bot.domain.spreadsheets.safe_cells import is_formula, unquoted
from bot.services.importing import source
from bot.services.importing.sheets.grid import Formula, Grid, refusal

DELIMITERS = (";", ",", "\t")


def read(raw: bytes) -> Grid:
    """The cells. Raises ImportProblems for what is no UTF-8, has open quotes or is too large."""
    text = source.text_of(raw)
    delimiter = _delimiter(text)
    # Excel separates by semicolons just where the comma stands before decimals.
    grid = Grid("", 0, comma_decimals=delimiter == ";")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    try:
        for cells in reader:
            row += 1
            for column, said in enumerate(cells):
                value = unicodedata.normalize("NFC", said).strip()
                grid.put(row, column, Formula() if is_formula(value) else unquoted(value))
    except csv.Error as error:
        key = "sheet.long_cell" if "limit" in str(error) else "sheet.open_quote"
        raise refusal(grid.cell(row + 1, 0), key, length=131_072, most=10_000) from error
    return grid


def _delimiter(text: str) -> str:
    """The separator that the first line with words has most of."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=line.count)
