"""Copies of an SQLite database: taken while others write, checked before they get their name."""

import os
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

BESIDE = ("-wal", "-shm", "-journal")
ALL_PAGES = -1  # one step, hence one state of the database; in WAL mode writers go on meanwhile


class NotSound(Exception):
    """A copy could not be made, or is not what it was copied from; nothing was put in place."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A checked copy: its size in bytes, and how many rows each table has."""

    path: Path
    size: int
    rows: Mapping[str, int]


def copy(source: Path, target: Path, *, read_only: bool = False) -> Copied:
    """Copy one state of `source` to `target`, which appears only when it is whole and checked.

    `read_only` for a source that nobody has open and that must stay as it is. An existing target is
    replaced. Raises NotSound.
    """
    draft = target.with_name(f"{target.name}.part")
    try:
        _make(draft)
        with closing(_opened(source, "ro" if read_only else "rw")) as read:
            read.execute("BEGIN")
            expected = _rows(read)
            with closing(_opened(draft, "rw")) as written:
                read.backup(written, pages=ALL_PAGES)
                # A file that can be copied and opened alone, even from a read-only medium.
                written.execute("PRAGMA journal_mode = DELETE")
                _check(written, expected)
        _to_disk(draft)
        os.replace(draft, target)
        _to_disk(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise NotSound(f"{source} cannot be copied to {target}: {error}.") from error
    finally:
        discard(draft)
    return Copied(target, target.stat().st_size, expected)


def exchange(fresh: Path, database: Path, *, at: datetime) -> Path | None:
    """Put `fresh` where `database` is; where that is kept now, None when there was none.

    At every moment one of the two is in place, whatever happens to this process.
    """
    with closing(_opened(fresh, "rw")) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    _to_disk(fresh)
    kept = None
    if database.exists():
        kept = free_name(database, f"{moment(at)}.replaced")
        _take_journal_away(database, kept)
        try:
            os.link(database, kept)
        except OSError:  # a file system without links
            shutil.copy2(database, kept)
    os.replace(fresh, database)
    _to_disk(database.parent)
    return kept


def discard(path: Path) -> None:
    """Delete a copy and what lies beside it, if it is there."""
    for end in ("", *BESIDE):
        path.with_name(path.name + end).unlink(missing_ok=True)


def free_name(database: Path, mark: str) -> Path:
    """`okrbot.db` with the mark `0001.bak` becomes `okrbot.0001.bak.db`, then `…bak-2.db`, …"""
    counted = 1
    while True:
        end = "" if counted == 1 else f"-{counted}"
        path = database.with_name(f"{database.stem}.{mark}{end}{database.suffix}")
        if not path.exists():
            return path
        counted += 1


def moment(at: datetime) -> str:
    """A UTC moment as it stands in names of files: 2026-11-16T020000Z."""
    return f"{at:%Y-%m-%dT%H%M%SZ}"


def _make(draft: Path) -> None:
    """An empty file that only this user may read: it will hold people's words."""
    discard(draft)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=10)
    connection.isolation_level = None
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    return connection


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    return {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
        for (name,) in tables
    }


def _check(connection: sqlite3.Connection, expected: Mapping[str, int]) -> None:
    [(found,), *_] = connection.execute("PRAGMA integrity_check").fetchall()
    if found != "ok":
        raise NotSound(f"The database is damaged: {found}. Nothing was put in place.")
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise NotSound("The database has rows that point to nothing. Nothing was put in place.")
    counted = _rows(connection)
    if counted != expected:
        raise NotSound("The copy has other numbers of rows. Nothing was put in place.")


def _take_journal_away(database: Path, kept: Path) -> None:
    """SQLite would play a journal that is left beside the name into whatever has the name then.

    A sound database takes its journal in. A damaged one is kept with it, in a copy made before
    SQLite sees it: closing such a database deletes the journal.
    """
    copied = []
    for end in BESIDE:
        beside = database.with_name(database.name + end)
        if beside.exists():
            copied.append(Path(shutil.copy2(beside, kept.with_name(kept.name + end))))
    try:
        with closing(_opened(database, "rw")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        pass
    else:
        for path in copied:
            path.unlink()
    for end in BESIDE:
        database.with_name(database.name + end).unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
