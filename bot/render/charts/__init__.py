"""Charts: Vega-Lite specifications from facts, with the same in words.

Each function gives a part of a message, which `blocks.message` takes like a block.
"""

from bot.render.charts.bars import progress_bars
from bot.render.charts.courses import key_result_course, kpi_course

__all__ = ["key_result_course", "kpi_course", "progress_bars"]
