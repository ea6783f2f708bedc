"""Figures of a goal as people type them into its form."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.render.environment import Words


def figure(words: Words, value: object) -> str | None:
    """A figure as the reader writes it; three decimals get a zero, not to read as a group."""
    if value is None or value == "":
        return None
    text = str(words.numbers.number(Decimal(str(value))))
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    return f"{text}0" if exponent == -3 else text


def steps(words: Words, given: Sequence[Mapping[str, Any]] | str | None) -> str | None:
    """Milestones as they are typed, a line each; what was typed stays."""
    if given is None or isinstance(given, str):
        return given or None
    return "\n".join(
        one["title"] if one["weight"] == "1" else f"{one['title']} ({figure(words, one['weight'])})"
        for one in given
    )


def phases(words: Words, given: Sequence[Mapping[str, Any]] | str | None) -> str | None:
    """Phased targets as they are typed, a line each."""
    if given is None or isinstance(given, str):
        return given or None
    lines = (f"{one['on']}: {figure(words, one['value'])}" for one in given)
    return "\n".join(lines)
