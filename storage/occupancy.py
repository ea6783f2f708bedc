"""One bot per SQLite file: a lock beside it, which the kernel lets go of when its holder ends."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url

PATIENCE_S = 1.0


class Occupied(Exception):
    """Another process works on this SQLite file, or the lock beside it cannot be taken."""


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Be the only bot on the SQLite file of `url` until the block ends; or raises Occupied.

    Nothing is locked where there is no file: PostgreSQL knows how to share its rows. What the lock
    file holds is for people to read; only the kernel's lock on it counts, so a file that a crash
    left behind keeps nobody out.
    """
    database = file_of(url)
    if database is None:
        yield
        return
    descriptor = _opened(lock_file(database))
    try:
        _take(descriptor, database)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def is_occupied(url: str) -> bool:
    """Whether a bot runs on the SQLite file of `url`; False where nothing is locked."""
    database = file_of(url)
    if database is None or not lock_file(database).exists():
        return False
    descriptor = _opened(lock_file(database))
    try:
        return not _taken(descriptor)
    finally:
        os.close(descriptor)


def file_of(url: str) -> Path | None:
    """The SQLite file behind a URL, links followed; None for anything else."""
    parsed = make_url(url)
    name = parsed.database
    if parsed.get_backend_name() != "sqlite" or not name or name == ":memory:":
        return None
    return Path(name).resolve()


def lock_file(database: Path) -> Path:
    """Where the lock of an SQLite file lies."""
    return database.with_name(f"{database.name}.lock")


def _opened(lock: Path) -> int:
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise Occupied(
            f"{lock} cannot be made ({error.strerror}). The folder of the database must exist, and "
            "this user must be able to write there."
        ) from error


def _take(descriptor: int, database: Path) -> None:
    """Somebody who only looks has the lock for a moment, so one refusal is not believed."""
    until = time.monotonic() + PATIENCE_S
    while not _taken(descriptor):
        if time.monotonic() > until:
            holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip()
            raise Occupied(
                f"A bot already works on {database} (process {holder or 'unknown'}), and an SQLite "
                "file has room for one. Stop that one first, give this one another file in "
                "OKRBOT_DATABASE_URL, or use PostgreSQL for several."
            )
        time.sleep(PATIENCE_S / 20)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
