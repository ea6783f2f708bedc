"""How far a long job is, how fast, and how long it will take."""

import sys
import time
from datetime import timedelta


class Progress:
    """Says so on standard error: over itself on a terminal, else once in `pause` seconds."""

    def __init__(self, name: str, total: int, *, pause: float = 10) -> None:
        self._name, self._total = name, total
        self._redrawn = sys.stderr.isatty()
        self._pause = 0.2 if self._redrawn else pause
        self._start = self._said = time.monotonic()

    def say(self, done: int, failures: int) -> None:
        """`done` of the total are over; the last one is always told."""
        now = time.monotonic()
        if now - self._said < self._pause and done < self._total:
            return
        self._said = now
        rate = done / max(now - self._start, 1e-9)
        left = timedelta(seconds=round((self._total - done) / max(rate, 1e-9)))
        start = "\r" if self._redrawn else ""
        end = "\n" if done == self._total or not self._redrawn else ""
        sys.stderr.write(
            f"{start}{self._name}: {done:,} of {self._total:,},"
            f" {rate:,.0f}/s, {left} left, {failures} failed{end}"
        )
        sys.stderr.flush()
