"""What the bot tells the admins about its own sending."""

from typing import Any

from bot.render.blocks import Rendered, context, message, section
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn
from bot.render.rows import Params


def shadow_summary(words: Words, params: Params) -> Rendered:
    """What would have been sent today, and how to see the words and to end it."""
    counts = [_named(words, one) for one in params["counts"]]
    lines = [_named(words, one) for one in params["lines"]]
    facts = {"lines": lines, "more": params["more"]}
    head = words.mrkdwn("shadow/head", on=params["on"], counts=counts)
    listed = section(words.mrkdwn("shadow/lines", **facts))
    return message(head, [section(head), listed, context(words.mrkdwn("shadow/how"))])


def outage(words: Words, params: Params) -> Rendered:
    """How long the bot was away, what it makes up for and what it leaves out."""
    head = words.mrkdwn("outage/head", since=params["since"], until=params["until"])
    lines = [words.mrkdwn("outage/line", group=_named(words, one)) for one in params["groups"]]
    if params["waiting"]:
        lines.append(words.mrkdwn("outage/waiting", count=params["waiting"]))
    listed = section(Mrkdwn("\n".join(lines)))
    state = words.mrkdwn("outage/state", stopped=params["stopped"], shadow=params["shadow"])
    return message(head, [section(head), listed, context(state) if state else None])


def token_ends(words: Words, params: Params) -> Rendered:
    """That the bot falls silent soon unless it is installed again, and where."""
    at = words.language.dates.date_time(params["at"], words.tz)
    told = words.line("install.token_ends", at=at, address=params["address"])
    return message(told, [section(told)])


def _named(words: Words, row: dict[str, Any]) -> dict[str, Any]:
    """The row with the name of its kind of message in the reader's language."""
    key = f"letter_kinds.{row['kind']}"
    known = key in words.language.strings
    return row | {"kind": Mrkdwn(words.line(key if known else "letter_kinds.other"))}
