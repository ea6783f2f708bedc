"""What an export says, an import reads back to the letter."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from import_file import LATER, SMALL, WS, rows, run
from import_file import load as load_text

from bot.services import exporting
from bot.services.exporting import Chosen
from storage.tables import Workspace
from storage.uow import Database

ROOT = Path(__file__).parents[2]
FULL = (ROOT / "tests" / "services" / "everything.yaml").read_text("utf-8")
Empty = Callable[[], Database]


def exported(database: Database, chosen: Chosen | None = None, *, at: datetime = LATER) -> str:
    with database.reading() as session:
        house = session.get_one(Workspace, WS)
        return exporting.yaml(exporting.snapshot(session, house, chosen or Chosen(), at=at))


@pytest.fixture
def again(tmp_path: Path, sqlite_template: Path) -> Callable[[str], Database]:
    """Imports a text into an empty database beside the other one."""

    def into_an_empty_one(text: str) -> Database:
        path = tmp_path / "again.db"
        path.write_bytes(sqlite_template.read_bytes())
        other = Database.open(f"sqlite:///{path}")
        run(other, load_text(text, tmp_path), at=LATER)
        return other

    return into_an_empty_one


@pytest.mark.parametrize("history", [False, True])
@pytest.mark.parametrize("text", [SMALL, FULL], ids=["small", "everything"])
def test_export_and_import_are_inverse(
    database: Database,
    tmp_path: Path,
    again: Callable[[str], Database],
    text: str,
    history: bool,
) -> None:
    run(database, load_text(text, tmp_path))
    chosen = Chosen(history=history)
    first = exported(database, chosen)
    before = rows(database)
    report = run(database, load_text(first, tmp_path), at=LATER)
    assert report.is_empty, report.lines
    assert rows(database) == before
    other = again(first)
    try:
        assert exported(other, chosen) == first
    finally:
        other.dispose()
