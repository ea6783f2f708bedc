"""What people ask for as a report: a spreadsheet of a cycle by direct message."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.commands.model import Build, Command


@dataclass(frozen=True, slots=True)
class Report(Command):
    """/okr report [team] [cycle]: words stay as they were typed, None for none."""

    words: str | None


#: Every way to write it, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "report": lambda rest: Report(rest or None),
    "báo cáo": lambda rest: Report(rest or None),
}
