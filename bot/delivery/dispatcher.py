"""Sends in the background of one process; `drain` does the same in the caller's thread."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import event
from sqlmodel import Session

from bot.delivery.sender import Sender
from bot.logs import logger

log = logger(__name__)
MARGIN = 0.002


@dataclass(slots=True)
class Bell:
    """Rung when something was committed that may be a message to send."""

    _condition: threading.Condition = field(default_factory=threading.Condition)
    _rings: int = 0

    @property
    def rings(self) -> int:
        """How often it rang so far."""
        return self._rings

    def ring(self) -> None:
        """Wake everybody who waits."""
        with self._condition:
            self._rings += 1
            self._condition.notify_all()

    def wait(self, seconds: float, *, since: int) -> None:
        """Until it has rung more than `since` times, at most `seconds`."""
        with self._condition:
            self._condition.wait_for(lambda: self._rings > since, seconds)

    def defer(self, session: Session, ids: Sequence[int]) -> None:  # noqa: ARG002
        """Ring when the session's transaction is committed: senders find what waits themselves.

        What it was about does not matter: it may have let go what was prepared earlier.
        """
        event.listen(session, "after_commit", lambda _: self.ring(), once=True)


@dataclass(slots=True)
class Dispatcher:
    """`workers` threads that send whenever the bell rings, and look at least each second."""

    sender: Sender
    bell: Bell
    workers: int = 2
    idle_seconds: float = 1.0
    _stopping: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def drain(self) -> int:
        """Send all that may be sent now; how many messages were handled."""
        handled = 0
        while self.sender.send_next():
            handled += 1
        return handled

    def start(self) -> None:
        for number in range(self.workers):
            thread = threading.Thread(target=self._work, name=f"sender-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self, *, within_seconds: float = 10.0) -> bool:
        """Finish the messages in hand and stop; False when one of them takes longer."""
        deadline = time.monotonic() + within_seconds
        self._stopping.set()
        self.bell.ring()
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        finished = not any(thread.is_alive() for thread in self._threads)
        self._threads.clear()
        return finished

    def _work(self) -> None:
        while not self._stopping.is_set():
            heard, looked_at = self.bell.rings, self.sender.clock()
            try:
                sent = self.sender.send_next()
            except Exception:
                # The database may be away for a moment; the rows wait, so does this thread.
                log.exception("sender.failed")
                sent = False
            if not sent and not self._stopping.is_set():
                self.bell.wait(self._patience(looked_at), since=heard)

    def _patience(self, looked_at: datetime) -> float:
        """Seconds to sleep: a closed gate opens at a known moment, all else rings the bell."""
        try:
            closed = self.sender.seconds_closed(since=looked_at)
        except Exception:
            return self.idle_seconds  # said when sending failed
        return self.idle_seconds if closed is None else min(closed + MARGIN, self.idle_seconds)
