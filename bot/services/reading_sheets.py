"""Readings in a spreadsheet: which columns hold them, and whose KPIs they name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from bot.domain.spreadsheets.conventions import Decimals
from bot.domain.spreadsheets.fields import READINGS
from bot.domain.spreadsheets.vocabulary import Vocabulary, plain
from bot.services import facts, given_readings
from bot.services.given_readings import MOST_AT_ONCE, Given, Giver, RowProblems, Written
from bot.services.importing.loading import Parsed
from bot.services.importing.problems import Findings, ImportProblems, Problem
from bot.services.importing.sheets.headings import Table, Tables
from bot.services.importing.sheets.reading import Reader, conventions_of
from storage import ownership

SHEET = "readings"
NEEDED = ("kpi", "date", "value")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the sheet as it is said; `kpi` is a key or any name of a KPI."""

    row: int
    kpi: str
    on: date
    value: Decimal
    unit: str | None
    note: str | None
    numerator: Decimal | None
    denominator: Decimal | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file, and the columns that nobody read."""

    table: Table
    rows: Sequence[SheetRow]
    ignored: tuple[str, ...]


def is_one(parsed: Parsed, words: Vocabulary) -> bool:
    """Whether the file is one of readings: with a column for each of NEEDED."""
    try:
        found = Tables(words, Findings(), (SHEET,)).read(list(parsed.grids)).found
    except ImportProblems:
        return False
    return all(name in found[SHEET].columns for name in NEEDED)


def read(parsed: Parsed, words: Vocabulary, *, decimals: Decimals | None = None) -> Sheet:
    """The rows; `decimals` settles how they write numbers.

    Raises ImportProblems with every problem found.
    """
    findings = Findings()
    tables = Tables(words, findings, (SHEET,)).read(list(parsed.grids))
    table = tables.found[SHEET]
    reader = Reader(words, conventions_of(tables, findings, chosen=decimals), findings)
    numbers = table.rows()
    if len(numbers) > MOST_AT_ONCE:
        params = {"count": len(numbers), "most": MOST_AT_ONCE}
        raise ImportProblems([Problem(0, "", "readings.too_many", params)])
    found = [_row(table, reader, findings, row) for row in numbers]
    findings.raise_any()
    return Sheet(table, [one for one in found if one is not None], tuple(tables.ignored))


def write(session: Session, sheet: Sheet, giver: Giver) -> Sequence[Written]:
    """Write the readings, all or none; raises ImportProblems with the cells that are wrong."""
    names = _names(session, giver.workspace_id)
    findings = Findings()
    given = [_given(sheet, one, names, findings) for one in sheet.rows]
    findings.raise_any()
    try:
        return given_readings.write(session, [one for one in given if one is not None], giver)
    except RowProblems as problems:
        for problem in problems.problems:
            row = sheet.rows[problem.index].row
            cell = sheet.table.cell(row, problem.field)
            params = dict(problem.error.params)
            if problem.error.key == "readings.twice":
                first = sheet.rows[int(str(params["first"])) - 1].row
                params["first"] = sheet.table.cell(first, "value")
            findings.add(cell, "", problem.error.key, **params)
        raise ImportProblems(findings.found) from problems


def _row(table: Table, reader: Reader, findings: Findings, row: int) -> SheetRow | None:
    said = {
        column.name: reader.text(table, row, column)
        for column in READINGS
        if column.name in table.columns
    }
    kpi, on, value = (said.get(name) for name in NEEDED)
    if not kpi or not on or not value:
        missing = next(name for name in NEEDED if not said.get(name))
        findings.add(table.cell(row, missing), "", "readings.incomplete")
        return None
    return SheetRow(
        row=row,
        kpi=kpi,
        on=date.fromisoformat(on),
        value=Decimal(value),
        unit=said.get("unit"),
        note=said.get("note"),
        numerator=_number(said.get("numerator")),
        denominator=_number(said.get("denominator")),
        confirmed=said.get("confirm") == "true",
    )


def _number(said: str | None) -> Decimal | None:
    return Decimal(said) if said else None


def _names(session: Session, workspace_id: str) -> dict[str, dict[str, int]]:
    """By each name of a KPI, without accents and signs: the ids of those that have it, by key."""
    found: dict[str, dict[str, int]] = {}
    for kpi in ownership.kpis(session, workspace_id):
        for name in (kpi.key, kpi.title, *facts.aliases(kpi.aliases)):
            found.setdefault(plain(name), {})[kpi.key] = kpi.id or 0
    return found


def _given(
    sheet: Sheet, one: SheetRow, names: dict[str, dict[str, int]], findings: Findings
) -> Given | None:
    called = names.get(plain(one.kpi), {})
    fitting = called if one.kpi not in called else {one.kpi: called[one.kpi]}
    if len(fitting) != 1:
        cell = sheet.table.cell(one.row, "kpi")
        key = "readings.several" if fitting else "readings.kpi_unknown"
        findings.add(cell, "", key, name=one.kpi[:80], keys=", ".join(sorted(fitting)))
        return None
    return Given(
        kpi=next(iter(fitting.values())),
        value=one.value,
        on=one.on,
        unit=one.unit,
        note=one.note,
        numerator=one.numerator,
        denominator=one.denominator,
        confirmed=one.confirmed,
    )
