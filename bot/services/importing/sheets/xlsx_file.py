"""An Excel file as grids. Nothing of it is run or followed: neither formulas nor links.

openpyxl is loaded when the first such file comes.
"""

import io
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import ParseError

from bot.domain.spreadsheets.safe_cells import unquoted
from bot.services.importing.sheets.grid import MOST_COLUMNS, Formula, Grid, Value, refusal

MOST_EXPANSION = 100
MOST_EXPANDED = 200_000_000
MOST_PARTS = 1_000
MOST_SHEETS = 30
CHUNK = 1_000_000
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
#: What openpyxl raises for a book that is not one.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, ParseError, EOFError, KeyError, ValueError, TypeError),
    *(AttributeError, IndexError, NotImplementedError, RuntimeError, OverflowError),
)


class NoReader(Exception):
    """This installation cannot read Excel files: the extra `xlsx` is missing."""


def read(raw: bytes) -> list[Grid]:
    """The sheets with their cells. Raises ImportProblems, or NoReader."""
    try:
        _refuse_bombs(raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not know, we do not read
            return list(_grids(raw))
    except BROKEN as error:
        raise refusal(0, "sheet.not_xlsx") from error


def _refuse_bombs(raw: bytes) -> None:
    """Look at what the archive says of itself, and for declarations, before anything is parsed.

    Python reads no more of a part than the archive says that it holds.
    """
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = archive.infolist()
        expanded = sum(part.file_size for part in parts)
        if (
            len(parts) > MOST_PARTS
            or expanded > MOST_EXPANDED
            or expanded > MOST_EXPANSION * max(len(raw), 1)
            or any(part.file_size > MOST_EXPANSION * (part.compress_size or 1) for part in parts)
        ):
            raise refusal(0, "sheet.bomb", ratio=MOST_EXPANSION)
        for part in parts:
            if part.filename.endswith((".xml", ".rels", ".vml")):
                _refuse_declarations(archive, part)


def _refuse_declarations(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No part of an Excel file declares entities, or is UTF-16, which would hide them."""
    with archive.open(part) as stream:
        before = b""
        while chunk := stream.read(CHUNK):
            seen = before + chunk
            if b"\0" in chunk or any(word in seen.upper() for word in DECLARATIONS):
                raise refusal(0, "sheet.entities", part=part.filename)
            before = chunk[-len(DECLARATIONS[0]) :]


def _grids(raw: bytes) -> Iterator[Grid]:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise NoReader from error
    book = load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
    try:
        for number, sheet in enumerate(book.worksheets[:MOST_SHEETS]):
            yield _grid(sheet, number)
    finally:
        book.close()


def _grid(sheet: Any, number: int) -> Grid:
    grid = Grid(unicodedata.normalize("NFC", sheet.title), number)
    # A sheet may claim any size: only what holds something counts.
    for cells in sheet.iter_rows(max_col=MOST_COLUMNS + 1):
        for cell in cells:
            if cell.value is not None:
                grid.put(cell.row, cell.column - 1, _value(cell, grid))
    return grid


def _value(cell: Any, grid: Grid) -> Value | Formula:
    said, kind = cell.value, cell.data_type
    if kind == "f":
        return Formula()
    if kind == "e":
        raise refusal(grid.cell(cell.row, cell.column - 1), "sheet.error_value", said=str(said))
    if isinstance(said, bool):
        return said
    if isinstance(said, int | float):
        return _number(said, percent="%" in (cell.number_format or ""))
    if isinstance(said, datetime):
        return said.date()
    if isinstance(said, date):
        return said
    if isinstance(said, time):
        return said.isoformat()
    return unquoted(unicodedata.normalize("NFC", str(said)).strip())


def _number(said: float, *, percent: bool) -> Decimal:
    """Excel keeps fifteen digits; a cell that shows 35 % holds 0.35."""
    exact = Decimal(format(said, ".15g"))
    return exact * 100 if percent else exact
