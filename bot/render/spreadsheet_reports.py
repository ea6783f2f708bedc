"""That the report somebody asked for is there."""

from bot.render.blocks import Rendered, message, section
from bot.render.cycle_words import title
from bot.render.environment import Words
from bot.render.rows import Params


def report_sent(words: Words, params: Params) -> Rendered:
    """Told where the command was typed: the file is in the direct messages."""
    whose = title(params["team"], 80) if params["team"] else words.line("report.all")
    text = words.line(
        "report.sent" if params["people"] > 1 else "report.sent_one",
        name=params["name"],
        cycle=title(params["cycle"], 80),
        whose=whose,
        people=words.numbers.number(params["people"]),
    )
    return message(text, [section(text)])
