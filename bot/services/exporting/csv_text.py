"""The goals as a CSV file that Excel opens well: UTF-8 with a mark, separated as is usual."""

import codecs
import csv
import io

from bot.domain.spreadsheets.conventions import Decimals
from bot.domain.spreadsheets.fields import Holds, column
from bot.domain.spreadsheets.safe_cells import quoted
from bot.domain.spreadsheets.vocabulary import SheetLanguage
from bot.services.exporting.cells import Writer
from bot.services.exporting.tables import Tables

SHEET = "goals"


def csv_file(found: Tables, language: SheetLanguage) -> bytes:
    """One row for each key result below the headings."""
    writer = Writer(language)
    columns = [column(SHEET, name) for name in found.columns[SHEET]]
    text = io.StringIO(newline="")
    delimiter = ";" if writer.decimals is Decimals.COMMA else ","
    lines = csv.writer(text, delimiter=delimiter)
    lines.writerow([language.column(SHEET, one.name) for one in columns])
    for row in found.rows[SHEET]:
        cells = [(writer.text(row.get(one.name), one), one.holds) for one in columns]
        lines.writerow([said if holds is Holds.NUMBER else quoted(said) for said, holds in cells])
    return codecs.BOM_UTF8 + text.getvalue().encode()
