"""Cards as an Excel file: one sheet with the totals, one with every key result and KPI."""

import io
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from bot.domain.spreadsheets.safe_cells import quoted
from bot.services.importing import NoReader
from bot.services.rows import Row
from bot.services.scorecards.cards import KEY_RESULTS, KPIS

#: One text of the file in the reader's language, by its name.
Text = Callable[[str], str]
Cell = str | Decimal | date | None
DAY_FORMAT: Final = "dd/mm/yyyy"
PERCENT, POINTS = "0.0%", "0.0"
WIDTH: Final = 18
WIDEST: Final = {"person": 28, "role": 26, "item": 48, "note": 48}

SUMMARY: Final = (
    *("person", "role", "cycle", "kr_share", "kr_attainment", "kpi_share", "kpi_attainment"),
    *("kpi_points", "total", "reviewed_by", "reviewed_on", "reviewed_total", "note", "changed"),
)
ITEMS: Final = (
    *("person", "role", "cycle", "part", "item", "weight", "share", "attainment", "remark"),
)
#: Columns that say something of key results.
OF_OKRS: Final = ("kr_share", "kr_attainment", "total", "reviewed_total", "note")
FORMATS: Final = {
    "kr_attainment": PERCENT,
    "kpi_attainment": PERCENT,
    "attainment": PERCENT,
    "kpi_points": POINTS,
    "total": POINTS,
    "reviewed_total": POINTS,
    "share": POINTS,
    "reviewed_on": DAY_FORMAT,
}


def book(cards: Sequence[Row], text: Text, *, okr: bool) -> bytes:
    """The file. Raises NoReader without openpyxl."""
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise NoReader from error
    made = Workbook()
    made.remove(made.active)
    summary = [name for name in SUMMARY if okr or name not in OF_OKRS]
    _sheet(made, text("summary"), summary, [_summary(card, text) for card in cards], text)
    rows = [row for card in cards for row in _items(card, text)]
    _sheet(made, text("items"), ITEMS, rows, text)
    raw = io.BytesIO()
    made.save(raw)
    return raw.getvalue()


def _summary(row: Row, text: Text) -> dict[str, Cell]:
    card, review = row["card"], row["review"]
    parts = {part["part"]: part for part in card["parts"]}
    found: dict[str, Cell] = {
        "person": row["person"],
        "role": card["template"],
        "cycle": row["cycle"],
        "kpi_share": Decimal(parts[KPIS]["share"]),
        "kpi_attainment": _number(parts[KPIS]["attainment"]),
        "kpi_points": _number(parts[KPIS]["points"]),
        "total": _number(card["total"]),
    }
    if KEY_RESULTS in parts:
        found["kr_share"] = Decimal(parts[KEY_RESULTS]["share"])
        found["kr_attainment"] = _number(parts[KEY_RESULTS]["attainment"])
    if review is not None:
        found |= {
            "reviewed_by": review["by"],
            "reviewed_on": review["on"],
            "reviewed_total": _number(review["total"]),
            "note": review["note"],
            "changed": text("yes") if review["changed"] else text("no"),
        }
    return found


def _items(row: Row, text: Text) -> list[dict[str, Cell]]:
    return [
        {
            "person": row["person"],
            "role": row["card"]["template"],
            "cycle": row["cycle"],
            "part": text(part["part"]),
            "item": item["title"],
            "weight": Decimal(item["weight"]),
            "share": _number(item["share"]),
            "attainment": _number(item["attainment"]),
            "remark": _remark(item, text),
        }
        for part in row["card"]["parts"]
        for item in part["items"]
    ]


def _remark(item: Row, text: Text) -> str | None:
    if item.get("watched"):
        return text("watched")
    if item["attainment"] is None:
        return text("no_figure")
    return text("left_out") if Decimal(item["weight"]) == 0 else None


def _number(stored: str | None) -> Decimal | None:
    return None if stored is None else Decimal(stored)


def _sheet(
    made: Any, title: str, columns: Sequence[str], rows: Sequence[dict[str, Cell]], text: Text
) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = made.create_sheet(title)
    for place, name in enumerate(columns, 1):
        head = sheet.cell(1, place, text(name))
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor="1F4E46")
        sheet.column_dimensions[get_column_letter(place)].width = WIDEST.get(name, WIDTH)
        for number, row in enumerate(rows, 2):
            _fill(sheet.cell(number, place), row.get(name), FORMATS.get(name))
    sheet.freeze_panes = "B2"


def _fill(cell: Any, value: Cell, shown_as: str | None) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if value is None:
        return
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", quoted(value))
        cell.data_type = "s"  # never a formula
        return
    cell.value = float(value) if isinstance(value, Decimal) else value
    if shown_as:
        cell.number_format = shown_as
