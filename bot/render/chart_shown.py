"""The answer to a button that asks for a chart."""

from collections.abc import Sequence

from bot.render.blocks import Chart, Rendered, message, section
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
        picture = _bars(words, params["objectives"], name)
    text = words.line("fallback.chart", title=name)
    return message(text, [picture or section(words.line("charts.nothing"))])


def _bars(words: Words, objectives: Sequence[Params], name: str) -> Chart | None:
    """The objectives; of a single one its key results, which say more."""
    if len(objectives) != 1:
        return progress_bars(words, objectives, title=name)
    [only] = objectives
    return progress_bars(words, only["rows"], title=name, subtitle=str(only["title"]))
