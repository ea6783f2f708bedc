"""The threads that work on deliveries, and whether they have anything to do."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

POLL_SECONDS = 0.01


class Workers(ThreadPoolExecutor):
    """A pool of `count` threads that knows how much was given to it and is not finished."""

    def __init__(self, count: int) -> None:
        super().__init__(count, thread_name_prefix="slack")
        self._under_way = 0
        self._counting = threading.Lock()

    @property
    def idle(self) -> bool:
        """Whether everything that was given to the threads is finished, answers included."""
        return self._under_way == 0

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self._count(1)
        try:
            future = super().submit(work, *args, **kwargs)
        except RuntimeError:  # shut down: nobody will do it
            self._count(-1)
            raise
        future.add_done_callback(lambda _: self._count(-1))
        return future

    def finish(self, *, within_seconds: float) -> bool:
        """Take nothing more and end; False when work is left, of which nothing new is begun."""
        deadline = time.monotonic() + within_seconds
        self.shutdown(wait=False)
        while not self.idle and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        self.shutdown(wait=False, cancel_futures=True)
        return self.idle

    def _count(self, change: int) -> None:
        with self._counting:
            self._under_way += change
