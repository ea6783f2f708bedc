"""Goals as Excel and CSV files: what goes out comes back, safely and in both languages."""

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from import_file import LATER, WS, rows, run
from import_file import load as load_text
from sqlmodel import select

from bot.domain.spreadsheets.fields import SHEETS
from bot.render import sheet_words
from bot.services import exporting, importing
from bot.services.exporting import Chosen, Format
from storage.tables import Initiative, KeyResult, Objective, Workspace
from storage.uow import Database

EVERYTHING = (Path(__file__).parent / "everything.yaml").read_text("utf-8")
WORDS = sheet_words.vocabulary()
DANGEROUS = ("=1+1", "+30 %", "-5", "@mai", "\uff1dSUM(A1)", "'=x", "''=x", "'quoted'", "\ttab")


def exported(database: Database, form: Format, locale: str, *, history: bool = False) -> bytes:
    with database.reading() as session:
        house = session.get_one(Workspace, WS)
        facts = exporting.snapshot(session, house, Chosen(history=history), at=LATER)
    return exporting.written(facts, form, WORDS.languages[locale], history=history)


def imported(database: Database, raw: bytes, form: Format) -> importing.ImportReport:
    with database.reading() as session:
        known = importing.read_known(session, WS)
    file = importing.understand(importing.parse(raw, f"x.{form}"), known, WORDS)
    assert file.ignored == ()
    return run(database, file, at=LATER)


@pytest.mark.parametrize("history", [False, True])
@pytest.mark.parametrize("locale", ["en", "vi"])
@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX])
def test_import_of_an_export_changes_nothing(
    sqlite_database: Database, tmp_path: Path, form: Format, locale: str, history: bool
) -> None:
    database = sqlite_database
    run(database, load_text(EVERYTHING, tmp_path))
    before = rows(database)
    report = imported(database, exported(database, form, locale, history=history), form)
    assert report.is_empty, report.lines
    assert rows(database) == before


@pytest.mark.parametrize("locale", ["en", "vi"])
def test_excel_file_fills_an_empty_database(
    sqlite_database: Database, tmp_path: Path, sqlite_template: Path, locale: str
) -> None:
    """All but what has no column: calendar, pilot, scores and how goals ended."""
    run(sqlite_database, load_text(EVERYTHING, tmp_path))
    raw = exported(sqlite_database, Format.XLSX, locale)
    path = tmp_path / "again.db"
    path.write_bytes(sqlite_template.read_bytes())
    other = Database.open(f"sqlite:///{path}")
    try:
        imported(other, raw, Format.XLSX)
        again = exported(other, Format.XLSX, locale)
    finally:
        other.dispose()
    assert cells(again) == cells(raw)


def cells(raw: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(io.BytesIO(raw))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }


def test_no_text_of_an_export_is_taken_for_a_formula_and_all_come_back(
    sqlite_database: Database, tmp_path: Path
) -> None:
    run(sqlite_database, load_text(EVERYTHING, tmp_path))
    with sqlite_database.unit_of_work() as session:
        found = session.exec(select(KeyResult).order_by(KeyResult.id)).all()  # type: ignore[arg-type]
        for row, title in zip(found, DANGEROUS, strict=False):
            row.title = title.strip()
        session.exec(select(Initiative)).first().title = "=HYPERLINK(1)"  # type: ignore[union-attr]
        session.exec(select(Objective)).first().title = "@everyone"  # type: ignore[union-attr]
    for form in (Format.CSV, Format.XLSX):
        raw = exported(sqlite_database, form, "vi")
        for said in texts(raw, form):
            assert said[:1] not in ("=", "+", "-", "@", "\t", "\r", "\uff1d"), said
        assert imported(sqlite_database, raw, form).is_empty


def texts(raw: bytes, form: Format) -> list[str]:
    if form is Format.CSV:
        lines = csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";")
        return [cell for line in lines for cell in line]
    book = openpyxl.load_workbook(io.BytesIO(raw))
    found = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in found)
    return [cell.value for cell in found if isinstance(cell.value, str)]


def test_figures_and_dates_are_such_in_excel(sqlite_database: Database, tmp_path: Path) -> None:
    run(sqlite_database, load_text(EVERYTHING, tmp_path))
    [head, first, *_] = cells(exported(sqlite_database, Format.XLSX, "vi"))["Mục tiêu"]
    row = dict(zip(head, first, strict=True))
    assert (row["Từ"], row["Đến"], row["Hiện tại"]) == (15, 19.5, 16.25)
    csv_text = exported(sqlite_database, Format.CSV, "vi").decode("utf-8-sig")
    assert ";15;19,5;" in csv_text
    assert date(2026, 12, 11).strftime("%d/%m/%Y") in csv_text


@pytest.mark.parametrize("locale", ["en", "vi"])
def test_template_has_every_column_with_an_explanation_and_is_no_file_to_import(
    locale: str,
) -> None:
    language = WORDS.languages[locale]
    assert set(language.hints["goals"]) == {one.name for one in SHEETS["goals"]}
    for sheet, columns in SHEETS.items():
        assert set(language.columns[sheet]) == {one.name for one in columns}
        assert all(one.choices in language.choices for one in columns if one.choices)
    book = exporting.template(Format.XLSX, language)
    text = exporting.template(Format.CSV, language)
    assert book is not None
    assert text is not None
    found = cells(book)
    assert language.sheet("guide") in found
    assert found[language.sheet("goals")][0][0] == language.column("goals", "objective")
    assert text.decode("utf-8-sig").startswith(language.column("goals", "objective"))


def test_no_name_of_a_sheet_or_column_means_two_things() -> None:
    for sheet in SHEETS:
        for language in WORDS.languages.values():
            for name, written in language.columns[sheet].items():
                for one in written:
                    assert WORDS.column(sheet, one) is not None
                    assert WORDS.column(sheet, one)[0] == name, (sheet, one)  # type: ignore[index]
    for language in WORDS.languages.values():
        for kind, values in language.choices.items():
            for value, names in values.items():
                assert {WORDS.choice(kind, one) for one in names} == {value}, (kind, value)
        for sheet, names in language.sheets.items():
            assert {WORDS.sheet(one) for one in names} == {sheet}
