"""Who guesses at keys is slowed down by their address, before any key is looked at."""

import ipaddress
import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from bot.domain.api_keys import pace
from bot.web.api.problems import Refused, seconds

MOST_ADDRESSES = 10_000


class Guesses:
    """How often each address came without a good key; of MOST_ADDRESSES, the newest.

    Each process counts its own. Requests with a good key cost nothing here.
    """

    def __init__(self, per_minute: float) -> None:
        self._per_minute = per_minute
        self._paid: OrderedDict[str, datetime] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, host: str | None, *, at: datetime) -> None:
        """Raises Refused with 429 while the address has guessed too often."""
        with self._lock:
            paid = self._paid.get(_address(host))
        wait = pace(paid, per_minute=self._per_minute, now=at).wait
        if wait > timedelta(0):
            left = wait.total_seconds()
            told = f"Too many requests without a good key came from here. Wait {left:.1f} s."
            raise Refused(429, "address.too_fast", told, headers=seconds(left))

    def count(self, host: str | None, *, at: datetime) -> None:
        """One more request without a good key."""
        if self._per_minute <= 0:
            return
        address = _address(host)
        with self._lock:
            passed = pace(self._paid.pop(address, None), per_minute=self._per_minute, now=at)
            self._paid[address] = passed.paid_until
            if len(self._paid) > MOST_ADDRESSES:
                self._paid.popitem(last=False)


def _address(host: str | None) -> str:
    """One for all that a single client can choose from: a network of 64 bits in IPv6."""
    try:
        found = ipaddress.ip_address((host or "").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((int(found), 64), strict=False))
    return str(found)
