"""What managers ask for: who is silent, what came in, answering for somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.commands.daily import CheckIn, MyGoals
from bot.domain.commands.model import Build, Command, Paged

_MENTION: Final = ("<@", "@")


@dataclass(frozen=True, slots=True)
class CheckInFor(Command):
    """/okr checkin for @person: a form for their goals, or a text to be read."""

    name: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Silent(Command):
    """/okr silent: who of my people has not answered this week."""


@dataclass(frozen=True, slots=True)
class Review(Command):
    """/okr review: what my people checked in, to agree with, correct or ask about."""


@dataclass(frozen=True, slots=True)
class PersonOverview(Paged):
    """/okr person <person>: how their goals stand; the name as typed."""

    name: str


def _person(rest: str) -> Command:
    return PersonOverview(rest) if rest else MyGoals()


def _check_in_for(word: str, rest: str) -> Command:
    """Only a mention names somebody: "for churn 5" is a text like any other."""
    name, _, text = rest.partition(" ")
    if not name.startswith(_MENTION):
        return CheckIn(f"{word} {rest}".strip())
    return CheckInFor(name, text.strip() or None)


#: Every way to write them, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "checkin for": lambda rest: _check_in_for("for", rest),
    "check-in for": lambda rest: _check_in_for("for", rest),
    "check in for": lambda rest: _check_in_for("for", rest),
    "cập nhật cho": lambda rest: _check_in_for("cho", rest),
    "person": _person,
    "người": _person,
    "silent": lambda _: Silent(),
    "chưa trả lời": lambda _: Silent(),
    "review": lambda _: Review(),
    "xem lại": lambda _: Review(),
}
