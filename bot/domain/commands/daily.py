"""What people ask for from day to day: goals, check-ins, leaves, how often they are asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from bot.domain.cadence_words import cadence_words, split_cadence
from bot.domain.commands.model import Build, Command, Help, Paged
from bot.domain.rhythm import Cadence


@dataclass(frozen=True, slots=True)
class MyGoals(Command):
    """/okr: what is due from me, and my goals."""


@dataclass(frozen=True, slots=True)
class TeamOverview(Paged):
    """/okr team: of the named team, or of one's own."""

    name: str | None


@dataclass(frozen=True, slots=True)
class CheckIn(Command):
    """/okr checkin: a form, or a text to be read."""

    text: str | None


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """/okr pause until <date>: I am away; `until` is the date as it was typed."""

    until: str


@dataclass(frozen=True, slots=True)
class Resume(Command):
    """/okr resume: I am back."""


@dataclass(frozen=True, slots=True)
class Remind(Command):
    """/okr remind <cadence> <goal>: how often I am asked about it; None is as often as its team."""

    cadence: Cadence | None
    name: str


@dataclass(frozen=True, slots=True)
class WhySilent(Command):
    """/okr why-silent: why the bot says nothing to a person, or to me."""

    name: str | None


@dataclass(frozen=True, slots=True)
class RemindTeam(Command):
    """/okr remind team <team> <cadence>: how often its goals are asked about.

    Without a name it is one's own team; cadence None is as in the team above.
    """

    cadence: Cadence | None
    name: str | None


def _remind_team(text: str) -> RemindTeam | Help:
    found = split_cadence(text)
    return Help("remind") if found is None else RemindTeam(found[0], found[1] or None)


#: Every way to write them, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "my goals": lambda _: MyGoals(),
    "của tôi": lambda _: MyGoals(),
    "mục tiêu của tôi": lambda _: MyGoals(),
    "team": lambda rest: TeamOverview(rest or None),
    "nhóm": lambda rest: TeamOverview(rest or None),
    "checkin": lambda rest: CheckIn(rest or None),
    "check-in": lambda rest: CheckIn(rest or None),
    "check in": lambda rest: CheckIn(rest or None),
    "cập nhật": lambda rest: CheckIn(rest or None),
    "pause": Pause,
    "pause until": Pause,
    "pause till": Pause,
    "tạm dừng": Pause,
    "tạm dừng tới": Pause,
    "tạm dừng đến": Pause,
    "resume": lambda _: Resume(),
    "tiếp tục": lambda _: Resume(),
    "remind weekly": partial(Remind, Cadence.WEEKLY),
    "remind biweekly": partial(Remind, Cadence.BIWEEKLY),
    "remind monthly": partial(Remind, Cadence.MONTHLY),
    "remind never": partial(Remind, Cadence.NEVER),
    "remind default": partial(Remind, None),
    "remind team": _remind_team,
    "remind": lambda _: Help("remind"),
    "nhắc hằng tuần": partial(Remind, Cadence.WEEKLY),
    "nhắc hai tuần": partial(Remind, Cadence.BIWEEKLY),
    "nhắc hằng tháng": partial(Remind, Cadence.MONTHLY),
    "không nhắc": partial(Remind, Cadence.NEVER),
    "why-silent": lambda rest: WhySilent(rest or None),
    "why silent": lambda rest: WhySilent(rest or None),
    "sao không nhắn": lambda rest: WhySilent(rest or None),
    "nhắc mặc định": partial(Remind, None),
    "nhắc nhóm": _remind_team,
    "nhắc": lambda _: Help("remind"),
}


def remind_phrase(cadence: Cadence | None, locale: str) -> str:
    """How the command is written in a language; in English for those without words."""
    written = [phrase for phrase, build in PHRASES.items() if build("") == Remind(cadence, "")]
    return written[-1] if locale.startswith("vi") else written[0]


def remind_team_phrase(cadence: Cadence | None, locale: str) -> str:
    """The same for a team, whose name follows."""
    command = "nhắc nhóm" if locale.startswith("vi") else "remind team"
    return f"{command} {cadence_words(cadence, locale)}"
