"""Where the app wants its payloads, and when Slack stops sending events there."""

from __future__ import annotations

from collections import defaultdict, deque
from datetime import datetime, timedelta

from bot.sandbox.model import Json

WINDOW = timedelta(hours=1)
EVENTS_PER_HOUR = 30_000
# Apps that receive fewer events an hour are not switched off.
LEAST_EVENTS = 1_000
MOST_FAILURES = 0.95


class Subscription:
    """The app's way to receive: Socket Mode or a request URL. It is of the app, not of a workspace.

    `disabled`: too much failed, no more events until somebody enables it again. The limits stand
    as Slack's and can be lowered for tests.
    """

    def __init__(self) -> None:
        self.transport = "socket"
        self.request_url: str | None = None
        self.disabled = False
        self.dropped = 0
        self.events_per_hour = EVENTS_PER_HOUR
        self.least_events = LEAST_EVENTS
        self._attempts: deque[tuple[datetime, bool]] = deque()
        self._failures = 0
        self._events: defaultdict[str, deque[datetime]] = defaultdict(deque)
        self._told: dict[str, int] = {}

    def as_json(self, now: datetime) -> Json:
        """What the control API shows; attempts and failures are those of the last hour."""
        self._forget(now)
        return {
            "transport": self.transport,
            "request_url": self.request_url,
            "disabled": self.disabled,
            "attempts": len(self._attempts),
            "failures": self._failures,
            "dropped": self.dropped,
            "events_per_hour": self.events_per_hour,
            "least_events": self.least_events,
        }

    def enable(self) -> None:
        """Send events again, with a clean record."""
        self.disabled = False
        self._attempts.clear()
        self._failures = 0

    def forget(self) -> None:
        """Enabled, with nothing counted; transport, address and limits stay."""
        self.enable()
        self.dropped = 0
        self._events.clear()
        self._told.clear()

    def record(self, at: datetime, *, acked: bool) -> None:
        """Count an attempt to deliver an event over HTTP; may disable the subscription."""
        # guess: failing over Socket Mode disables nothing; the rule is about request URLs
        if self.transport != "http":
            return
        self._forget(at)
        self._attempts.append((at, acked))
        self._failures += not acked
        # guess: the exemption of quiet apps counts attempts, not different events
        busy = len(self._attempts) >= self.least_events
        if busy and self._failures > MOST_FAILURES * len(self._attempts):
            self.disabled = True

    def admits(self, team: str, at: datetime) -> bool:
        """Whether one more event may be delivered for a workspace in this hour; counts it."""
        # guess: an event counts once, whatever its retries
        seen = self._events[team]
        while seen and seen[0] <= at - WINDOW:
            seen.popleft()
        if len(seen) >= self.events_per_hour:
            return False
        seen.append(at)
        return True

    def minute_to_tell(self, team: str, at: datetime) -> int | None:
        """The rate-limited minute (epoch seconds) if the app was not told of it yet."""
        minute = int(at.timestamp()) // 60 * 60
        if self._told.get(team) == minute:
            return None
        self._told[team] = minute
        return minute

    def _forget(self, now: datetime) -> None:
        while self._attempts and self._attempts[0][0] <= now - WINDOW:
            _, acked = self._attempts.popleft()
            self._failures -= not acked
