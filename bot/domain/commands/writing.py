"""What people ask for when they write goals."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.commands.model import Build, Command


@dataclass(frozen=True, slots=True)
class AddGoal(Command):
    """/okr add: a form for an objective, with the title that was typed behind it."""

    title: str


@dataclass(frozen=True, slots=True)
class EditGoal(Command):
    """/okr edit <goal>: the form of an objective or a key result."""

    name: str


@dataclass(frozen=True, slots=True)
class DeleteGoal(Command):
    """/okr delete <goal>: a draft goes."""

    name: str


@dataclass(frozen=True, slots=True)
class NameGoal(Command):
    """/okr alias <goal> = <other name>: what else it is called in replies."""

    name: str
    aliases: str


@dataclass(frozen=True, slots=True)
class Initiatives(Command):
    """/okr initiatives <goal>: what is done for a key result."""

    name: str


@dataclass(frozen=True, slots=True)
class HandOver(Command):
    """/okr handover @from @to: everything that one person owns goes to another."""

    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split(Command):
    """/okr split <key result>: people answer for shares of it."""

    name: str


def _alias(text: str) -> NameGoal:
    name, _, aliases = text.partition("=")
    return NameGoal(name.strip(), aliases.strip())


def _handover(text: str) -> HandOver:
    """Two people: mentions, names with @, or names with a comma, → or "cho" between."""
    words = text.replace("→", ",").replace("->", ",")
    if "," in words:
        parts = [one.strip() for one in words.split(",")]
    else:
        parts = words.split()
        for between in ("to", "cho"):
            if between in (word.casefold() for word in parts[1:-1]):
                at = [word.casefold() for word in parts].index(between)
                parts = [" ".join(parts[:at]), " ".join(parts[at + 1 :])]
                break
    return HandOver(tuple(one for one in parts if one))


#: Every way to write them, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "add": AddGoal,
    "thêm": AddGoal,
    "edit": EditGoal,
    "sửa": EditGoal,
    "delete": DeleteGoal,
    "xóa": DeleteGoal,
    "alias": _alias,
    "tên tắt": _alias,
    "initiatives": Initiatives,
    "initiative": Initiatives,
    "sáng kiến": Initiatives,
    "split": Split,
    "chia": Split,
    "chia việc": Split,
    "handover": _handover,
    "hand over": _handover,
    "bàn giao": _handover,
}
