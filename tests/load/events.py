"""Events at a steady rate, or as many as go: what is acknowledged in time, what is lost, and what
the processes come to hold."""

import os
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families
from sqlmodel import col, func, select

from bot.sandbox.seed import Seed
from storage.tables import Inbound
from tests.load.hearing import Slack
from tests.load.site import Site

HANDS = 16
PATIENCE_S = 120.0
LOOKS = 40
#: So many events at least, and this share of them, come before anything is measured: caches of what
#: was read (4,096 texts, the largest), pools and threads come to their size, and the heap to what
#: the busiest moment takes, which is beaten ever more seldom.
WARM_UP, WARM_UP_SHARE = 10_000, 0.1
Send = Callable[[int], None]
TRIES, PAUSE_S = 5, 1.0


class Refused(Exception):
    """The bot could not store an event in time and said so."""


@dataclass(frozen=True, slots=True)
class Steady:
    """`lost` were sent and not worked on; `late` and `too_late` are shares of the acknowledgements
    that took longer than half a second and three seconds."""

    sent: int
    lost: int
    late: float
    too_late: float


@dataclass(frozen=True, slots=True)
class Held:
    """What the processes of a bot hold together: bytes of memory, open files, threads."""

    memory: int
    files: int
    threads: int


@dataclass(frozen=True, slots=True)
class Soaked:
    """What was held when the bot was ready, after the warm-up and at the end; `lost` as above.

    `measured` are the events after the warm-up, and `slope` bytes for 100,000 of these, by least
    squares.
    """

    sent: int
    lost: int
    at_first: Held
    before: Held
    after: Held
    measured: int
    slope: float


@dataclass(slots=True)
class Listening:
    """A bot that hears: `okrbot web` and a worker on PostgreSQL, else `okrbot run`."""

    site: Site
    pids: tuple[int, ...]
    port: int
    send: Send
    sent: int = 0

    @classmethod
    def begin(cls, site: Site) -> "Listening":
        people = [person.id for person in Seed().people]
        if site.database.write.dialect.name == "sqlite":
            process, port = site.start("run")
            say = site.client.say
            return cls(
                site,
                (process.pid,),
                port,
                lambda n: _nothing(say(people[n % len(people)], f"hello {n}")),
            )
        process, port = site.start("web")
        worker, _ = site.start("worker")
        slack, pids = Slack(site, [port]), (process.pid, worker.pid)
        return cls(site, pids, port, lambda n: _accepted(slack.event(time.monotonic(), n)))

    def steady(self, rate: float, seconds: float) -> Steady:
        """`rate` events a second for so long, whatever becomes of those before."""
        began, first = time.monotonic(), self.sent
        count = int(rate * seconds)

        def due(n: int) -> None:
            time.sleep(max(0.0, began + n / rate - time.monotonic()))
            self.send(first + n)

        with ThreadPoolExecutor(HANDS) as hands:
            list(hands.map(due, range(count)))
        self.sent += count
        lost = self._lost()
        within = self._acknowledged()
        return Steady(count, lost, 1 - within(0.5), 1 - within(3.0))

    def soak(self, count: int) -> Soaked:
        """So many events, a few at a time, while the processes are looked at.

        At most half of them are the warm-up.
        """
        looked: list[tuple[int, Held]] = [(0, held(*self.pids))]
        step = max(count // LOOKS, 1)
        with ThreadPoolExecutor(HANDS) as hands:
            for start in range(0, count, step):
                some = range(start, min(start + step, count))
                list(hands.map(self._insist, some))
                self.sent += len(some)
                self._lost()  # waits: what is still to be done is not what is held
                looked.append((some.stop, held(*self.pids)))
        warm = min(max(WARM_UP, count * WARM_UP_SHARE), count / 2)
        later = [one for one in looked if one[0] >= warm]
        slope = _slope([(n, one.memory) for n, one in later]) * 100_000
        first, before, after = looked[0][1], later[0][1], later[-1][1]
        return Soaked(count, self._lost(), first, before, after, count - later[0][0], slope)

    def _insist(self, n: int) -> None:
        """Repeat what is refused, as Slack does: a busy machine is not what is looked at."""
        for left in reversed(range(TRIES)):
            try:
                return self.send(n)
            except Refused:
                if not left:
                    raise
                time.sleep(PAUSE_S)

    def _lost(self) -> int:
        """How many are not worked on when nothing changes any more."""
        done, since = self._done(), time.monotonic()
        while done < self.sent and time.monotonic() - since < PATIENCE_S:
            time.sleep(0.2)
            now = self._done()
            if now != done:
                done, since = now, time.monotonic()
        return self.sent - done

    def _done(self) -> int:
        with self.site.database.reading() as session:
            statement = select(func.count()).where(col(Inbound.done_at).is_not(None))
            return int(session.execute(statement).scalar_one())

    def _acknowledged(self) -> Callable[[float], float]:
        """The share of acknowledgements within a bucket of `okrbot_ack_seconds`."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics") as answer:
            families = text_string_to_metric_families(answer.read().decode())
            found = {
                float(sample.labels["le"]): sample.value
                for family in families
                for sample in family.samples
                if sample.name == "okrbot_ack_seconds_bucket"
            }
        return lambda seconds: found[seconds] / found[float("inf")]


def held(*pids: int) -> Held:
    """What these processes hold at this moment, as the kernel says."""
    found = [Path(f"/proc/{pid}") for pid in pids]
    pages = sum(int((one / "statm").read_text().split()[1]) for one in found)
    return Held(
        pages * os.sysconf("SC_PAGE_SIZE"),
        sum(len(list((one / "fd").iterdir())) for one in found),
        sum(len(list((one / "task").iterdir())) for one in found),
    )


def _slope(points: list[tuple[int, int]]) -> float:
    """Rise of the second for one of the first, by least squares; 0 for a single point."""
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread if spread else 0.0


def _nothing(_answer: object) -> None:
    """What the sandbox answers to somebody who writes does not matter."""


def _accepted(answer: tuple[float, int]) -> None:
    if answer[1] != 200:
        raise Refused(f"HTTP {answer[1]}")
