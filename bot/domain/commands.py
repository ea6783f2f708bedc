"""What a slash command asks for. Nothing is looked up here; names stay as they were typed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Final

from rapidfuzz import fuzz

from bot.domain.cadence_words import cadence_words, split_cadence
from bot.domain.folding import fold
from bot.domain.matching import Match, best_match
from bot.domain.quantity_tail import split_after_name, split_name_and_value
from bot.domain.rhythm import Cadence

__all__ = [
    "PHRASES",
    "CheckIn",
    "Command",
    "Help",
    "KpiList",
    "KpiSet",
    "KpiShow",
    "Match",
    "MyGoals",
    "Pause",
    "Remind",
    "RemindTeam",
    "Resume",
    "TeamOverview",
    "Unknown",
    "WhySilent",
    "best_match",
    "parse",
]

_WORD: Final = re.compile(r"\S+")
#: Below this likeness (0..100) no command is worth suggesting.
_NEAR_ENOUGH: Final = 65.0
_LONGEST_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class MyGoals:
    """/okr: what is due from me, and my goals."""


@dataclass(frozen=True, slots=True)
class TeamOverview:
    """/okr team: of the named team, or of one's own."""

    name: str | None


@dataclass(frozen=True, slots=True)
class CheckIn:
    """/okr checkin: a form, or a text to be read."""

    text: str | None


@dataclass(frozen=True, slots=True)
class Pause:
    """/okr pause until <date>: I am away; `until` is the date as it was typed."""

    until: str


@dataclass(frozen=True, slots=True)
class Resume:
    """/okr resume: I am back."""


@dataclass(frozen=True, slots=True)
class Remind:
    """/okr remind <cadence> <goal>: how often I am asked about it; None is as often as its team."""

    cadence: Cadence | None
    name: str


@dataclass(frozen=True, slots=True)
class WhySilent:
    """/okr why-silent: why the bot says nothing to a person, or to me."""

    name: str | None


@dataclass(frozen=True, slots=True)
class RemindTeam:
    """/okr remind team <team> <cadence>: how often its goals are asked about.

    Without a name it is one's own team; cadence None is as in the team above.
    """

    cadence: Cadence | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Help:
    """/okr help, /kpi help."""

    topic: str | None


@dataclass(frozen=True, slots=True)
class KpiList:
    """/kpi: the KPIs that matter to me."""


@dataclass(frozen=True, slots=True)
class KpiShow:
    """/kpi <name>."""

    name: str


@dataclass(frozen=True, slots=True)
class KpiSet:
    """/kpi set <name> <value> [date] [note].

    The split is a proposal: the value is the last thing that looks like a quantity, and only
    the names of real KPIs can tell whether a number belongs to the name. `words` are all the
    words in order. `value` is "" when nothing looks like one.
    """

    name: str
    value: str
    rest: str
    words: tuple[str, ...]

    def with_name_of(self, count: int) -> "KpiSet":
        """The same where the first `count` words turned out to be the name of a KPI.

        The value is then the first quantity after them.
        """
        return KpiSet(*split_after_name(self.words, count), words=self.words)


Command = (
    MyGoals
    | TeamOverview
    | CheckIn
    | Pause
    | Resume
    | Remind
    | WhySilent
    | RemindTeam
    | Help
    | KpiList
    | KpiShow
    | KpiSet
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """No command: the word that was not understood, and the nearest command as it is written."""

    word: str
    nearest: str | None


_Build = Callable[[str], Command]


def _kpi_set(text: str) -> KpiSet:
    words = tuple(text.split())
    return KpiSet(*split_name_and_value(words), words=words)


def _remind_team(text: str) -> RemindTeam | Help:
    found = split_cadence(text)
    return Help("remind") if found is None else RemindTeam(found[0], found[1] or None)


#: Every way to write a command, as help shows it. The longest that fits wins.
PHRASES: Final[Mapping[str, Mapping[str, _Build]]] = MappingProxyType(
    {
        "/okr": {
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
            "help": lambda rest: Help(rest or None),
            "trợ giúp": lambda rest: Help(rest or None),
        },
        "/kpi": {
            "set": _kpi_set,
            "ghi": _kpi_set,
            "help": lambda rest: Help(rest or None),
            "trợ giúp": lambda rest: Help(rest or None),
        },
    }
)


def parse(command: str, text: str) -> Command | Unknown:
    """What `text` asks of the slash command `command`: "/okr" or "/kpi".

    Commands are blind to case and accents. An empty text is MyGoals or KpiList; a text that
    "/kpi" does not know is the name of a KPI. Raises ValueError for another slash command.
    """
    if command not in PHRASES:
        raise ValueError(f"not a command of this bot: {command!r}")
    text = text.strip()
    if not text:
        return MyGoals() if command == "/okr" else KpiList()
    phrases = PHRASES[command]
    for phrase in sorted(phrases, key=lambda phrase: -len(phrase.split())):
        rest = _after(text, phrase)
        if rest is not None:
            return phrases[phrase](rest)
    return KpiShow(text) if command == "/kpi" else _unknown(text, phrases)


def remind_phrase(cadence: Cadence | None, locale: str) -> str:
    """How the command is written in a language; in English for those without words."""
    written = [
        phrase for phrase, build in PHRASES["/okr"].items() if build("") == Remind(cadence, "")
    ]
    return written[-1] if locale.startswith("vi") else written[0]


def remind_team_phrase(cadence: Cadence | None, locale: str) -> str:
    """The same for a team, whose name follows."""
    command = "nhắc nhóm" if locale.startswith("vi") else "remind team"
    return f"{command} {cadence_words(cadence, locale)}"


def _after(text: str, phrase: str) -> str | None:
    """What follows `phrase` at the head of `text`, untouched; None when it is not there."""
    head = _first_words(text, len(phrase.split()))
    return text[len(head) :].strip() if fold(head[:_LONGEST_SHOWN]) == fold(phrase) else None


def _first_words(text: str, count: int) -> str:
    end = 0
    for _, word in zip(range(count), _WORD.finditer(text), strict=False):
        end = word.end()
    return text[:end]


def _unknown(text: str, phrases: Mapping[str, _Build]) -> Unknown:
    word = _first_words(text, 1)[:_LONGEST_SHOWN]
    nearest, best = None, _NEAR_ENOUGH
    for phrase in phrases:
        head = _first_words(text, len(phrase.split()))[:_LONGEST_SHOWN]
        likeness = fuzz.ratio(fold(head), fold(phrase))
        if likeness > best:
            word, nearest, best = head, phrase, likeness
    return Unknown(word, nearest)
