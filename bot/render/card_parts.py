"""Small parts of an answer card: what was planned, and what is pointed out once."""

from bot.render.blocks import Block, context, section
from bot.render.environment import Words
from bot.render.rows import Params

_PLAN_LENGTH = 150
_TITLE_LENGTH = 60
_PLANS_SHOWN = 5
_GOALS_SHOWN = 8


def plans(words: Words, params: Params) -> list[Block]:
    """What was planned in this reply."""
    planned = (params.get("plans") or [])[:_PLANS_SHOWN]
    if not planned:
        return []
    return [section(words.mrkdwn("answer/plans", plans=planned, limit=_PLAN_LENGTH))]


def hints(words: Words, params: Params) -> list[Block]:
    """Goals for which nothing is done."""
    bare = [hint for hint in params.get("hints") or () if hint["kind"] == "no_initiative"]
    if not bare:
        return []
    facts = {"rows": bare[:_GOALS_SHOWN], "more": max(len(bare) - _GOALS_SHOWN, 0)}
    return [context(words.mrkdwn("answer/no_initiative", limit=_TITLE_LENGTH, **facts))]
