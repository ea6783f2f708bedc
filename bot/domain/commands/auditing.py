"""What administrators ask for about who did what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.commands.model import Build, Command, Paged


@dataclass(frozen=True, slots=True)
class AuditLog(Paged):
    """/okr audit: all of it, or with a name what that person did and what is about them."""

    name: str | None


@dataclass(frozen=True, slots=True)
class AuditExport(Command):
    """/okr audit export: the same as a file."""

    name: str | None


#: Every way to write it, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "audit": lambda rest: AuditLog(rest or None),
    "nhật ký": lambda rest: AuditLog(rest or None),
    "audit export": lambda rest: AuditExport(rest or None),
    "export audit": lambda rest: AuditExport(rest or None),
    "nhật ký xuất": lambda rest: AuditExport(rest or None),
    "xuất nhật ký": lambda rest: AuditExport(rest or None),
}
