"""How often each address may come before anything is done for it."""

import ipaddress
import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from bot.domain.api_keys import pace

MOST_ADDRESSES = 10_000


class AddressPace:
    """How much each address has used of `per_minute`; of MOST_ADDRESSES, the newest.

    0 is no limit. Each process counts its own.
    """

    def __init__(self, per_minute: float) -> None:
        self._per_minute = per_minute
        self._paid: OrderedDict[str, datetime] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, host: str | None, *, at: datetime) -> timedelta:
        """How long the address has to wait for its next request; zero when it may come now."""
        with self._lock:
            paid = self._paid.get(_address(host))
        return pace(paid, per_minute=self._per_minute, now=at).wait

    def count(self, host: str | None, *, at: datetime) -> timedelta:
        """One more request; what it had to wait for as above, zero when it counts."""
        if self._per_minute <= 0:
            return timedelta(0)
        address = _address(host)
        with self._lock:
            passed = pace(self._paid.pop(address, None), per_minute=self._per_minute, now=at)
            self._paid[address] = passed.paid_until
            if len(self._paid) > MOST_ADDRESSES:
                self._paid.popitem(last=False)
        return passed.wait


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
