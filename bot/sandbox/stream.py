"""What the page is told: small notices that something changed, as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from bot.sandbox.model import Json

PING_SECONDS = 15
BACKLOG = 1000


class Stream:
    """Fans notices out to every open page. `notify` may be called from any thread."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._readers: dict[asyncio.Queue[Json | None], tuple[str | None, str | None]] = {}

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Bind to the loop that serves the readers."""
        self._loop = loop

    def notify(self, notice: Json, team: str | None = None) -> None:
        """Tell every reader, with a `team` only those of that workspace.

        A notice with a `user` goes to that person's readers only.
        """
        if self._readers and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._spread, notice, team)

    def close(self) -> None:
        """End every open stream; call on the loop."""
        for queue in list(self._readers):
            _offer(queue, None)

    def _spread(self, notice: Json, team: str | None) -> None:
        about = notice.get("user")
        for queue, (reader, place) in list(self._readers.items()):
            here = team is None or place is None or team == place
            if here and (about is None or reader is None or about == reader):
                _offer(queue, notice)

    async def read(self, user: str | None, team: str | None = None) -> AsyncIterator[str]:
        """Server-sent events for one reader of a workspace until the stream is closed."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue(BACKLOG)
        self._readers[queue] = (user, team)
        try:
            yield ": hello\n\n"
            while True:
                try:
                    notice = await asyncio.wait_for(queue.get(), PING_SECONDS)
                except TimeoutError:
                    yield ": ping\n\n"
                    continue
                if notice is None:
                    return
                yield f"data: {json.dumps(notice, ensure_ascii=False)}\n\n"
        finally:
            del self._readers[queue]


def _offer(queue: asyncio.Queue[Json | None], notice: Json | None) -> None:
    # A reader that fell this far behind is re-reading anyway; the oldest notice is the least use.
    if queue.full():
        queue.get_nowait()
    queue.put_nowait(notice)
