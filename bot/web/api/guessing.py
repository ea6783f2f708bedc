"""Who guesses at keys is slowed down by their address, before any key is looked at."""

from datetime import datetime, timedelta

from bot.services.address_pace import AddressPace
from bot.web.api.problems import Refused, seconds


class Guesses:
    """How often each address came without a good key; requests with one cost nothing here."""

    def __init__(self, per_minute: float) -> None:
        self._pace = AddressPace(per_minute)

    def check(self, host: str | None, *, at: datetime) -> None:
        """Raises Refused with 429 while the address has guessed too often."""
        wait = self._pace.wait(host, at=at)
        if wait > timedelta(0):
            left = wait.total_seconds()
            told = f"Too many requests without a good key came from here. Wait {left:.1f} s."
            raise Refused(429, "address.too_fast", told, headers=seconds(left))

    def count(self, host: str | None, *, at: datetime) -> None:
        """One more request without a good key."""
        self._pace.count(host, at=at)
