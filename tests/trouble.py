"""What can happen at a named place: the process ends, something raises, or it takes too long."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

MODES = ("crash", "exception", "delay")
FREEZE_SECONDS = 0.1


class Ended(BaseException):
    """The process is gone: nothing may catch this."""


class Raised(Exception):
    """Something that nobody expected."""


@dataclass(slots=True)
class Trouble:
    """Fail points with trouble at one of them, at the `nth` time that it is reached.

    A delay lets another process do its work `meanwhile`: on a thread, as it may have to wait for
    what this one holds.
    """

    point: str
    mode: str
    meanwhile: Callable[[], object] = lambda: None
    nth: int = 1
    met: bool = False
    _others: list[threading.Thread] = field(default_factory=list)

    def reach(self, name: str) -> None:
        if name != self.point or self.met:
            return
        self.nth -= 1
        if self.nth > 0:
            return
        self.met = True
        if self.mode == "crash":
            raise Ended
        if self.mode == "exception":
            raise Raised
        other = threading.Thread(target=self.meanwhile)
        other.start()
        self._others.append(other)
        other.join(FREEZE_SECONDS)

    @contextmanager
    def happens(self) -> Iterator[None]:
        """The block meets it, and ends by it unless it is a delay."""
        with suppress(Ended, Raised):
            yield
        for other in self._others:
            other.join()
        assert self.met, f"{self.point} was not reached"
