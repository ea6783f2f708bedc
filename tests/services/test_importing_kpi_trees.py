"""KPIs of a file that are part of others are checked as in the form."""

from pathlib import Path

import pytest
from import_file import LATER, SMALL, WS, load, rows, run

from bot.render.import_words import ImportWords
from bot.services import importing
from bot.services.importing import ImportProblems
from storage.uow import Database

PART = (
    "  - {key: north, title: Churn north, team: marketing, owner: hung, at_most: 3,"
    ' unit: "%", frequency: month, parent: churn}\n'
)


def refused(database: Database, path: Path, text: str) -> list[str]:
    with database.reading() as session:
        known = importing.read_known(session, WS)
    path = path / "later.yaml"
    path.write_text(text, "utf-8")
    before = rows(database)
    with pytest.raises(ImportProblems) as problems:
        run(database, importing.load(path, known), at=LATER)
    assert rows(database) == before
    return [ImportWords.load("en").told(one) for one in problems.value.problems]


def test_parts_have_the_rhythm_and_the_unit_of_the_whole(
    sqlite_database: Database, tmp_path: Path
) -> None:
    differs = "“Tỷ lệ rời bỏ” is read in another rhythm or unit."
    for wrong in (PART.replace("month", "week"), PART.replace('"%"', "min")):
        [told] = refused(sqlite_database, tmp_path, SMALL + wrong)
        assert told.startswith("Line 26, kpis.north: " + differs)
    run(sqlite_database, load(SMALL + PART, tmp_path))
    # Of a later file that changes the whole alone, its parts are known.
    weekly = SMALL.replace("frequency: month, protects", "frequency: week, protects")
    [told] = refused(sqlite_database, tmp_path, weekly)
    assert "“Churn north” is read in another rhythm" in told
    below = SMALL.replace("protects: o1, readings", "protects: o1, parent: north, readings")
    [told] = refused(sqlite_database, tmp_path, below)
    assert "It would be part of itself." in told
