"""The virtual clock of the sandbox: real time plus an offset, or frozen until moved."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class ClockCannotGoBack(ValueError):
    """The requested instant lies before the clock's present."""

    def __init__(self, now: datetime, target: datetime) -> None:
        super().__init__(f"The clock is at {now.isoformat()}; it cannot go back to {target}.")


class Clock:
    """A thread-safe clock that can be advanced.

    `running` means real time plus an offset; otherwise the clock is frozen until it is moved.
    """

    def __init__(self, start: datetime | None = None, running: bool = True) -> None:
        self._lock = threading.RLock()
        self._advancing = threading.Lock()
        self._anchor = (start or datetime.now(UTC)).astimezone(UTC)
        self._anchored_at = time.monotonic()
        self._running = running
        self._hook: Callable[[datetime], None] | None = None
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """The present as an aware UTC datetime."""
        with self._lock:
            if not self._running:
                return self._anchor
            return self._anchor + timedelta(seconds=time.monotonic() - self._anchored_at)

    @property
    def running(self) -> bool:
        """Whether the clock follows real time."""
        return self._running

    def set_running(self, running: bool) -> None:
        """Freeze the clock where it is, or let it run on from there."""
        with self._lock:
            self._anchor, self._anchored_at = self.now(), time.monotonic()
            self._running = running
        self._changed()

    def on_advance(self, hook: Callable[[datetime], None] | None) -> None:
        """Let `hook(target)` carry out each advance, in the caller's thread, instead of one jump.

        The hook may call `jump_to` for instants on the way and must not advance the clock itself.
        What it leaves of the way to `target` is jumped when it returns.
        """
        self._hook = hook

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener()` after each jump and each freeze or thaw, in the mover's thread."""
        self._listeners.append(listener)

    def advance(self, by: timedelta) -> None:
        """Move the clock forward by a span, see `advance_to`."""
        self._advance(lambda now: now + by)

    def advance_to(self, target: datetime) -> None:
        """Move the clock forward to `target`; returns when the hook is done.

        One advance at a time: a second waits. Raises ClockCannotGoBack.
        """
        self._advance(lambda _now: target.astimezone(UTC))

    def _advance(self, target_from: Callable[[datetime], datetime]) -> None:
        with self._advancing:
            target = target_from(self.now())
            self._refuse_past(target)
            if self._hook is not None:
                self._hook(target)
            if self.now() < target:
                self.jump_to(target)

    def jump_to(self, target: datetime) -> None:
        """Set the clock to `target` at once, without the hook. Raises ClockCannotGoBack."""
        target = target.astimezone(UTC)
        with self._lock:
            self._refuse_past(target)
            self._anchor, self._anchored_at = target, time.monotonic()
        self._changed()

    def _refuse_past(self, target: datetime) -> None:
        now = self.now()
        if target < now:
            raise ClockCannotGoBack(now, target)

    def _changed(self) -> None:
        for listener in list(self._listeners):
            listener()
