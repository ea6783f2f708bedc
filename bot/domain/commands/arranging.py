"""What people ask for about how the bot works for them and for everybody."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.commands.model import Build, Command, Help
from bot.domain.folding import fold


@dataclass(frozen=True, slots=True)
class OwnSettings(Command):
    """/okr settings: a form for one's own."""


@dataclass(frozen=True, slots=True)
class HouseSettings(Command):
    """/okr settings workspace: a form for those of the workspace."""


@dataclass(frozen=True, slots=True)
class Speak(Command):
    """/okr lang en|vi; `language` is a locale, or what was typed when it is none of ours."""

    language: str


@dataclass(frozen=True, slots=True)
class Setup(Command):
    """/okr setup: the first steps of a workspace, with a button for each."""


@dataclass(frozen=True, slots=True)
class TeamList(Command):
    """/okr teams: all of them; with a name the form of that one."""

    name: str | None


@dataclass(frozen=True, slots=True)
class SetManager(Command):
    """/okr manager <person> <manager>, both as they were typed; None is nobody."""

    person: str
    manager: str | None


#: How people name a language, folded.
_LANGUAGES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("en", "english", "anh", "tieng anh"), "en"),
    **dict.fromkeys(("vi", "vn", "vietnamese", "viet", "tieng viet"), "vi"),
}


_NOBODY: Final = frozenset(map(fold, ("none", "nobody", "-", "không", "không ai")))
#: A mention is one word, whatever the name in it.
_WORD: Final = re.compile(r"<[^>]*>|\S+")


def _set_manager(rest: str) -> SetManager | Help:
    words = _WORD.findall(rest)
    if len(words) < 2:
        return Help("manager")
    manager = " ".join(words[1:])
    return SetManager(words[0], None if fold(manager) in _NOBODY else manager)


def _speak(rest: str) -> Speak:
    return Speak(_LANGUAGES.get(fold(rest), rest))


#: Every way to write them, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "settings": lambda _: OwnSettings(),
    "cài đặt": lambda _: OwnSettings(),
    "settings workspace": lambda _: HouseSettings(),
    "cài đặt chung": lambda _: HouseSettings(),
    "lang": _speak,
    "language": _speak,
    "ngôn ngữ": _speak,
    "setup": lambda _: Setup(),
    "thiết lập": lambda _: Setup(),
    "teams": lambda rest: TeamList(rest or None),
    "các nhóm": lambda rest: TeamList(rest or None),
    "manager": _set_manager,
    "quản lý": _set_manager,
}
