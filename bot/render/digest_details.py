"""What stands in the thread of a digest: the objectives as bars, then with their key results."""

from dataclasses import replace

from bot.render import rows
from bot.render.blocks import Rendered, context, message, section
from bot.render.charts import progress_bars
from bot.render.digest import title_of
from bot.render.environment import Words
from bot.render.escaping import without_entities
from bot.render.overviews import listed, room
from bot.render.rows import Params

_BLOCKS = 40


def digest_details(words: Words, params: Params) -> Rendered:
    """The objectives with their key results; where there is no picture the list says it all."""
    title = title_of(words, params)
    head = section(words.line("digest.details_of", title=title))
    bars = progress_bars(words, params["objectives"], title=without_entities(title))
    below = [context(words.line("look.more_objectives", count=params["more"]))]
    below = below if params["more"] else []
    lines = listed(words, params["objectives"], [])
    shown = rows.sections(words, lines, most_blocks=_BLOCKS, budget=room([head, *below]))
    return message(title, [replace(bars, instead=head) if bars else head, *shown, *below])
