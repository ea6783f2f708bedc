"""What people ask to be told of every week, and how the programme itself is doing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.commands.model import Build, Command


@dataclass(frozen=True, slots=True)
class Follow(Command):
    """/okr follow <team, person or goal>; without a name the list of what I follow."""

    name: str | None


@dataclass(frozen=True, slots=True)
class Unfollow(Command):
    """/okr unfollow <team, person or goal>; without a name the list of what I follow."""

    name: str | None


@dataclass(frozen=True, slots=True)
class Health(Command):
    """/okr health: whether people answer, and whether goals are kept alive."""


#: Every way to write them, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "follow": lambda rest: Follow(rest or None),
    "following": lambda _: Follow(None),
    "theo dõi": lambda rest: Follow(rest or None),
    "đang theo dõi": lambda _: Follow(None),
    "unfollow": lambda rest: Unfollow(rest or None),
    "bỏ theo dõi": lambda rest: Unfollow(rest or None),
    "health": lambda _: Health(),
    "sức khỏe": lambda _: Health(),
}
