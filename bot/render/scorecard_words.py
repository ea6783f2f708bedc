"""Points, percents and names as scorecards show them."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from babel.numbers import format_decimal

from bot.render.cycle_words import listed
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn

_NAMES: Final = 6
_TENTH: Final = Decimal("0.1")
_MOST: Final = Decimal(10**6)


def names(words: Words, known: Sequence[str]) -> Mrkdwn:
    """The first of these names, and how many more there are."""
    return listed(words, list(known[:_NAMES]), max(len(known) - _NAMES, 0))


def split(words: Words, key_results: int, kpis: int) -> Mrkdwn:
    """``60 % KPIs + 40 % key results``."""
    return words.line("scorecard.split", kpis=str(kpis), key_results=str(key_results))


def total(words: Words, value: str | None) -> Mrkdwn:
    """``87.3 points``, or that there is no total."""
    if value is None:
        return words.line("scorecard.none")
    return words.line("scorecard.points", points=points(words, value))


def points(words: Words, value: str) -> Mrkdwn:
    """With one decimal at most, rounded as in everyday arithmetic: ``87.3``, ``24``."""
    return Mrkdwn(format_decimal(_tenths(value), "#,##0.#", locale=words.numbers.locale))


def percent(words: Words, share: str) -> Mrkdwn:
    """A share with one decimal at most: ``104.2 %``."""
    exact = _tenths(format(Decimal(share) * 100, "f"))
    return Mrkdwn(f"{format_decimal(exact, '#,##0.#', locale=words.numbers.locale)} %")


def _tenths(value: str) -> Decimal:
    return min(max(Decimal(value), -_MOST), _MOST).quantize(_TENTH, ROUND_HALF_UP)
