"""Jobs: many inputs, each made from a seed and its number, judged in worker processes."""

import random
import re
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field

from tests.soak.progress import Progress

CHUNK = 250
KEPT = 10
"""Failures of one kind that are kept to be looked at; all are counted."""

Judge = Callable[[random.Random], "Judged"]


@dataclass(frozen=True, slots=True)
class Judged:
    """`given` is the input, to be read again by a person; `problem` is empty when all is well.

    `seconds` is the time to be watched, 0 for none.
    """

    given: str
    problem: str = ""
    seconds: float = 0


@dataclass(frozen=True, slots=True)
class Job:
    """`judge` makes its input from the given source of chance; what it raises is a failure."""

    name: str
    count: int
    judge: Judge
    chunk: int = CHUNK


@dataclass(frozen=True, slots=True)
class Failure:
    """The input with this `number` of a job; number and seed make it again."""

    job: str
    seed: str
    number: int
    given: str
    problem: str

    @property
    def kind(self) -> str:
        """What the problem says first, whatever the numbers; of a traceback the exception."""
        last = self.problem.strip().splitlines()[-1]
        return re.sub(r"\d+", "N", last.partition(":")[0].partition(";")[0])[:80]


@dataclass(slots=True)
class Outcome:
    """What came of a job, or of a part of it: failures of each kind; `slowest` in seconds;
    `measured` is what a job of one input says of it."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: dict[str, list[Failure]] = field(default_factory=dict)
    slowest: float = 0
    measured: str = ""

    @property
    def failed(self) -> int:
        return self.counts.total()

    def add(self, failure: Failure) -> None:
        self.counts[failure.kind] += 1
        self._keep([failure])

    def merge(self, other: "Outcome") -> None:
        self.counts.update(other.counts)
        self.slowest = max(self.slowest, other.slowest)
        self.measured = self.measured or other.measured
        for failures in other.failures.values():
            self._keep(failures)

    def _keep(self, failures: Sequence[Failure]) -> None:
        kept = self.failures.setdefault(failures[0].kind, [])
        kept += failures[: KEPT - len(kept)]


def run(job: Job, *, seed: str, workers: int) -> Outcome:
    """Judge all inputs of a job and tell how far it is."""
    progress = Progress(job.name, job.count)
    outcome, done = Outcome(), 0
    with ProcessPoolExecutor(workers) as pool:
        parts = [
            pool.submit(judge_some, job, seed, start, min(start + job.chunk, job.count))
            for start in range(0, job.count, job.chunk)
        ]
        for part in as_completed(parts):
            judged, some = part.result()
            outcome.merge(some)
            done += judged
            progress.say(done, outcome.failed)
    return outcome


def judge_some(job: Job, seed: str, start: int, end: int) -> tuple[int, Outcome]:
    """How many inputs were judged, and what came of them."""
    outcome = Outcome()
    for number, judged in _judged(job, seed, start, end):
        outcome.slowest = max(outcome.slowest, judged.seconds)
        outcome.measured = judged.given if job.count == 1 else ""
        if judged.problem:
            outcome.add(Failure(job.name, seed, number, judged.given, judged.problem))
    return end - start, outcome


def _judged(job: Job, seed: str, start: int, end: int) -> Iterator[tuple[int, Judged]]:
    for number in range(start, end):
        chance = random.Random(f"{seed} {job.name} {number}")
        try:
            yield number, job.judge(chance)
        except Exception:
            yield number, Judged("", traceback.format_exc())


def timed(work: Callable[[], object]) -> float:
    """Seconds of this thread at work: a busy machine counts less than by the clock."""
    start = time.thread_time()
    work()
    return time.thread_time() - start
