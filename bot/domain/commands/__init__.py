"""What a slash command asks for. Nothing is looked up here; names stay as they were typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rapidfuzz import fuzz

from bot.domain.commands import (
    admins,
    alerts,
    api_keys,
    arranging,
    auditing,
    connectors,
    cycles,
    daily,
    files,
    following,
    kpis,
    looking,
    people,
    privacy,
    reports,
    scorecards,
    writing,
)
from bot.domain.commands.daily import MyGoals
from bot.domain.commands.kpis import KpiList, KpiShow
from bot.domain.commands.model import Build, Command, Help
from bot.domain.folding import fold

_WORD: Final = re.compile(r"\S+")
#: Below this likeness (0..100) no command is worth suggesting.
_NEAR_ENOUGH: Final = 65.0
_LONGEST_SHOWN: Final = 80
_HELP: Final[Mapping[str, Build]] = {
    "help": lambda rest: Help(rest or None),
    "trợ giúp": lambda rest: Help(rest or None),
}

#: Every way to write a command, as help shows it. The longest that fits wins.
PHRASES: Final[Mapping[str, Mapping[str, Build]]] = MappingProxyType(
    {
        "/okr": {
            **daily.PHRASES,
            **cycles.PHRASES,
            **looking.PHRASES,
            **writing.PHRASES,
            **files.PHRASES,
            **arranging.PHRASES,
            **admins.PHRASES,
            **people.PHRASES,
            **privacy.PHRASES,
            **scorecards.PHRASES,
            **reports.PHRASES,
            **following.PHRASES,
            **auditing.PHRASES,
            **_HELP,
        },
        "/kpi": {
            **kpis.PHRASES,
            **alerts.PHRASES,
            **files.KPI_PHRASES,
            **api_keys.PHRASES,
            **connectors.PHRASES,
            **_HELP,
        },
    }
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """No command: the word that was not understood, and the nearest command as it is written."""

    word: str
    nearest: str | None


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
        rest = after(text, phrase)
        if rest is not None:
            return phrases[phrase](rest)
    return KpiShow(text) if command == "/kpi" else _unknown(text, phrases)


def after(text: str, phrase: str) -> str | None:
    """What follows `phrase` at the head of `text`, untouched; None when it is not there."""
    head = _first_words(text, len(phrase.split()))
    return text[len(head) :].strip() if fold(head[:_LONGEST_SHOWN]) == fold(phrase) else None


def _first_words(text: str, count: int) -> str:
    end = 0
    for _, word in zip(range(count), _WORD.finditer(text), strict=False):
        end = word.end()
    return text[:end]


def _unknown(text: str, phrases: Mapping[str, Build]) -> Unknown:
    word = _first_words(text, 1)[:_LONGEST_SHOWN]
    nearest, best = None, _NEAR_ENOUGH
    for phrase in phrases:
        head = _first_words(text, len(phrase.split()))[:_LONGEST_SHOWN]
        likeness = fuzz.ratio(fold(head), fold(phrase))
        if likeness > best:
            word, nearest, best = head, phrase, likeness
    return Unknown(word, nearest)
