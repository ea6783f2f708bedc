"""Forged and broken requests: none is accepted, none is answered 5xx, nothing of them is logged."""

import random
import tempfile
from pathlib import Path

from tests.soak.frame import Job, Judged
from tests.web.forged import door, forged

COUNT, AT_ONE_DOOR = 10_000, 500


def jobs() -> tuple[Job, ...]:
    return (Job(f"doors with {AT_ONE_DOOR} forged requests", COUNT // AT_ONE_DOOR, judge, chunk=1),)


def judge(chance: random.Random) -> Judged:
    """One door for many: opening it takes a database."""
    with tempfile.TemporaryDirectory() as folder, door(Path(folder)) as found:
        for _ in range(AT_ONE_DOOR):
            sent = forged(chance)
            if problem := found.problem(sent):
                return Judged(f"{sent.what}: {sent.body[:200]!r}", problem)
    return Judged(f"{AT_ONE_DOOR} requests")
