"""Many people are not asked at one instant: each has their own moment in a window."""

import hashlib
from dataclasses import dataclass
from datetime import time
from typing import Final

#: Up to so many people are asked at nine sharp.
AT_ONCE: Final = 2_000
#: Messages that a workspace takes in a second.
RATE: Final = 4
_OPENS_S: Final = (7 * 60 + 30) * 60
_USUAL_S: Final = (10 * 60) * 60 - _OPENS_S
_LONGEST_S: Final = (17 * 60 + 30) * 60 - _OPENS_S


@dataclass(frozen=True, slots=True)
class Window:
    """From 07:30 on, for so many seconds; local wall time."""

    seconds: int

    def time_of(self, workspace_id: str, person_id: int) -> time:
        """The person's own moment: the same every week, and nobody's neighbours share it."""
        digest = hashlib.sha256(f"{workspace_id}:{person_id}".encode()).digest()
        share = int.from_bytes(digest[:8], "big")
        moment = _OPENS_S + (self.seconds * share >> 64)
        return time(moment // 3600, moment // 60 % 60, moment % 60)


def window_for(people: int, *, rate: int = RATE) -> Window | None:
    """The window in which so many people are asked; None when they can be asked at once.

    It is 07:30–10:00, or longer where people ÷ `rate` seconds need more, to 17:30 at most.
    """
    if people <= AT_ONCE:
        return None
    return Window(min(max(_USUAL_S, people // rate), _LONGEST_S))
