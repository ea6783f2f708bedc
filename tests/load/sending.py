"""How many prepared messages a number of processes gets into Slack in a second."""

import time
from dataclasses import dataclass

from bot.sandbox.seed import Seed
from storage import outbox, sent
from storage.outbox import Draft, Priority
from tests.load.site import Site, cpu_seconds

COUNT = 1_000
PATIENCE_S = 300


@dataclass(frozen=True, slots=True)
class Sent:
    """`cpu` is the processes' time on a processor, in seconds for a second of the clock."""

    per_second: float
    cpu: float


def measure(site: Site, command: str, processes: int) -> Sent:
    """Start the processes, let go of messages that are ready, and wait for the last one."""
    _stop(site, stopped=True)
    _prepare(site)
    started = [site.start(command)[0] for _ in range(processes)]
    before, began = sum(map(cpu_seconds, started)), time.monotonic()
    _stop(site, stopped=False)
    while _unfinished(site):
        assert time.monotonic() - began < PATIENCE_S
        time.sleep(0.02)
    took = time.monotonic() - began
    return Sent(COUNT / took, (sum(map(cpu_seconds, started)) - before) / took)


def _prepare(site: Site) -> None:
    people, now = Seed().people, site.server.clock.now()
    with site.database.unit_of_work() as session:
        for n in range(COUNT):
            target = people[n % len(people)].id
            draft = Draft(
                f"load:{n}", "error", {"text": f"{n}"}, target, "en", "UTC", Priority.CHECK_IN
            )
            outbox.add(session, draft, workspace_id=site.server.hello()["team"], at=now)


def _stop(site: Site, *, stopped: bool) -> None:
    with site.database.unit_of_work() as session:
        sent.stop_sending(session, workspace_id=site.server.hello()["team"], stopped=stopped)


def _unfinished(site: Site) -> int:
    with site.database.reading() as session:
        return sent.unfinished(session)
