"""Occurrences in every zone of the tz database on every day of 2020 to 2035."""

import random
from collections import defaultdict
from functools import partial

from tests.domain.zone_days import WALL_TIMES, ZONES, every_day, problem
from tests.soak.frame import Job, Judged


def jobs() -> tuple[Job, ...]:
    """A job for each part of the world: there is nothing to choose, so each runs once."""
    parts = defaultdict(list)
    for tz in ZONES:
        parts[tz.partition("/")[0] if "/" in tz else "other zones"].append(tz)
    return tuple(
        Job(f"days in {part} ({len(zones)} zones)", 1, partial(judge, tuple(zones)))
        for part, zones in sorted(parts.items())
    )


def judge(zones: tuple[str, ...], _chance: random.Random) -> Judged:
    """Every day, wall time and zone of a part of the world."""
    days = every_day()
    for tz in zones:
        for at in WALL_TIMES:
            if wrong := problem(tz, days, at):
                return Judged(tz, wrong)
    return Judged(zones[0])
