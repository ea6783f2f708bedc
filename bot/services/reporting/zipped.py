"""A report as CSV files in a ZIP archive, for who has no Excel files: one for each sheet."""

import codecs
import csv
import io
import zipfile
from datetime import date
from decimal import Decimal
from typing import Final

from bot.domain.spreadsheets.conventions import Decimals, Order, written_day, written_number
from bot.domain.spreadsheets.safe_cells import quoted
from bot.services.reporting.cells import Column, Holds, Sheet, Text, Value

#: Shares and scores have no more decimals than anybody reads; figures keep theirs.
ROUNDED: Final = {Holds.SHARE: 4, Holds.SCORE: 3}


def csv_files(sheets: list[Sheet], text: Text, *, locale: str) -> bytes:
    """The archive: UTF-8 with a mark, separated and written as Excel of that language reads it."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, sheet in enumerate(sheets, 1):
            name = f"{number}-{sheet.name.replace('_', '-')}.csv"
            archive.writestr(name, _file(sheet, text, vietnamese=locale == "vi"))
    return raw.getvalue()


def _file(sheet: Sheet, text: Text, *, vietnamese: bool) -> bytes:
    made = io.StringIO(newline="")
    lines = csv.writer(made, delimiter=";" if vietnamese else ",")
    lines.writerow([text(f"report_sheet.{column.name}") for column in sheet.columns])
    for line in [*sheet.lines, *([sheet.total] if sheet.total is not None else [])]:
        cells = zip(sheet.columns, line, strict=True)
        lines.writerow([_said(value, column, vietnamese=vietnamese) for column, value in cells])
    return codecs.BOM_UTF8 + made.getvalue().encode()


def _said(value: Value, column: Column, *, vietnamese: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, date):
        return written_day(value, Order.DAY if vietnamese else None)
    exact = Decimal(value)
    if column.holds in ROUNDED:
        exact = round(exact, ROUNDED[column.holds])
    return written_number(exact, Decimals.COMMA if vietnamese else Decimals.POINT)
