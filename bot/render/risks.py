"""What of a team needs somebody, and what is shown to a channel."""

from bot.render import goals, rows
from bot.render.blocks import Block, Chart, Rendered, actions, button, context, message, section
from bot.render.charts import key_result_course
from bot.render.doors import after_page, door
from bot.render.environment import Words
from bot.render.ids import Action
from bot.render.overviews import team_blocks
from bot.render.rows import Params

_TITLE = 100


def team_risk(words: Words, params: Params) -> Rendered:
    """Key results that are behind, silent, or told otherwise than computed; each with its *Why?*"""
    counts = dict.fromkeys(("off_track", "at_risk", "stale", "differs"), 0) | params["counts"]
    facts = {name: params[name] for name in ("team", "page", "total", "needing")}
    looked_at = params.get("looked_at")
    head = words.mrkdwn("look/risk_head", counts=counts, looked_at=looked_at, **facts)
    found: list[Block | None] = [section(head)]
    for at, row in enumerate(params["rows"]):
        known = rows.known(row, expected=True) | {"n": None}
        text = words.mrkdwn("look/risk_row", row=known, limit=_TITLE)
        why = door(words.plain("look.why"), f"/okr why kr:{row['id']}", at)
        found.append(section(text) | {"accessory": why})
    line = f"/okr risk #{params['team_id']}"
    ways = after_page(words, line, params["page"], more=bool(params["more"]))
    ways.append(door(words.plain("look.team"), f"/okr team #{params['team_id']}", len(ways)))
    return message(head, [*found, actions(None, *ways)])


def share_preview(words: Words, params: Params) -> Rendered:
    """What a channel would see, shown to the person alone, with *Post* and *Cancel*."""
    head = words.mrkdwn("look/share_preview", channel=params["channel"])
    value = f"{params['channel']} {params['reference']}"
    post = button(words.plain("look.post"), action_id=Action.SHARE, value=value, primary=True)
    cancel = button(words.plain("buttons.cancel"), action_id=Action.DO_NOT_SHARE)
    return message(head, [context(head), *_what(words, params), actions(None, post, cancel)])


def goal_shared(words: Words, params: Params) -> Rendered:
    """A goal or a team as it stood when somebody shared it."""
    facts = {"who": params["shared_by"], "name": params["shared_by_name"]}
    by = words.mrkdwn("look/shared_by", **facts)
    return message(words.line("fallback.shared"), [*_what(words, params), context(by)])


def shared(words: Words, params: Params) -> Rendered:
    """Whether it was posted, and where."""
    text = words.mrkdwn("look/shared", channel=params["channel"])
    return message(text, [section(text)])


def _what(words: Words, params: Params) -> list[Block | Chart | None]:
    if params["what"] == "team":
        return [*team_blocks(words, params["team"], most=14)]
    goal = params["goal"]
    return [*goals.shown(words, goal), key_result_course(words, goal.get("course"))]
