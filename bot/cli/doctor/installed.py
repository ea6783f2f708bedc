"""What the installation holds: templates, SQLite, and the extras that some features need."""

import sqlite3
from collections.abc import Iterator
from importlib.util import find_spec

from bot.cli.doctor.finding import Finding, warning
from bot.render import Renderer
from bot.settings import Settings
from storage import occupancy

SAFE_SQLITE = (3, 51, 3)
#: Extra → the package it brings, and what is not there without it.
EXTRAS = {
    "xlsx": ("openpyxl", "import and export of .xlsx files"),
    "charts": ("vl_convert", "pictures of trends"),
}


def examine(settings: Settings) -> Iterator[Finding]:
    """A missing extra is no fault: whoever wants what it brings installs it."""
    Renderer()
    yield Finding("templates", "templates are complete, in English and Vietnamese")
    if occupancy.file_of(settings.database_url) is not None:
        yield _sqlite()
    missing = {name: lack for name, (package, lack) in EXTRAS.items() if not find_spec(package)}
    for name, lack in missing.items():
        yield warning(
            "extras",
            f"without the extra {name} there is no {lack}",
            f"pip install 'okrbot[{name}]'",
        )
    if not missing:
        yield Finding("extras", f"extras are installed: {', '.join(EXTRAS)}")


def _sqlite() -> Finding:
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info < SAFE_SQLITE:
        version += (
            " (before 3.51.3 two connections that write and checkpoint may damage a file: okrbot "
            "keeps to one; let nothing else write to it)"
        )
    return Finding("sqlite", f"SQLite {version}")
