"""Waiting for what happens on other threads, as long as it takes and no longer."""

import time
from collections.abc import Callable
from typing import Any


def until(check: Callable[[], Any], *, seconds: float = 200.0) -> Any:
    """The first truthy result of `check`; a busy machine may take its time."""
    limit = time.monotonic() + seconds
    while not (result := check()):
        assert time.monotonic() < limit, "it did not happen in time"
        time.sleep(0.005)
    return result
