"""A report as an Excel file, written line by line: a large one never stands in memory as cells."""

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from bot.domain.spreadsheets.safe_cells import quoted
from bot.services.importing import NoReader
from bot.services.reporting.cells import Column, Holds, Line, Sheet, Text, Value

WIDTHS: Final = {
    Holds.NAME: 26,
    Holds.LONG: 52,
    Holds.TEXT: 22,
    Holds.COUNT: 12,
    Holds.SHARE: 13,
    Holds.SCORE: 12,
    Holds.FIGURE: 16,
    Holds.DAY: 14,
}
DAYS: Final = {"vi": "dd/mm/yyyy", "en": "d mmm yyyy"}
SHARE, SCORE, WHOLE, BROKEN = "0%", "0.00", "#,##0", "#,##0.0#####"
HEAD, TOTAL = "1F4E46", "E3EFEC"
#: Excel keeps fifteen digits: longer ones are written as text.
MOST_DIGITS: Final = 15


def excel(sheets: list[Sheet], text: Text, *, locale: str) -> bytes:
    """The file; every sheet has its headings frozen and a filter. Raises NoReader without
    openpyxl."""
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise NoReader from error
    made = Workbook(write_only=True)
    for sheet in sheets:
        _write(made, sheet, text, DAYS.get(locale, DAYS["en"]))
    raw = io.BytesIO()
    made.save(raw)
    return raw.getvalue()


def _write(made: Any, sheet: Sheet, text: Text, days: str) -> None:
    from openpyxl.utils import get_column_letter

    page = made.create_sheet(text(f"report_sheet.{sheet.name}"))
    page.freeze_panes = "B2"
    for place, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(place)].width = WIDTHS[column.holds]
    last = get_column_letter(len(sheet.columns))
    page.auto_filter.ref = f"A1:{last}{len(sheet.lines) + 1}"
    page.append([*_head(page, sheet, text)])
    for line in sheet.lines:
        page.append([*_cells(page, sheet.columns, line, days)])
    if sheet.total is not None:
        page.append([*_bold(_cells(page, sheet.columns, sheet.total, days))])


def _head(page: Any, sheet: Sheet, text: Text) -> Iterator[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    font, fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=HEAD)
    for column in sheet.columns:
        cell = WriteOnlyCell(page, value=text(f"report_sheet.{column.name}"))
        cell.font, cell.fill = font, fill
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        yield cell


def _bold(cells: Iterator[Any]) -> Iterator[Any]:
    from openpyxl.styles import Font, PatternFill

    font, fill = Font(bold=True), PatternFill("solid", fgColor=TOTAL)
    for cell in cells:
        cell.font, cell.fill = font, fill
        yield cell


def _cells(page: Any, columns: Any, line: Line, days: str) -> Iterator[Any]:
    from openpyxl.cell import WriteOnlyCell

    for column, value in zip(columns, line, strict=True):
        cell = WriteOnlyCell(page)
        _fill(cell, value, column, days)
        yield cell


def _fill(cell: Any, value: Value, column: Column, days: str) -> None:
    if value is None:
        return
    if isinstance(value, str):
        _fill_text(cell, value)
        return
    if isinstance(value, date):
        cell.value, cell.number_format = value, days
        return
    if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > MOST_DIGITS:
        value = _shortened(value, column)
    if isinstance(value, str):
        _fill_text(cell, value)
        return
    cell.value = int(value) if value == int(value) else float(value)
    cell.number_format = _format(cell.value, column)


def _shortened(value: Decimal, column: Column) -> Decimal | str:
    """A share of thirds has no end and is cut; a figure keeps every digit that somebody said."""
    if column.holds in (Holds.SHARE, Holds.SCORE):
        return round(value, 6)
    return format(value, "f")


def _format(value: float, column: Column) -> str:
    if column.holds is Holds.SHARE:
        return SHARE
    if column.holds is Holds.SCORE:
        return SCORE
    return WHOLE if isinstance(value, int) else BROKEN


def _fill_text(cell: Any, text: str) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", quoted(text))
    cell.data_type = "s"  # never a formula
