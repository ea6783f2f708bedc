"""How long Slack waits for an acknowledgement when people write at a steady rate."""

import hashlib
import hmac
import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from typing import Any

from bot.sandbox.seed import Seed
from tests.load.site import Site, cpu_seconds

HANDS = 32
SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Heard:
    """Seconds from when an event was due until it was acknowledged; `refused` are not 200."""

    rate: float
    median: float
    p99: float
    longest: float
    refused: int
    cpu: float


class Slack:
    """Sends signed events, each over a connection of its own, to each listener in turn."""

    def __init__(self, site: Site, ports: list[int]) -> None:
        hello = site.server.hello()
        self._key, self._team = hello["signing_secret"].encode(), hello["team"]
        self._ports, self._people = ports, [person.id for person in Seed().people]
        self._number, self._began = count(), time.time_ns()

    def event(self, due: float, number: int | None = None) -> tuple[float, int]:
        """One event that was to go out at `due`; how long it took since, and the status.

        The same `number` is the same event, come once more.
        """
        n = next(self._number) if number is None else number
        body = json.dumps(self._said(n)).encode()
        at = str(int(time.time()))
        digest = hmac.new(self._key, f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/json",
            "X-Slack-Request-Timestamp": at,
            "X-Slack-Signature": f"v0={digest}",
        }
        port = self._ports[n % len(self._ports)]
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
            line.request("POST", "/slack/events", body, headers)
            status = line.getresponse().status
        return time.monotonic() - due, status

    def _said(self, n: int) -> dict[str, Any]:
        user = self._people[n % len(self._people)]
        message = {"type": "message", "channel_type": "im", "channel": f"D{user}", "user": user}
        return {
            "type": "event_callback",
            "team_id": self._team,
            "api_app_id": "A0OKRBOT000",
            "event_id": f"EvLoad{self._began}-{n}",
            "event": message | {"text": f"hello {n}", "ts": f"{n + 1}.000001"},
        }


def measure(site: Site, listeners: int, rate: float) -> Heard:
    """Listeners and one worker, and `rate` events a second for some time."""
    listening = [site.start("web") for _ in range(listeners)]
    site.start("worker")
    slack = Slack(site, [port for _, port in listening])
    slack.event(time.monotonic())  # the first one loads what comes late
    before, began = sum(cpu_seconds(process) for process, _ in listening), time.monotonic()
    moments = [began + n / rate for n in range(int(rate * SECONDS))]
    with ThreadPoolExecutor(HANDS) as hands:
        waiting = [hands.submit(_at, slack, moment) for moment in moments]
        found = [one.result() for one in waiting]
    took = time.monotonic() - began
    cpu = (sum(cpu_seconds(process) for process, _ in listening) - before) / took
    waits = sorted(seconds for seconds, _ in found)
    return Heard(
        rate=len(found) / took,
        median=waits[len(waits) // 2],
        p99=waits[int(len(waits) * 0.99)],
        longest=waits[-1],
        refused=sum(status != 200 for _, status in found),
        cpu=cpu,
    )


def _at(slack: Slack, moment: float) -> tuple[float, int]:
    time.sleep(max(0.0, moment - time.monotonic()))
    return slack.event(moment)
