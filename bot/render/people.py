"""How a person's goals stand, for others."""

from bot.render import rows
from bot.render.blocks import Rendered, actions, message, section
from bot.render.doors import after_page, why_menu
from bot.render.environment import Words
from bot.render.overviews import listed, room
from bot.render.rows import Params

_BUDGET = 10_000
_BLOCKS = 42


def person_overview(words: Words, params: Params) -> Rendered:
    """The roll-up of what a person owns, and a page of it."""
    page = params["page"]
    facts = {name: params[name] for name in ("person", "roll_up", "unaligned", "idle", "page")}
    head = words.mrkdwn("team/person", **facts, asked=0, asks=0)
    lines = listed(words, params["objectives"], params["kpis"])
    whom = f"<@{params['slack_user_id']}>" if params["slack_user_id"] else params["person"]
    ways = after_page(words, f"/okr person {whom}", page, more=bool(params["more"]))
    goals = [row for each in params["objectives"] for row in each["rows"]]
    ways += why_menu(words, goals, at=len(ways))
    below = [] if lines else [section(words.line("lists.no_goals"))]
    below += [actions(None, *ways)] if ways else []
    budget = room([section(head), *below])
    shown = rows.sections(words, lines, most_blocks=_BLOCKS, budget=budget)
    text = words.line("fallback.person_overview", person=params["person"])
    return message(text, [section(head), *shown, *below])
