"""The section `calendar` of an import file."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from test_importing_problems import HEAD, KR, problems, said

from bot.services import importing
from bot.services.importing import ImportReport
from storage import calendars, organisation
from storage.uow import Database

AT = datetime(2026, 11, 15, 20, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
CALENDAR = """\
calendar:
  country: vn
  saturdays: true
  holidays: [{on: 2026-11-20, name: Ngày truyền thống}]
  worked: [{on: 2026-11-24}]
  swapped: [{off: 2026-11-23, worked: 2026-11-28, name: Hoán đổi}]
"""


def run(database: Database, tmp_path: Path, text: str) -> ImportReport:
    path = tmp_path / "file.yaml"
    path.write_text(text, "utf-8")
    return importing.run(database, importing.load(path), workspace_id="T1", at=AT)


def days(database: Database) -> dict[date, tuple[str, str | None]]:
    with database.reading() as session:
        found = calendars.days(session, "T1")
        return {day: (row.kind, row.name) for day, row in found.items()}


def test_a_calendar_is_written_and_a_second_run_changes_nothing(
    database: Database, tmp_path: Path
) -> None:
    text = HEAD + KR + CALENDAR
    run(database, tmp_path, text)
    with database.reading() as session:
        workspace = organisation.workspace(session, "T1")
        assert workspace is not None
        assert (workspace.country, workspace.saturdays) == ("VN", True)
    assert days(database) == {
        date(2026, 11, 20): ("off", "Ngày truyền thống"),
        date(2026, 11, 23): ("off", "Hoán đổi"),
        date(2026, 11, 24): ("worked", None),
        date(2026, 11, 28): ("worked", "Hoán đổi"),
    }
    assert run(database, tmp_path, text).is_empty


def test_the_workspace_has_the_days_of_the_section_and_keeps_them_without_it(
    database: Database, tmp_path: Path
) -> None:
    run(database, tmp_path, HEAD + KR + CALENDAR)
    assert run(database, tmp_path, HEAD + KR).is_empty
    text = f"{HEAD}{KR}calendar: {{country: VN, worked: [{{on: 2026-11-20}}]}}\n"
    report = run(database, tmp_path, text)
    assert days(database) == {date(2026, 11, 20): ("worked", None)}
    [line] = [line for line in report.lines if line.kind == "workspace"]
    assert line.fields == ("saturdays", "calendar")
    assert run(database, tmp_path, text).is_empty


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("calendar: {country: Vietnam}", "“Vietnam” is not a country."),
        ("calendar: {country: XX}", "The public holidays of XX are not known."),
        ("calendar: {holidays: [2026-11-20]}", "Line 15, calendar.holidays: Each entry"),
        ("calendar: {holidays: [{name: Tết}]}", "calendar.holidays[1].on: on is missing"),
        ("calendar: {swapped: [{off: 2026-11-23}]}", "calendar.swapped[1].worked: worked is miss"),
        ("calendar: {swapped: [{off: 2026-11-23, worked: 2026-11-23}]}", "2026-11-23 is there al"),
        ("calendar: {holidays: [{on: 20/11}]}", "“20/11” is not a date"),
        ("calendar: {saturdays: often}", "“often” should be true or false"),
        ("calendar: {holiday: []}", "Did you mean holidays?"),
        ("calendar: [VN]", "calendar"),
    ],
)
def test_what_is_wrong_with_a_calendar_is_said(tmp_path: Path, text: str, told: str) -> None:
    [problem] = problems(tmp_path, f"{HEAD}{KR}{text}\n")
    assert told in said(problem)
    assert said(problem, "vi") != said(problem)
