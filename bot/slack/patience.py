"""Slack waits three seconds for an acknowledgement: whatever hangs, it is answered by then."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")
PATIENCE_S = 2.5

StillWanted = Callable[[], bool]
Tasks = SimpleQueue[Callable[[], None]]


class Hands:
    """Threads that do what may hang; there are as many as were needed at once.

    They wait for the next work, as starting one takes a tenth of what storing takes. Those that
    hang are left behind: a disk or a server that does not answer cannot be told to hurry.
    """

    def __init__(self) -> None:
        self._idle: SimpleQueue[Tasks] = SimpleQueue()

    def in_time(self, work: Callable[[StillWanted], T], *, within_seconds: float = PATIENCE_S) -> T:
        """What `work` gives, or raises; TimeoutError when it takes too long.

        It can ask whether it is still waited for.
        """
        done: Future[T] = Future()
        given_up = threading.Event()

        def run() -> None:
            try:
                done.set_result(work(lambda: not given_up.is_set()))
            except BaseException as error:
                done.set_exception(error)

        self._give(run)
        try:
            return done.result(within_seconds)
        except TimeoutError:
            given_up.set()
            raise

    def _give(self, run: Callable[[], None]) -> None:
        try:
            tasks = self._idle.get_nowait()
        except Empty:
            tasks = SimpleQueue()
            threading.Thread(target=self._work, args=(tasks,), name="in-time", daemon=True).start()
        tasks.put(run)

    def _work(self, tasks: Tasks) -> None:
        while True:
            tasks.get()()
            self._idle.put(tasks)
