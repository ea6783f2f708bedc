"""How the programme itself is doing, for administrators."""

from bot.render.blocks import Block, Rendered, context, message, section
from bot.render.digest import dense
from bot.render.environment import Words
from bot.render.rows import Params

MOST = 12


def programme_health(words: Words, params: Params) -> Rendered:
    """The whole workspace, then each department, the one that answers least first."""
    title = words.line("programme_health.title", name=params["name"])
    blocks: list[Block] = [section(words.line("meeting.bold", text=title))]
    blocks.append(section(dense(words.mrkdwn("programme/figures", part=params, name=None))))
    for one in params["departments"][:MOST]:
        text = words.mrkdwn("programme/figures", part=one, name=one["name"])
        blocks.append(section(dense(text)))
    rest = params["more"] + max(len(params["departments"]) - MOST, 0)
    if rest:
        blocks.append(context(words.line("lists.more", count=str(rest))))
    blocks.append(context(words.line("programme_health.how")))
    return message(title, blocks)
