"""One limit of time for several things that end side by side."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.logs import logger

log = logger(__name__)


@dataclass(frozen=True, slots=True)
class Deadline:
    """So many seconds from now on."""

    seconds: float
    _began: float = field(default_factory=time.monotonic)

    def left(self) -> float:
        """Seconds until it is over, never below 0."""
        return max(0.0, self._began + self.seconds - time.monotonic())

    def run(self, work: Callable[[], object]) -> Callable[[], bool]:
        """Begin `work` on another thread; what is given back waits for it, False when it is late.

        A thread that is late is left behind and does not keep the process alive.
        """

        def guarded() -> None:
            try:
                work()
            except Exception:
                # One connection that cannot be closed must not keep the rest from ending well.
                log.exception("ending.failed")

        thread = threading.Thread(target=guarded, name="ending", daemon=True)
        thread.start()

        def finished() -> bool:
            thread.join(self.left())
            return not thread.is_alive()

        return finished
