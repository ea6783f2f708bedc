"""The answer to a button that asks for a chart."""

from bot.render.blocks import Rendered, message, section
from bot.render.charts import kpi_course, progress_bars
from bot.render.dates import week_number
from bot.render.environment import Words
from bot.render.rows import Params


def chart(words: Words, params: Params) -> Rendered:
    """The course of a KPI, or the objectives of a team; words where there is nothing to draw."""
    if params["kind"] == "kpi":
        name, picture = params["title"], kpi_course(words, params["course"])
    else:
        week = str(week_number(params["week"]))
        name = words.plain("charts.bars_title", team=params["team"], week=week)
        picture = progress_bars(words, params["objectives"], title=name)
    text = words.line("fallback.chart", title=name)
    return message(text, [picture or section(words.line("charts.nothing"))])
