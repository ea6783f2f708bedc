"""An export as the bytes of a file, and the file to fill in."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePath
from typing import Any, Final

from bot.domain.spreadsheets.fields import SHEETS
from bot.domain.spreadsheets.vocabulary import SheetLanguage
from bot.services.exporting import csv_text, xlsx_book, yaml_text
from bot.services.exporting.tables import Tables, tables


class Format(StrEnum):
    """Kinds of files that are written."""

    YAML = "yaml"
    CSV = "csv"
    XLSX = "xlsx"


FORMATS: Final[Mapping[str, Format]] = {
    ".yaml": Format.YAML,
    ".yml": Format.YAML,
    ".csv": Format.CSV,
    ".xlsx": Format.XLSX,
}


def format_of(name: str) -> Format | None:
    """The kind of file that a name ends in; None for one that is not written."""
    return FORMATS.get(PurePath(name).suffix.lower())


def written(
    facts: Mapping[str, Any], form: Format, language: SheetLanguage, *, history: bool
) -> bytes:
    """The file. Raises NoReader for XLSX without openpyxl."""
    if form is Format.YAML:
        return yaml_text.text(facts).encode()
    found = tables(facts, history=history)
    if form is Format.CSV:
        return csv_text.csv_file(found, language)
    return xlsx_book.book(found, language)


def template(form: Format, language: SheetLanguage) -> bytes | None:
    """The file to fill in; None for YAML, which examples/ show. Raises NoReader."""
    if form is Format.CSV:
        columns = tuple(one.name for one in SHEETS["goals"])
        return csv_text.csv_file(Tables({"goals": columns}, {"goals": []}), language)
    return xlsx_book.template(language) if form is Format.XLSX else None
