"""Whether the bot does its work: the tick ticks, Slack answers, the database takes writes."""

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass, field

from bot.logs import logger
from bot.runtime import Runtime
from bot.services import health

log = logger(__name__)
OK = "ok"
ANSWER_WITHIN_S = 2.0
SOCKET_STALE_S = 60.0  # Slack is asked for a sign of life every 10 s
TICK_STALE_S = 60.0
TICKS_MISSED = 4


@dataclass(slots=True)
class Pulse:
    """When something was last known to live."""

    at: float = field(default_factory=time.monotonic)

    def beat(self) -> None:
        """It lives now."""
        self.at = time.monotonic()

    def age(self) -> float:
        """Seconds since the last beat, or since there was to be one."""
        return time.monotonic() - self.at


@dataclass(slots=True)
class Health:
    """The state of one process; `ready` from its start until it is told to end.

    A process that does not tick has no `tick`, one without Socket Mode no `socket_age`.
    """

    rt: Runtime
    tick: Pulse | None = None
    socket_age: Callable[[], float] | None = None
    ready: bool = False
    _asking: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="health")
    )
    _asked: Future[None] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def checks(self) -> Mapping[str, str]:
        """By what was looked at: `ok`, or what is wrong with it."""
        found = {"database": self._database()}
        if self.tick is not None:
            found["tick"] = self._tick(self.tick.age())
        if self.socket_age is not None:
            found["socket"] = self._socket(self.socket_age())
        return found

    def close(self) -> None:
        """No more questions; one that hangs is not waited for."""
        self.ready = False
        self._asking.shutdown(wait=False, cancel_futures=True)

    def _tick(self, age: float) -> str:
        longest = max(TICK_STALE_S, TICKS_MISSED * self.rt.settings.tick_seconds)
        return OK if age <= longest else f"no tick for {age:.0f} s"

    def _socket(self, age: float) -> str:
        return OK if age <= SOCKET_STALE_S else f"no sign of life from Slack for {age:.0f} s"

    def _database(self) -> str:
        """One question at a time, however many ask: a locked database must not eat the threads."""
        with self._lock:
            if self._asked is None or self._asked.done():
                self._asked = self._asking.submit(health.try_to_write, self.rt)
            asked = self._asked
        try:
            asked.result(ANSWER_WITHIN_S)
        except TooLate:
            return f"no answer in {ANSWER_WITHIN_S:.0f} s"
        except Exception as error:
            log.warning("health.database", error=type(error).__name__)
            return f"cannot be written ({type(error).__name__})"
        return OK
