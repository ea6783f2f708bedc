"""Who can read the files that hold people's data and secrets."""

import stat
from collections.abc import Iterable, Sequence
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO
BESIDE = ("", "-wal", "-shm", ".erased")


def of_database(database: Path) -> Sequence[Path]:
    """An SQLite database and the files beside it."""
    return [database.with_name(database.name + end) for end in BESIDE]


def open_to_others(files: Iterable[Path]) -> Sequence[Path]:
    """Those of the files that somebody else on this machine may read or change; what is not there
    is open to nobody."""
    return [one for one in files if one.exists() and one.stat().st_mode & OTHERS]
