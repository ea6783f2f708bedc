"""What a key of the HTTP API looks like, and how often it may be used."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

PREFIX: Final = "okr"
#: okr_<name of the key>_<256 bits>
KEY: Final = re.compile(r"okr_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
BURST: Final = 20


@dataclass(frozen=True, slots=True)
class Passed:
    """Whether a request keeps the rate: `wait` is how long until one does, zero for this one."""

    paid_until: datetime
    wait: timedelta


def pace(paid_until: datetime | None, *, per_minute: float, now: datetime) -> Passed:
    """Count one request against a rate that lets BURST of them pass at once (GCRA).

    `paid_until` is what the request before it left; `per_minute` 0 is no limit.
    """
    if per_minute <= 0:
        return Passed(now, timedelta(0))
    interval = timedelta(minutes=1) / per_minute
    ahead = interval * (BURST - 1)
    # Never further than a whole burst: a clock may have been set back, or the rate been changed.
    paid = min(max(paid_until or now, now), now + ahead + interval)
    if paid > now + ahead:
        return Passed(paid, paid - now - ahead)
    return Passed(paid + interval, timedelta(0))
