"""What administrators ask for about files: bring goals in, and send them out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.commands.model import Build, Command
from bot.domain.folding import fold


@dataclass(frozen=True, slots=True)
class Import(Command):
    """/okr import: how to do it."""


@dataclass(frozen=True, slots=True)
class ImportReadings(Command):
    """/kpi import: how to bring figures in from a file."""


@dataclass(frozen=True, slots=True)
class Export(Command):
    """/okr export [xlsx|csv|yaml] [history] [private] [cycle].

    `form` is the kind of file, `cycle` what is left of the words, None for the one that runs.
    """

    form: str = "xlsx"
    history: bool = False
    private: bool = False
    cycle: str | None = None


_FORMS: Final = {"xlsx": "xlsx", "excel": "xlsx", "csv": "csv", "yaml": "yaml", "yml": "yaml"}
_HISTORY: Final = ("history", "lich su")
_PRIVATE: Final = ("private", "rieng tu")


def _export(rest: str) -> Export:
    said, left = f" {fold(rest)} ", rest
    history = any(f" {word} " in said for word in _HISTORY)
    private = any(f" {word} " in said for word in _PRIVATE)
    known = {part for word in (*_HISTORY, *_PRIVATE) for part in word.split()}
    words = left.split()
    forms = [_FORMS[fold(word)] for word in words if fold(word) in _FORMS]
    others = [word for word in words if fold(word) not in {*known, *_FORMS}]
    form = forms[0] if forms else "xlsx"
    return Export(form, history, private, " ".join(others) or None)


#: Every way to write them, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "import": lambda _: Import(),
    "nhập": lambda _: Import(),
    "export": _export,
    "xuất": _export,
}
#: The same for /kpi.
KPI_PHRASES: Final[Mapping[str, Build]] = {
    "import": lambda _: ImportReadings(),
    "nhập": lambda _: ImportReadings(),
}
