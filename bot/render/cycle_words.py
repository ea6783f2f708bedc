"""Scores, aims and days of a cycle as people read them."""

from decimal import ROUND_DOWN, Decimal
from typing import Any

from babel.numbers import format_decimal

from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, mention, user_text
from bot.render.rows import Params

TITLE = 120
_HUNDREDTH = Decimal("0.01")


def score(words: Words, value: str | None, colour: str | None = None) -> Mrkdwn:
    """``0.7 🟢 green``, ``0.46``, ``1.0``; a dash without one. Cut, never rounded up."""
    if value is None:
        return Mrkdwn("–")
    exact = min(max(Decimal(value), Decimal(0)), Decimal(1)).quantize(_HUNDREDTH, ROUND_DOWN)
    text = format_decimal(exact, format="0.0#", locale=words.numbers.locale)
    return Mrkdwn(f"{text} {words.line(f'score_colours.{colour}')}" if colour else text)


def aim(words: Words, row: Params) -> Mrkdwn:
    """Where a key result goes: ``40 → 100 %``; that nothing says it yet, of a draft."""
    unit, shape = str(row.get("unit") or ""), row["shape"]
    if shape in ("yes_no", "milestones"):
        return words.line(f"aims.{shape}")
    if shape == "keep" and (row["floor"] is not None or row["ceiling"] is not None):
        return words.mrkdwn("aim", row=dict(row) | {"unit": unit, "limit_unit": unit})
    if shape == "periodic" and row["target"] is not None and row.get("period"):
        amount = words.numbers.amount(row["target"], unit)
        return words.line(f"aims.per_{row['period']}", amount=amount)
    if shape == "reach" and row["start"] is not None and row["target"] is not None:
        return words.numbers.change(row["start"], row["target"], unit)
    return words.line("aims.none")


def days(words: Words, cycle: Params) -> Mrkdwn:
    """``1 Jan – 31 Mar``."""
    dates = words.language.dates
    return Mrkdwn(f"{dates.day(cycle['starts'])} – {dates.day(cycle['ends'])}")


def title(text: str | None, longest: int = TITLE) -> Mrkdwn:
    """A title as people wrote it, cut to what a line holds."""
    return user_text(text or "…", longest)


def listed(words: Words, names: list[Any], more: int = 0) -> Mrkdwn:
    """Names in a row, and how many more there are."""
    shown = [name if isinstance(name, Mrkdwn) else title(name, 80) for name in names]
    if more:
        shown.append(words.line("lists.more", count=more))
    return Mrkdwn(", ".join(shown))


def people(ids: list[str]) -> Mrkdwn:
    """Mentions in a row."""
    return Mrkdwn(", ".join(mention(one) for one in ids))
