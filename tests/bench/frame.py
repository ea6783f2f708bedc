"""Rows and how they are measured: two sides in turn, so that a busy machine slows both."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tests.bench.stores import Stores

ROUNDS = 9

Side = Callable[[], float]
"""Does its work once and returns the seconds it took. May raise Unavailable."""

Progress = Callable[[int, int], None]
"""Told the rounds that are over and the rounds in all."""


class Unavailable(Exception):
    """A baseline cannot run on this machine; the text says why."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit on a ratio. "<=" limits ours/baseline, ">=" baseline/ours: how often faster."""

    sign: Literal["<=", ">="]
    limit: float

    @classmethod
    def of(cls, text: str) -> "Goal":
        """From "<=2.5" or ">=10"."""
        return cls("<=" if text.startswith("<=") else ">=", float(text[2:]))

    def __str__(self) -> str:
        return f"{self.sign}{self.limit:g}"

    def ratio(self, ours: float, baseline: float) -> float:
        return ours / baseline if self.sign == "<=" else baseline / ours

    def met(self, ratio: float) -> bool:
        return ratio <= self.limit if self.sign == "<=" else ratio >= self.limit


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison. `baseline` is the file of the baseline, from the project's root.

    `size` counts what `what` names: people, characters, replies. `aim` has the sign of `gate`.
    """

    id: str
    what: str
    engine: str
    size: int
    gate: Goal
    baseline: str
    run_ours: Side
    run_baseline: Side
    aim: Goal | None = None
    rounds: int = ROUNDS


@dataclass(frozen=True, slots=True)
class Result:
    """Medians over the rounds: seconds of both sides, and the ratio of each round."""

    row: Row
    ours: float
    baseline: float
    ratio: float
    missing: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the gate holds; None when the baseline could not run."""
        return None if self.missing else self.row.gate.met(self.ratio)


Group = Callable[["Stores"], AbstractContextManager[Sequence[Row]]]
"""Given the databases, opens what its rows share, asserts that both sides agree, and yields the
rows."""


def timed(work: Callable[[], object], *, repeat: int = 1) -> Side:
    """A side that does `work` `repeat` times and returns the seconds of one."""

    def run() -> float:
        start = time.perf_counter()
        for _ in range(repeat):
            work()
        return (time.perf_counter() - start) / repeat

    return run


def measure(row: Row, told: Progress) -> Result:
    """Run both sides once to warm up and then in turn, each going first every other round."""
    try:
        row.run_baseline()
        row.run_ours()
    except Unavailable as error:
        return Result(row, 0, 0, 0, str(error))
    ours: list[float] = []
    baseline: list[float] = []
    for done in range(row.rounds):
        gc.collect()
        sides = [(row.run_ours, ours), (row.run_baseline, baseline)]
        for run, seconds in sides if done % 2 else reversed(sides):
            seconds.append(run())
        told(done + 1, row.rounds)
    ratios = [row.gate.ratio(*pair) for pair in zip(ours, baseline, strict=True)]
    median = statistics.median
    return Result(row, median(ours), median(baseline), median(ratios))
