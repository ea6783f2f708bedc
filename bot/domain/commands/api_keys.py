"""What administrators ask for about keys of the HTTP API."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.commands.model import Build, Command


@dataclass(frozen=True, slots=True)
class Keys(Command):
    """/kpi keys: which there are."""


@dataclass(frozen=True, slots=True)
class KeyAdd(Command):
    """/kpi keys add <name>: one that reads and writes."""

    name: str


@dataclass(frozen=True, slots=True)
class KeyRevoke(Command):
    """/kpi keys revoke <id>."""

    id: str


#: Every way to write them, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "keys": lambda _: Keys(),
    "khóa": lambda _: Keys(),
    "keys add": KeyAdd,
    "thêm khóa": KeyAdd,
    "keys revoke": KeyRevoke,
    "thu hồi khóa": KeyRevoke,
}
