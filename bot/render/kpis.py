"""KPIs on request: all of them, or one with its recent readings."""

from bot.render import rows
from bot.render.blocks import Block, Rendered, message, section
from bot.render.environment import Words
from bot.render.rows import Params

_BUDGET = 10_000
_BLOCKS = 45
_RECENT_SHOWN = 12


def kpi_list(words: Words, params: Params) -> Rendered:
    """Each KPI with its value, its limit and its alert."""
    items = [rows.kpi(row) for row in params["kpis"]]
    head = words.mrkdwn("kpi/head", team=params.get("team"), count=len(items))
    listed = rows.texts(words, "kpi/row", items, budget=_BUDGET)
    found: list[Block | None] = [section(head)]
    found += rows.sections(words, listed, most_blocks=_BLOCKS, budget=_BUDGET)
    return message(words.line("fallback.kpi_list"), found)


def kpi_shown(words: Words, params: Params) -> Rendered:
    """One KPI, with what it was lately."""
    row = rows.kpi(params)
    row["recent"] = list(params.get("recent") or [])[-_RECENT_SHOWN:]
    command = words.plain("commands.kpi_set", id=row["id"])
    text = words.mrkdwn("kpi/shown", row=row, limit=rows.LONGEST_TITLE, command=command)
    return message(words.line("fallback.kpi_shown", title=row["title"]), [section(text)])


def kpi_due(words: Words, params: Params) -> Rendered:
    """KPIs whose figure is missing on the last working day of their period."""
    items = params["items"]
    shown = next((item for item in items if item["value"] is not None), items[0])
    text = words.mrkdwn("kpi/due", items=items, shown=shown)
    return message(text, [section(text)])
