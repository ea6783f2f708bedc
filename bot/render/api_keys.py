"""Keys of the HTTP API, for administrators."""

from collections.abc import Mapping
from typing import Any

from bot.render.blocks import Block, Rendered, message, packed, section
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, user_text
from bot.render.rows import Params

_BLOCKS = 12
_BUDGET = 8_000
_LONGEST_NAME = 80
_LONGEST_LIST = 200


def keys_listed(words: Words, params: Params) -> Rendered:
    """Every key with what it opens, and how to make and revoke one."""
    rows = [_row(words, one) for one in params["keys"]]
    head = words.line("keys.head" if rows else "keys.none")
    shown, left = packed(rows, most_blocks=_BLOCKS, budget=_BUDGET)
    blocks: list[Block | None] = [section(head), *shown]
    if left:
        blocks.append(section(words.line("readings.more", count=left)))
    return message(head, [*blocks, section(words.line("keys.how"))])


def key_made(words: Words, params: Params) -> Rendered:
    """The key itself: this message is never stored."""
    text = words.line("keys.made", name=_name(params), key=Mrkdwn(params["key"]), id=params["id"])
    return message(words.line("keys.made_short", name=_name(params)), [section(text)])


def key_revoked(words: Words, params: Params) -> Rendered:
    """It opens nothing any more."""
    text = words.line("keys.revoked", name=_name(params))
    return message(text, [section(text)])


def _row(words: Words, one: Mapping[str, Any]) -> Mrkdwn:
    rights = [words.line(f"keys.{name}") for name in ("reads", "writes") if one[name]]
    kpis = ", ".join(one["kpis"])[:_LONGEST_LIST]
    used = one["used_at"]
    return words.line(
        f"keys.row_{one['state']}",
        id=one["id"],
        name=_name(one),
        rights=Mrkdwn(" + ".join(rights)),
        kpis=words.line("keys.all") if one["all"] else user_text(kpis or "–"),
        used=words.language.dates.day(used[:10]) if used else words.line("keys.never"),
    )


def _name(params: Mapping[str, Any]) -> Mrkdwn:
    return user_text(params["name"], _LONGEST_NAME)
