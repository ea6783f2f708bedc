"""Small parts of an answer card: what was planned, and what is pointed out once."""

from typing import Any

from bot.render.blocks import Block, actions, button, context, menu, option, section
from bot.render.doors import initiatives_button
from bot.render.environment import Words
from bot.render.escaping import clean
from bot.render.ids import Action
from bot.render.ids import Block as BlockId
from bot.render.rows import Params

_PLAN_LENGTH = 150
_TITLE_LENGTH = 60
_PLANS_SHOWN = 5
_GOALS_SHOWN = 8
_STILL_SHOWN = 3


def plans(words: Words, params: Params) -> list[Block]:
    """What was planned in this reply."""
    planned = (params.get("plans") or [])[:_PLANS_SHOWN]
    if not planned:
        return []
    return [section(words.mrkdwn("answer/plans", plans=planned, limit=_PLAN_LENGTH))]


def hints(words: Words, params: Params) -> list[Block]:
    """Goals that stand still, each with its buttons, and goals for which nothing is done."""
    found: list[Block] = []
    still = [hint for hint in params.get("hints") or () if hint["kind"] == "still_right"]
    for hint in {one["kr"]: one for one in still[:_STILL_SHOWN]}.values():
        answer = hint.get("answer")
        text = words.mrkdwn("answer/still_right", row=hint, answer=answer, limit=_TITLE_LENGTH)
        found += [section(text), *([] if answer else [_still(words, str(hint["kr"]))])]
    return found + _bare(words, params)


def _still(words: Words, key_result_id: str) -> Block:
    labels = {Action.STILL_KEEP: "reports.keep", Action.STILL_ASK: "reports.ask_manager"}
    pressed = [
        button(words.plain(label), action_id=action, value=key_result_id)
        for action, label in labels.items()
    ]
    return actions(BlockId.still(key_result_id), *pressed)


def initiatives(words: Words, params: Params) -> list[dict[str, Any]]:
    """The way to an initiative for what has none: a button for one goal, a menu for several."""
    goals = list({hint["kr"]: hint for hint in _without(params)}.values())
    if len(goals) == 1:
        return [initiatives_button(words, goals[0]["kr"])]
    options = [option(f"{goal['n']} {clean(goal['title'])}", str(goal["kr"])) for goal in goals]
    label = words.plain("buttons.initiatives")
    return [menu(label, options, action_id=Action.INITIATIVES)] if options else []


def _bare(words: Words, params: Params) -> list[Block]:
    bare = _without(params)
    if not bare:
        return []
    facts = {"rows": bare[:_GOALS_SHOWN], "more": max(len(bare) - _GOALS_SHOWN, 0)}
    return [context(words.mrkdwn("answer/no_initiative", limit=_TITLE_LENGTH, **facts))]


def _without(params: Params) -> list[Params]:
    return [hint for hint in params.get("hints") or () if hint["kind"] == "no_initiative"]
