"""What people look up: the company, the tree of goals, one goal, its reasons and its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.commands.model import Build, Command, Paged


@dataclass(frozen=True, slots=True)
class Company(Paged):
    """/okr company [day]: the goals of the company, and its departments; the day as typed."""

    day: str | None = None


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
class WhyTeam(Command):
    """/okr why team: how its figure comes about; of the named one, or of one's own."""

    name: str | None


@dataclass(frozen=True, slots=True)
class WhyCompany(Command):
    """/okr why company."""


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
    "company": lambda rest: Company(rest or None),
    "công ty": lambda rest: Company(rest or None),
    "tree": lambda rest: Tree(rest or None),
    "cây": lambda rest: Tree(rest or None),
    "show": Show,
    "xem": Show,
    "why": Why,
    "vì sao": Why,
    "why team": lambda rest: WhyTeam(rest or None),
    "vì sao nhóm": lambda rest: WhyTeam(rest or None),
    "why company": lambda _: WhyCompany(),
    "vì sao công ty": lambda _: WhyCompany(),
    "history": lambda rest: History(rest),
    "lịch sử": lambda rest: History(rest),
    "undo": lambda _: UndoLast(),
    "hoàn tác": lambda _: UndoLast(),
    "risk": lambda rest: Risk(rest or None),
    "rủi ro": lambda rest: Risk(rest or None),
    "share": Share,
    "chia sẻ": Share,
}
