"""How many requests work at once: the others of this process need the database, too."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bot.web.api.problems import Refused, seconds

AT_ONCE = 4
WAIT_SECONDS = 5.0


class Turns:
    """AT_ONCE of them; who waits too long is told to come again."""

    def __init__(self) -> None:
        self._free = threading.BoundedSemaphore(AT_ONCE)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a turn and take it; raises Refused with 503."""
        if not self._free.acquire(timeout=WAIT_SECONDS):
            told = "Too many requests are being worked on. Nothing was written; please try again."
            raise Refused(503, "server.busy", told, headers=seconds(WAIT_SECONDS))
        try:
            yield
        finally:
            self._free.release()
