"""The record of every Web API call and every delivery, with observers."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from itertools import islice

from bot.sandbox.model import Json

CAPACITY = 50_000


class Record:
    """A bounded, numbered list of entries; the oldest fall out."""

    def __init__(self, capacity: int) -> None:
        self._entries: deque[Json] = deque(maxlen=capacity)
        self._observers: list[Callable[[Json], None]] = []
        self._lock = threading.Lock()
        self._count = 0

    def observe(self, observer: Callable[[Json], None]) -> None:
        """Call `observer(entry)` for each entry from now on."""
        self._observers.append(observer)

    def append(self, entry: Json) -> None:
        """Number the entry (`n`, from 1) and keep it."""
        with self._lock:
            self._count += 1
            entry = {"n": self._count, **entry}
            self._entries.append(entry)
        for observer in list(self._observers):
            observer(entry)

    def after(self, n: int = 0) -> list[Json]:
        """Entries with a number above `n`, oldest first."""
        with self._lock:
            wanted = min(max(0, self._count - n), len(self._entries))
            # From the end: who follows the log wants the last few of many.
            newest = list(islice(reversed(self._entries), wanted))
        return newest[::-1]

    def clear(self) -> None:
        """Forget all entries; numbering goes on, so a reader's `after` stays valid."""
        with self._lock:
            self._entries.clear()


class Log:
    """Calls of the app to the Web API, and deliveries to the app.

    A call is `{n, at, method, args, ok, error, response, fault}`, a delivery
    `{n, at, via, type, attempt, payload, acked, reason, response}`; `at` is ISO 8601 virtual time.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.calls = Record(capacity)
        self.deliveries = Record(capacity)

    def on_call(self, observer: Callable[[Json], None]) -> None:
        """Observe finished Web API calls, on the server's thread: be quick."""
        self.calls.observe(observer)

    def on_delivery(self, observer: Callable[[Json], None]) -> None:
        """Observe deliveries once they are acknowledged or given up."""
        self.deliveries.observe(observer)

    def clear(self) -> None:
        """Forget everything recorded so far."""
        self.calls.clear()
        self.deliveries.clear()
