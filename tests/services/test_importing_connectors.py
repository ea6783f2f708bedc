"""The section `connectors` of an import file."""

from pathlib import Path

import pytest
from import_file import LATER, SMALL, WS, load, run
from sqlmodel import select

from bot.render.import_words import ImportWords
from bot.services import importing
from bot.services.importing import ImportProblems
from storage.tables import Connector
from storage.uow import Database

SHOP = 'sql: SELECT 1, secret: "env:OKRBOT_SECRET_SHOP"'
STATS = 'url: "https://stats.example/api", pointer: /data, every: week, "on": friday, at: "17:00"'


def section(entry: str) -> str:
    return f"{SMALL}connectors:\n  - {{kpi: churn, {entry}}}\n"


def connectors(database: Database) -> list[Connector]:
    with database.reading() as session:
        return list(session.exec(select(Connector)))


def test_a_dry_run_shows_old_and_new_and_slack_may_change_none(
    sqlite_database: Database, tmp_path: Path
) -> None:
    first = load(section(SHOP), tmp_path)
    assert run(sqlite_database, first, dry_run=True).created["connector"] == 1
    assert connectors(sqlite_database) == []
    run(sqlite_database, first)
    assert run(sqlite_database, first, at=LATER).is_empty
    second = load(section(f"{STATS}, paused: true"), tmp_path)
    report = run(sqlite_database, second, at=LATER, dry_run=True)
    assert [ImportWords.load("en").line(line) for line in report.lines] == [
        "• connector churn: pointer – → /data; query SELECT 1 → –; "
        "secret env:OKRBOT_SECRET_SHOP → –; times at 06:00 → weekday 4; at 17:00; "
        "address – → https://stats.example/api; paused false → true"
    ]
    [kept] = connectors(sqlite_database)
    assert (kept.kind, kept.paused_at) == ("sql", None)
    with (
        sqlite_database.unit_of_work() as session,
        pytest.raises(ImportProblems, match=r"connector\.in_terminal"),
    ):
        importing.run_in(session, second, workspace_id=WS, at=LATER, actor_id=1)
    with sqlite_database.unit_of_work() as session:
        assert importing.run_in(session, first, workspace_id=WS, at=LATER, actor_id=1).is_empty


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("at: '06:30'", "Say where the figure comes from with just one of sql:, url:, prometheus:"),
        ("sql: SELECT 1", "A query needs a database"),
        ("sql: SELECT 1, secret: postgresql://a:b@c/d", "names no secret"),
        ("url: 'ftp://x'", "is no address of a web server"),
        (f"{SHOP}, at: '25:00'", "is no time of day"),
        (f"{SHOP}, every: month", "Choose one of: hour, day, week"),
    ],
)
def test_what_cannot_work_is_told_with_its_line(tmp_path: Path, entry: str, told: str) -> None:
    with pytest.raises(ImportProblems) as problems:
        load(section(entry), tmp_path)
    [problem] = problems.value.problems
    assert told in ImportWords.load("en").told(problem)
    assert ImportWords.load("vi").told(problem).startswith("Dòng 27, connectors[1]")
