"""A bot that listens for long: events in time, none lost, and no more held at the end."""

import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests import postgres_server
from tests.load.events import Listening
from tests.load.site import Site, site
from tests.soak.frame import Job, Judged

KINDS = ("sqlite", "postgresql")
RATES = ((25.0, 600.0), (50.0, 60.0))
LATE, TOO_LATE = 0.01, 0.0
SOAKED = int(os.environ.get("EVENTS", "40000"))
#: A process breathes: the allocator gives back what it likes, when it likes.
BREATH = 4_000_000
STEEPEST = 1_000_000
MORE_FILES, MORE_THREADS = 4, 2


def jobs() -> tuple[Job, ...]:
    steady = [
        Job(
            f"{rate:g} events/s for {seconds:g} s, {kind}", 1, partial(_steady, kind, rate, seconds)
        )
        for kind in KINDS
        for rate, seconds in RATES
    ]
    soaked = [Job(f"{SOAKED:,} events, {kind}", 1, partial(_soak, kind)) for kind in KINDS]
    return (*steady, *soaked)


def _steady(kind: str, rate: float, seconds: float, _chance: random.Random) -> Judged:
    with _site(kind) as place:
        found = Listening.begin(place).steady(rate, seconds)
    said = f"{found.sent} sent, {found.late:.2%} after 0.5 s, {found.too_late:.2%} after 3 s"
    if found.lost:
        return Judged(said, f"events lost: {found.lost}")
    wrong = found.late > LATE or found.too_late > TOO_LATE
    return Judged(said, f"acknowledged too late: {said}" if wrong else "")


def _soak(kind: str, _chance: random.Random) -> Judged:
    with _site(kind) as place:
        found = Listening.begin(place).soak(SOAKED)
    before, after = found.before, found.after
    said = (
        f"warm-up {found.at_first.memory / 1e6:.1f} → {before.memory / 1e6:.1f} MB; after it, over "
        f"{found.measured:,} events, {before.memory / 1e6:.1f} → {after.memory / 1e6:.1f} MB, "
        f"{found.slope / 1e6:.2f} MB for 100,000; files {before.files} → {after.files}, "
        f"threads {before.threads} → {after.threads}"
    )
    if found.lost:
        return Judged(said, f"events lost: {found.lost}")
    if after.memory - before.memory > BREATH and found.slope > STEEPEST:
        return Judged(said, f"memory grows: {said}")
    if after.files - before.files > MORE_FILES:
        return Judged(said, f"files stay open: {said}")
    if after.threads - before.threads > MORE_THREADS:
        return Judged(said, f"threads stay: {said}")
    return Judged(said)


@contextmanager
def _site(kind: str) -> Iterator[Site]:
    with tempfile.TemporaryDirectory(prefix="okrbot-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the server of PostgreSQL runs as another user
        if kind == "sqlite":
            with site(f"sqlite:///{folder / 'okrbot.db'}") as place:
                yield place
            return
        with (
            postgres_server.running(folder) as server,
            server.empty_database() as url,
            site(url) as place,
        ):
            yield place
