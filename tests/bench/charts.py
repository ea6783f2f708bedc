"""P13: drawing a chart, and what charts cost a process that starts."""

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from typing import Any

from bot.delivery import drawing
from bot.delivery.drawing import Drawer
from bot.render import Renderer
from tests.bench.baselines import cold_start
from tests.bench.frame import Goal, Row, Unavailable, timed
from tests.bench.peers import PYTHON
from tests.bench.stores import Stores

PILLOW = "tests/bench/baselines/pillow_chart.py"
COLD_START = "tests/bench/baselines/cold_start.py"
START = date(2026, 10, 1)
FIGURES = (220400, 226000, 231000, 230500, 242000, 256400, 271500)
CONFIDENCE = (7, 7, 6, 4, 5, 6, 8)
REPEAT = 5


class Pillow:
    """Draws in a process of the peers' environment, timed inside it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def seconds(self) -> float:
        """What one picture takes it."""
        if self._process is None:
            self._process = self._started()
        answer = _exchanged(self._process, json.dumps(like_picture() | {"repeat": REPEAT}))
        if answer["bytes"] < 1000:
            raise Unavailable("Pillow draws nothing")
        return float(answer["seconds"])

    def close(self) -> None:
        if self._process is not None:
            self._process.communicate()

    def _started(self) -> subprocess.Popen[str]:
        if not PYTHON.exists():
            raise Unavailable(f"{PYTHON.parent.parent} could not be made; see peers.txt")
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        process = subprocess.Popen([PYTHON, PILLOW], **pipes, text=True, encoding="utf-8")
        hello = _exchanged(process)
        if "missing" in hello:
            process.communicate()
            raise Unavailable(hello["missing"])
        return process


class Started:
    """Starts a process for each round: both sides are parts of the same start."""

    def __init__(self) -> None:
        self._known: dict[str, float] = {}

    def seconds(self, part: str) -> float:
        if part not in self._known:
            self._known = cold_start.figures()
        assert not self._known["engine"], "the engine is imported before the first chart"
        return self._known.pop(part)


@contextmanager
def rows(_stores: Stores) -> Iterator[Sequence[Row]]:
    """A chart once warm, and the share of a cold start."""
    started = Started()
    drawer, pillow, spec = Drawer(longest_seconds=60), Pillow(), chart()
    with ExitStack() as stack:
        stack.callback(drawer.close)
        stack.callback(pillow.close)

        def ours() -> None:
            if not drawing.is_possible():
                raise Unavailable("the extra charts is not installed")
            drawer.draw(spec)

        yield [
            Row(
                "P13-chart",
                "a chart of a key result as PNG, once warm; Pillow draws a like picture",
                "python",
                len(FIGURES),
                Goal("<=", 4),
                PILLOW,
                timed(ours, repeat=REPEAT),
                pillow.seconds,
                aim=Goal("<=", 2),
            ),
            Row(
                "P13-import",
                "the modules of charts in a cold start; the baseline is all of it",
                "python",
                1,
                Goal("<=", 0.02),
                COLD_START,
                lambda: started.seconds("charts"),
                lambda: started.seconds("all"),
            ),
        ]


def chart() -> Mapping[str, Any]:
    """The specification of seven weeks of a key result with its confidence."""
    points = [{"on": day(7 * n), "value": str(value)} for n, value in enumerate(FIGURES)]
    names = ("n", "floor", "ceiling", "owner", "stale_days", "minimum_sample")
    row: dict[str, Any] = dict.fromkeys(names) | {
        **{"kind": "kr", "id": 1, "title": "Tổng traffic", "shape": "reach", "unit": "lượt"},
        **{"direction": "up", "start": "220400", "target": "308000", "value": "271500"},
        **{"progress": "0.58", "expected": "0.61", "status": "at_risk"},
    }
    course = {
        **{"title": row["title"], "unit": row["unit"], "share": False, "row": row},
        **{"first": day(0), "last": day(91), "points": points, "low": None, "high": None},
        "expected": [{"on": day(0), "value": "220400"}, {"on": day(91), "value": "308000"}],
        "confidence": [{"on": day(7 * n), "value": str(v)} for n, v in enumerate(CONFIDENCE)],
    }
    params = {"kind": "kpi", "title": row["title"], "course": course}
    [found] = Renderer().message("chart", params, locale="vi", tz="UTC").charts.values()
    return found.spec


def like_picture() -> dict[str, Any]:
    """The same figures as places in pixels, and as many texts."""
    texts = ("Tổng traffic", "271.500 lượt · 58 % · kỳ vọng 61 % · có rủi ro", "Mức tự tin (1–10)")
    words = (*texts, "1/10", "31/10", "30/11", "31/12", "thực tế", "kỳ vọng", "271.500 lượt")
    ticks = tuple(f"{n}.000" for n in range(200, 350, 25))
    return {
        "points": [[60 + 60 * n, 460 - (value - 200000) // 350] for n, value in enumerate(FIGURES)],
        "expected": [[60, 402], [830, 152]],
        "labels": [[20 + 90 * (n % 9), 20 + 22 * n, text] for n, text in enumerate(words + ticks)],
        "bars": [[60 + 60 * n, 9 * value] for n, value in enumerate(CONFIDENCE)],
    }


def day(n: int) -> str:
    return (START + timedelta(n)).isoformat()


def _exchanged(process: subprocess.Popen[str], line: str = "") -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    if line:
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
    said = process.stdout.readline()
    if not said:
        raise Unavailable(f"Pillow ended with {process.wait()}")
    answer: dict[str, Any] = json.loads(said)
    return answer
