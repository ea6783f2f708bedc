"""What people look up: the company, the tree of goals, one goal, its reasons and its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.commands.model import Build, Command, Paged


@dataclass(frozen=True, slots=True)
class Company(Paged):
    """/okr company: the goals of the company, and its departments."""


@dataclass(frozen=True, slots=True)
class Tree(Paged):
    """/okr tree: what serves the named goal, or all goals from the top."""

    name: str | None


@dataclass(frozen=True, slots=True)
class Show(Command):
    """/okr show <goal>: one goal with all that is known of it."""

    name: str


@dataclass(frozen=True, slots=True)
class Why(Command):
    """/okr why <goal>: how its status comes about."""

    name: str


@dataclass(frozen=True, slots=True)
class History(Paged):
    """/okr history <goal>: who said and changed what."""

    name: str


@dataclass(frozen=True, slots=True)
class UndoLast(Command):
    """/okr undo: take back my last change."""


@dataclass(frozen=True, slots=True)
class Risk(Paged):
    """/okr risk: what of a team needs somebody."""

    name: str | None


@dataclass(frozen=True, slots=True)
class Share(Command):
    """/okr share #channel <goal or team>: shown to me first; words stay as they were typed."""

    words: str


#: Every way to write them, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "company": lambda _: Company(),
    "công ty": lambda _: Company(),
    "tree": lambda rest: Tree(rest or None),
    "cây": lambda rest: Tree(rest or None),
    "show": Show,
    "xem": Show,
    "why": Why,
    "vì sao": Why,
    "history": lambda rest: History(rest),
    "lịch sử": lambda rest: History(rest),
    "undo": lambda _: UndoLast(),
    "hoàn tác": lambda _: UndoLast(),
    "risk": lambda rest: Risk(rest or None),
    "rủi ro": lambda rest: Risk(rest or None),
    "share": Share,
    "chia sẻ": Share,
}
