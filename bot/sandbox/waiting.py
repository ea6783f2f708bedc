"""Waiting on the server's loop until the virtual clock has come to an instant."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime

from bot.sandbox.clock import Clock


class Waiting:
    """Follows one clock, however it moves."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._loop: asyncio.AbstractEventLoop | None = None
        self._moved = asyncio.Event()

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Bind to the loop on which `until` is awaited."""
        self._loop = loop
        self._clock.on_change(self._on_change)

    async def until(self, due: datetime) -> None:
        """Return once the clock stands at `due` or later."""
        clock = self._clock
        while (left := (due - clock.now()).total_seconds()) > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._moved.wait(), left if clock.running else None)

    def _on_change(self) -> None:
        # Before the start and after the end nobody waits.
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._pulse)

    def _pulse(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()
