"""Goals, people, teams and KPIs as an Excel file, and the empty one to fill in."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from bot.domain.spreadsheets.fields import SHEETS, Column, Holds, column
from bot.domain.spreadsheets.safe_cells import quoted
from bot.domain.spreadsheets.vocabulary import SheetLanguage
from bot.services.exporting.cells import Writer
from bot.services.exporting.tables import Tables, Value
from bot.services.importing.sheets.xlsx_file import NoReader

#: Sheets of the template: what a house fills in once is in none of them.
TO_FILL_IN: Final = ("goals", "people", "teams", "kpis")
#: Excel keeps fifteen digits.
MOST_DIGITS: Final = 15
DAY_FORMAT: Final = "dd/mm/yyyy"
WIDTHS: Final = {Holds.TEXT: 28, Holds.ROWS: 34, Holds.NUMBER: 12, Holds.DAY: 13}
WIDTH: Final = 20
ROWS_WITH_CHOICES: Final = 1_000
LONGEST_LIST: Final = 250
NEEDED: Final = ("objective", "objective_owner", "title")


def book(found: Tables, language: SheetLanguage) -> bytes:
    """Every sheet with its rows, and the guide. Raises NoReader without openpyxl."""
    made = _new_book()
    for name, columns in found.columns.items():
        sheet = _sheet(made, name, [column(name, one) for one in columns], language)
        for number, row in enumerate(found.rows[name], 2):
            values = [(row.get(one), column(name, one)) for one in columns]
            _fill(sheet, number, values, language)
    _guide(made, language)
    return _bytes(made)


def template(language: SheetLanguage) -> bytes:
    """The sheets with their headings and choices, and the guide. Raises NoReader."""
    made = _new_book()
    for name in TO_FILL_IN:
        _sheet(made, name, SHEETS[name], language)
    _guide(made, language)
    return _bytes(made)


def _new_book() -> Any:
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise NoReader from error
    made = Workbook()
    made.remove(made.active)
    return made


def _bytes(made: Any) -> bytes:
    raw = io.BytesIO()
    made.save(raw)
    return raw.getvalue()


def _sheet(made: Any, name: str, columns: Sequence[Column], language: SheetLanguage) -> Any:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = made.create_sheet(language.sheet(name))
    for place, one in enumerate(columns, 1):
        cell = sheet.cell(1, place, language.column(name, one.name))
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E46")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = WIDTHS.get(one.holds, WIDTH)
        if one.holds is Holds.CHOICE:
            _offer_choices(sheet, letter, list(language.choices[one.choices]), one, language)
        if one.holds is Holds.DAY:
            for row in range(2, 200):
                sheet.cell(row, place).number_format = DAY_FORMAT
    sheet.freeze_panes = "B2" if name == "goals" else "A2"
    sheet.row_dimensions[1].height = 32
    return sheet


def _offer_choices(
    sheet: Any, letter: str, values: list[str], one: Column, language: SheetLanguage
) -> None:
    """A list to choose from; whoever types something else is told by the import."""
    from openpyxl.worksheet.datavalidation import DataValidation

    words = ",".join(language.choice(one.choices, value) for value in values)
    if len(words) > LONGEST_LIST:
        return
    offered = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    offered.showErrorMessage = False
    sheet.add_data_validation(offered)
    offered.add(f"{letter}2:{letter}{ROWS_WITH_CHOICES}")


def _fill(
    sheet: Any, row: int, values: Sequence[tuple[Value, Column]], language: SheetLanguage
) -> None:
    from openpyxl.styles import Alignment

    for place, (value, one) in enumerate(values, 1):
        said = _cell(value, one, language)
        if said in (None, ""):
            continue
        cell = sheet.cell(row, place)
        cell.value = said
        if isinstance(said, str):
            cell.data_type = "s"  # never a formula
            cell.alignment = Alignment(vertical="top", wrap_text=one.holds is Holds.ROWS)
        elif isinstance(said, date):
            cell.number_format = DAY_FORMAT


def _cell(value: Value, one: Column, language: SheetLanguage) -> Any:
    """Numbers and dates as such; numbers that Excel would round are kept as texts."""
    if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) <= MOST_DIGITS:
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, date):
        return value
    said = Writer(language).text(value, one)
    return said if isinstance(value, Decimal) else quoted(said)


def _guide(made: Any, language: SheetLanguage) -> None:
    """What each column of goals takes. The sheet has a name that the import does not read."""
    from openpyxl.styles import Alignment, Font

    texts = language.texts
    sheet = made.create_sheet(language.sheet("guide"))
    for line in ("intro", "numbers", "cycle"):
        sheet.append([texts[line]])
    sheet.append([])
    sheet.append([texts["columns"], texts["meaning"], texts["choices"]])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for one in SHEETS["goals"]:
        listed = language.choices.get(one.choices, {})
        choices = ", ".join(language.choice(one.choices, value) for value in listed)
        needed = f" ({texts['needed']})" if one.name in NEEDED else ""
        hint = language.hints["goals"][one.name]
        sheet.append([language.column("goals", one.name) + needed, hint, choices])
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for letter, width in (("A", 30), ("B", 80), ("C", 40)):
        sheet.column_dimensions[letter].width = width
