"""`okrbot demo --play --quarter`: a whole quarter of each example, from drafts to closed scores."""

from collections.abc import Mapping

from bot.demo import quarter_marketing, quarter_software
from bot.demo.plot import Plot

#: By the name of the file in examples/.
PLOTS: Mapping[str, Plot] = {
    "software-firm": quarter_software.PLOT,
    "marketing-team": quarter_marketing.PLOT,
}
