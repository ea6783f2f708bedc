"""Why a team or the company stands as it does, at most a screen."""

from collections.abc import Sequence
from decimal import Decimal

from bot.render.blocks import Block, Rendered, actions, message, section
from bot.render.doors import choice, door, why_menu
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn
from bot.render.rows import Params

_LINE = 80
_MOST_TERMS = 12


def team_why(words: Words, params: Params) -> Rendered:
    """The arithmetic, the parts, what sets the status and what people said otherwise."""
    parts = params["parts"]
    head = words.mrkdwn("look/why_team", why={**params, "sum": division(words, parts)})
    lines = [words.mrkdwn("look/why_team_part", part=part, limit=_LINE) for part in parts]
    if params["more"]:
        lines.append(words.line("lists.more", count=params["more"]))
    told = words.mrkdwn("look/why_team_told", why=params, limit=_LINE)
    found: list[Block | None] = [
        section(head),
        section(Mrkdwn("\n".join(lines))) if lines else None,
        section(told) if told else None,
    ]
    name = f"#{params['team_id']}" if params["team_id"] else ""
    risk = door(words.plain("look.risk"), f"/okr risk {name}".strip(), 0)
    ways = [risk, *why_menu(words, params["setting"], at=1)]
    below = [(part["title"], f"/okr why team #{part['id']}") for part in parts if _is_team(part)]
    if below:
        ways.append(choice(words.plain("look.why_team"), below, at=len(ways)))
    return message(head, [*found, actions(None, *ways)])


def _is_team(part: Params) -> bool:
    return bool(part["kind"] == "team")


def division(words: Words, parts: Sequence[Params]) -> Mrkdwn | None:
    """``(2 × 59 % + 41 %) ÷ 3``; None for fewer than two parts, too many, or without a figure.

    A part without a figure counts 0, one without a weight is left out.
    """
    counted = [part for part in parts if part["weight"] is not None]
    if not 1 < len(counted) <= _MOST_TERMS or all(part["progress"] is None for part in counted):
        return None
    terms = []
    for part in counted:
        share = min(max(Decimal(part["progress"] or 0), Decimal(0)), Decimal(1))
        is_one = Decimal(part["weight"]) == 1
        times = "" if is_one else f"{words.numbers.number(part['weight'])} × "
        terms.append(f"{times}{words.numbers.percent(share)}")
    total = sum((Decimal(part["weight"]) for part in counted), Decimal(0))
    return Mrkdwn(f"({' + '.join(terms)}) ÷ {words.numbers.number(total.normalize())}")
