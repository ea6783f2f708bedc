"""What every command of the bot is."""

from collections.abc import Callable
from dataclasses import dataclass, field


class Command:
    """One thing that people may ask for; names in it stay as they were typed."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Paged(Command):
    """A command with a long answer; `page` is never typed, it comes from a button."""

    page: int = field(default=1, kw_only=True)


@dataclass(frozen=True, slots=True)
class Help(Command):
    """/okr help, /kpi help."""

    topic: str | None


#: Makes a command of the words that follow its phrase.
Build = Callable[[str], Command]
