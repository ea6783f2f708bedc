"""Many messages through the sandbox's Web API: time and memory grow with their number alone."""

import random

from tests.sandbox.many_messages import Cost, costs
from tests.soak.frame import Job, Judged

COUNTS = (2_500, 5_000, 10_000)
MOST = 1.5
"""How much dearer each message may be at the last count than at the first."""


def jobs() -> tuple[Job, ...]:
    """Time and memory apart: looking at memory takes time."""
    return (
        Job("messages posted and read, time", 1, judge_time, chunk=1),
        Job("messages posted and read, memory", 1, judge_memory, chunk=1),
    )


def judge_time(_chance: random.Random) -> Judged:
    first, *_, last = costs(COUNTS, page=100)
    return Judged(
        _said(first, last),
        _problem("posting", first.posting, last.posting)
        or _problem("reading", first.reading, last.reading),
    )


def judge_memory(_chance: random.Random) -> Judged:
    first, *_, last = costs(COUNTS, page=999, memory=True)
    return Judged(_said(first, last), _problem("memory", first.size, last.size))


def _problem(what: str, first: float, last: float) -> str:
    return f"{what}: {last / first:.2f} times dearer" if last > first * MOST else ""


def _said(*found: Cost) -> str:
    return "; ".join(
        f"{cost.count:,}: posted in {cost.posting * 1e6:.0f} µs, read in {cost.reading * 1e6:.0f}"
        f" µs, {cost.size / 1e3:.1f} kB each"
        for cost in found
    )
