"""The files beside the bot: who may read them, and how much room there is."""

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from bot.cli.doctor.finding import Finding, warning, wrong
from bot.settings import Settings
from storage import occupancy

MEGABYTE = 1_000_000
ROOM_WANTED = 200 * MEGABYTE
ROOM_NEEDED = 20 * MEGABYTE


def examine(settings: Settings) -> Iterator[Finding]:
    """Secrets and private goals are for one reader; a disk that fills up stops everything."""
    database = occupancy.file_of(settings.database_url)
    private = [Path(".env"), *([database] if database else [])]
    for path in private:
        yield from _readers(path)
    if database is not None and database.parent.is_dir():
        yield from _room(database)


def _readers(path: Path) -> Iterator[Finding]:
    if not path.exists():
        return
    others = stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO)
    if others:
        yield warning(
            "permissions",
            f"{path} can be read by other users of this machine",
            f"Run: chmod 600 {path}",
        )
    else:
        yield Finding("permissions", f"{path} is for this user alone")


def _room(database: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(database.parent).free
    size = database.stat().st_size if database.exists() else 0
    what = f"{free // MEGABYTE} MB are free in {database.parent}"
    remedy = "Make room there; old *.bak.db and *.replaced.db files may go."
    if free < ROOM_NEEDED:
        yield wrong("disk", what, remedy)
    elif free < max(ROOM_WANTED, 2 * size):
        yield warning("disk", f"only {what}, and an upgrade copies the database", remedy)
    else:
        yield Finding("disk", what)
