"""Slack waits three seconds for an acknowledgement: whatever hangs, it is answered by then."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")
PATIENCE_S = 2.5

StillWanted = Callable[[], bool]


def in_time(work: Callable[[StillWanted], T], *, within_seconds: float = PATIENCE_S) -> T:
    """What `work` gives on a thread of its own, or raises; TimeoutError when it takes too long.

    It can ask whether it is still waited for, and is left behind when it hangs: a disk or a server
    that does not answer cannot be told to hurry.
    """
    done: Future[T] = Future()
    given_up = threading.Event()

    def run() -> None:
        try:
            done.set_result(work(lambda: not given_up.is_set()))
        except BaseException as error:
            done.set_exception(error)

    threading.Thread(target=run, name="in-time", daemon=True).start()
    try:
        return done.result(within_seconds)
    except TimeoutError:
        given_up.set()
        raise
