"""What a fresh process takes to import the whole bot, and the part of it that charts take.

`python -X importtime` tells of each module how long it took by itself. Out: {"all": seconds,
"charts": seconds, "engine": whether the engine of charts was imported too}.
"""

import json
import re
import subprocess
import sys

CHARTS = re.compile(
    r"bot\.render\.(charts(\..*)?|chart_shown|pictures)|bot\.services\.charting"
    r"|bot\.delivery\.(drawing(_process)?|pictures)|storage\.(tables\.)?pictures|vl_convert(\..*)?"
)
LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")


def figures() -> dict[str, float]:
    """Seconds of all modules, of those of charts, and 1 where the engine is among them."""
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import bot.wiring.whole"],
        capture_output=True,
        text=True,
        check=True,
    )
    took = {name: int(own) / 1e6 for own, name in LINE.findall(ran.stderr)}
    charts = sum(own for name, own in took.items() if CHARTS.fullmatch(name))
    return {"all": sum(took.values()), "charts": charts, "engine": float("vl_convert" in took)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(figures()) + "\n")
