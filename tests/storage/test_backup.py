"""Copies of an SQLite database: whole, checked, or not there at all."""

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from storage import backup
from storage.backup import NotSound
from storage.tables import Workspace
from storage.uow import Database

AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)


@pytest.fixture
def sqlite_database(tmp_path: Path, sqlite_template: Path) -> Iterator[Database]:
    """A file of the test's own, which it may damage."""
    shutil.copyfile(sqlite_template, tmp_path / "okrbot.db")
    database = Database.open(f"sqlite:///{tmp_path / 'okrbot.db'}")
    yield database
    database.dispose()


def path_of(database: Database) -> Path:
    name = database.write.url.database
    assert name is not None
    return Path(name)


def names(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name FROM workspace ORDER BY id").fetchall()
    return [name for (name,) in found]


def add_workspace(database: Database, ident: str) -> None:
    with database.unit_of_work() as session:
        session.add(Workspace(id=ident, name=ident, created_at=AT))


def test_a_copy_holds_what_was_committed_and_stands_alone(
    sqlite_database: Database, tmp_path: Path
) -> None:
    add_workspace(sqlite_database, "T1")
    made = backup.copy(path_of(sqlite_database), tmp_path / "copy.db")
    assert made.rows["workspace"] == 1
    assert names(made.path) == ["T1"]
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    beside = [path.name for path in tmp_path.iterdir() if path.name.startswith("copy")]
    assert beside == ["copy.db"]


def test_a_copy_under_load_is_one_moment_of_the_database(
    sqlite_database: Database, tmp_path: Path
) -> None:
    """Two rows are always written together; a torn copy would hold one of them."""
    enough, done = Event(), Event()

    def write() -> None:
        n = 0
        while not done.is_set():
            n += 1
            with sqlite_database.unit_of_work() as session:
                for end in "ab":
                    session.add(Workspace(id=f"T{n}{end}", name=str(n), created_at=AT))
                    session.flush()
            if n == 20:
                enough.set()

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        try:
            assert enough.wait(60)
            made = [
                backup.copy(path_of(sqlite_database), tmp_path / f"copy{n}.db").path
                for n in range(5)
            ]
        finally:
            done.set()
        writing.result()
    counts = [len(names(path)) for path in made]
    assert counts == sorted(counts)
    assert counts[0] >= 40
    for path in made:
        found = names(path)
        assert {found.count(name) for name in found} == {2}


def test_a_damaged_database_is_no_backup(sqlite_database: Database, tmp_path: Path) -> None:
    for n in range(200):
        add_workspace(sqlite_database, f"T{n}")
    path = path_of(sqlite_database)
    sqlite_database.dispose()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096 * 3)
    target = tmp_path / "copy.db"
    target.write_text("the last good one")
    with pytest.raises(NotSound):
        backup.copy(path, target)
    assert target.read_text() == "the last good one"
    assert not list(tmp_path.glob("*.part*"))


def test_rows_that_point_to_nothing_are_no_backup(
    sqlite_database: Database, tmp_path: Path
) -> None:
    path = path_of(sqlite_database)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO team (workspace_id, key, name) VALUES ('T1', 'x', 'x')")
    with pytest.raises(NotSound, match="point to nothing"):
        backup.copy(path, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize("words", [b"", b"not a database", b"x" * 10_000])
def test_what_is_no_database_is_refused(tmp_path: Path, words: bytes) -> None:
    (tmp_path / "source.db").write_bytes(words)
    if not words:  # an empty file is an empty database
        assert backup.copy(tmp_path / "source.db", tmp_path / "copy.db").rows == {}
        return
    with pytest.raises(NotSound, match="not a database"):
        backup.copy(tmp_path / "source.db", tmp_path / "copy.db", read_only=True)


def test_a_missing_source_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(NotSound, match="unable to open"):
        backup.copy(tmp_path / "nowhere.db", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_an_exchange_keeps_the_old_database_with_its_last_commits(
    sqlite_database: Database, tmp_path: Path
) -> None:
    path = path_of(sqlite_database)
    fresh = backup.copy(path, tmp_path / "fresh.db").path
    add_workspace(sqlite_database, "LATER")  # in the journal only
    kept = backup.exchange(fresh, path, at=AT)
    assert kept == tmp_path / "okrbot.2026-11-16T020000Z.replaced.db"
    assert names(kept) == ["LATER"]
    sqlite_database.dispose()
    assert names(path) == []
    assert not fresh.exists()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_an_exchange_takes_the_journal_of_a_damaged_database_away(tmp_path: Path) -> None:
    fresh, path = tmp_path / "fresh.db", tmp_path / "okrbot.db"
    with closing(sqlite3.connect(fresh)) as connection, connection:
        connection.execute("CREATE TABLE good (id INTEGER)")
    path.write_bytes(b"no database" * 1000)
    (tmp_path / "okrbot.db-wal").write_bytes(b"its journal")
    kept = backup.exchange(fresh, path, at=AT)
    assert kept is not None
    assert kept.read_bytes() == b"no database" * 1000
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"its journal"
    assert not (tmp_path / "okrbot.db-wal").exists()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM good").fetchone() == (0,)


def test_names_are_never_taken_twice(tmp_path: Path) -> None:
    database = tmp_path / "okrbot.db"
    assert backup.free_name(database, "0001.bak").name == "okrbot.0001.bak.db"
    (tmp_path / "okrbot.0001.bak.db").touch()
    assert backup.free_name(database, "0001.bak").name == "okrbot.0001.bak-2.db"
