"""KPIs that follow from others, below those that people enter."""

from collections.abc import Sequence

from bot.render import rows
from bot.render.blocks import Block, section
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn
from bot.render.rows import Params

_TITLE = 60


def lines(words: Words, computed: Params | None) -> list[Mrkdwn]:
    """What they are, then one line each; nothing where there are none."""
    known = [rows.known(row) for row in (computed or {}).get("rows", ())]
    if computed is None or not known:
        return []
    found = [words.line("lists.computed")]
    found += [words.mrkdwn("row", row=row, limit=_TITLE) for row in known]
    if computed["more"]:
        found.append(words.line("lists.more", count=computed["more"]))
    return found


def blocks(found: Sequence[Mrkdwn]) -> list[Block]:
    """The lines as one section."""
    return [section(Mrkdwn("\n".join(found)))] if found else []
