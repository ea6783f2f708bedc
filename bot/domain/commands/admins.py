"""What people ask for about who administers okrbot."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.commands.model import Build, Command


@dataclass(frozen=True, slots=True)
class Admins(Command):
    """/okr admin: who they are and since when, to admins with the ways to change that."""


@dataclass(frozen=True, slots=True)
class MakeAdmin(Command):
    """/okr admin <person>: the name as typed."""

    name: str


@dataclass(frozen=True, slots=True)
class RemoveAdmin(Command):
    """/okr admin remove <person>: the name as typed."""

    name: str


def _make(rest: str) -> Command:
    return MakeAdmin(rest) if rest else Admins()


def _remove(rest: str) -> Command:
    return RemoveAdmin(rest) if rest else Admins()


#: Every way to write them, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "admin": _make,
    "admins": _make,
    "quản trị viên": _make,
    "admin add": _make,
    "quản trị viên thêm": _make,
    "admin remove": _remove,
    "quản trị viên bỏ": _remove,
    "bỏ quản trị viên": _remove,
}
