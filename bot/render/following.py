"""What people follow, and what changed in it."""

from bot.render.blocks import Block, Rendered, actions, context, message, section
from bot.render.digest import dense, moved
from bot.render.doors import door
from bot.render.environment import Words
from bot.render.rows import Params

MOST_LISTED = 20
MOST_GROUPS, MOST_LINES = 8, 4


def following(words: Words, params: Params) -> Rendered:
    """The week of everything that somebody follows, privately."""
    title = words.line("following.title")
    blocks: list[Block] = [section(words.line("meeting.bold", text=title))]
    for group in params["groups"][:MOST_GROUPS]:
        lines = [moved(one) for one in group["lines"]]
        more = group["lines_more"] + max(len(lines) - MOST_LINES, 0)
        facts = {"group": group, "items": lines[:MOST_LINES], "more": more, "limit": 60}
        blocks.append(section(dense(words.mrkdwn("following/group", **facts))))
    rest = params["more"] + max(len(params["groups"]) - MOST_GROUPS, 0)
    if rest:
        blocks.append(context(words.line("lists.more", count=str(rest))))
    blocks.append(actions(None, door(words.plain("following.list"), "/okr following", 0)))
    return message(title, blocks)


def following_listed(words: Words, params: Params) -> Rendered:
    """Everything that somebody follows, each with the way out."""
    title = words.line("following.listed")
    items = params["items"]
    if not items:
        return message(title, [section(words.line("following.none"))])
    blocks: list[Block] = [section(words.line("meeting.bold", text=title))]
    for at, one in enumerate(items[:MOST_LISTED]):
        text = words.mrkdwn("following/item", item=one, limit=80)
        line = f"/okr unfollow {one['reference']}"
        drop = door(words.plain("following.drop"), line, at)
        blocks.append(section(text, beside=drop))
    if len(items) > MOST_LISTED:
        more = str(len(items) - MOST_LISTED)
        blocks.append(context(words.line("lists.more", count=more)))
    return message(title, blocks)


def follow_changed(words: Words, params: Params) -> Rendered:
    """From now on, or no longer."""
    text = words.mrkdwn("following/changed", title=params["title"], follows=params["follows"])
    doors = actions(None, door(words.plain("following.list"), "/okr following", 0))
    return message(text, [section(text), doors])
