"""What administrators ask for about who did what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.commands.model import Build, Paged


@dataclass(frozen=True, slots=True)
class AuditLog(Paged):
    """/okr audit: all of it, or with a name what that person did and what is about them."""

    name: str | None


#: Every way to write it, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "audit": lambda rest: AuditLog(rest or None),
    "nhật ký": lambda rest: AuditLog(rest or None),
}
