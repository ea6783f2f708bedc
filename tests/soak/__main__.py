"""Run every soak: COUNT=… inputs of the largest job, EVENTS=… for a bot that is watched,
PEOPLE=… in a database that is restored, SEED=…, WORKERS=… processes; ONLY=… the jobs with one of
these in their names, with "|" between them.

Some failures of each kind are kept in build/soak-failures.jsonl. Exits with 1 when there are any.
"""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from tests.soak import (
    answers,
    edge,
    events,
    faults,
    messages,
    morning,
    replies,
    restoring,
    templates,
    zones,
)
from tests.soak.frame import Failure, Job, Outcome, run

COUNT = 1_000_000
OUT = Path("build/soak-failures.jsonl")


def main() -> int:
    count = int(os.environ.get("COUNT", COUNT))
    seed = os.environ.get("SEED", "1")
    workers = int(os.environ.get("WORKERS", os.cpu_count() or 1))
    failures: list[Failure] = []
    faulty = (*faults.jobs(), *morning.jobs(), *answers.jobs())
    texts = (*templates.jobs(count), *replies.jobs(count))
    listening = (*edge.jobs(), *events.jobs(), *restoring.jobs())
    everything = (*listening, *faulty, *messages.jobs(), *zones.jobs(), *texts)
    wanted = os.environ.get("ONLY", "").split("|")
    for job in (one for one in everything if any(part in one.name for part in wanted)):
        outcome = run(job, seed=seed, workers=workers)
        _tell(job, outcome)
        failures += (failure for kept in outcome.failures.values() for failure in kept)
    _write(failures)
    return int(bool(failures))


def _tell(job: Job, outcome: Outcome) -> None:
    """What was measured, and the kinds of failures, most frequent first, each with an example."""
    slowest = f", slowest {outcome.slowest * 1e3:,.0f} ms" if outcome.slowest else ""
    sys.stdout.write(f"{job.name}: {job.count:,}, {outcome.failed} failed{slowest}\n")
    if outcome.measured:
        sys.stdout.write(f"  {outcome.measured}\n")
    for kind, count in outcome.counts.most_common():
        example = outcome.failures[kind][0]
        sys.stdout.write(f"  {count:,} × {kind}: {example.number}: {example.given[:60]!a}\n")
    sys.stdout.flush()


def _write(failures: list[Failure]) -> None:
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text("".join(json.dumps(asdict(failure)) + "\n" for failure in failures), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
