"""Short-lived permissions: triggers, response_urls and Socket Mode tickets."""

from __future__ import annotations

import secrets
from datetime import timedelta

from bot.sandbox.clock import Clock
from bot.sandbox.errors import ApiError
from bot.sandbox.model import ResponseUrl, Trigger

TRIGGER_LIFE = timedelta(seconds=3)
RESPONSE_URL_LIFE = timedelta(minutes=30)
RESPONSE_URL_USES = 5


class Grants:
    """Issues the permissions of one workspace and watches over their use, by the virtual clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}
        self._urls: dict[str, ResponseUrl] = {}
        self._tickets: set[str] = set()

    def trigger(self, user: str, *, view_id: str | None = None) -> str:
        """A new trigger_id for `user`; `view_id` is the modal it was pressed in."""
        now = self._clock.now()
        ident = f"{int(now.timestamp() * 1000)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._triggers[ident] = Trigger(ident, user, now + TRIGGER_LIFE, view_id)
        return ident

    def check_trigger(self, ident: str) -> Trigger:
        """The trigger if it can still be exchanged; the caller marks it used on success.

        Raises ApiError: invalid_trigger_id, exchanged_trigger_id, expired_trigger_id.
        """
        trigger = self._triggers.get(ident)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if self._clock.now() > trigger.expires_at:
            raise ApiError("expired_trigger_id")
        return trigger

    def response_url(self, user: str, channel: str, *, original_ts: str | None = None) -> str:
        """The path of a new response_url, below the server's base address."""
        ident = secrets.token_urlsafe(18)
        expires = self._clock.now() + RESPONSE_URL_LIFE
        self._urls[ident] = ResponseUrl(ident, user, channel, expires, original_ts)
        return f"response/{ident}"

    def knows_url(self, ident: str) -> bool:
        """Whether the response_url was issued here, be it usable or not."""
        return ident in self._urls

    def find_url(self, ident: str) -> ResponseUrl:
        """The response_url if it can still be used, without using it.

        Raises ApiError with HTTP 404: invalid_url, expired_url, used_url.
        """
        grant = self._urls.get(ident)
        if grant is None:
            raise ApiError("invalid_url", status=404)  # guess: code and status of all three
        if self._clock.now() > grant.expires_at:
            raise ApiError("expired_url", status=404)
        if grant.uses >= RESPONSE_URL_USES:
            raise ApiError("used_url", status=404)
        return grant

    def ticket(self) -> str:
        """A one-time ticket for a Socket Mode connection."""
        ident = secrets.token_urlsafe(24)
        self._tickets.add(ident)
        return ident

    def redeem_ticket(self, ident: str) -> bool:
        """Whether `ident` was a fresh ticket; it is gone afterwards."""
        if ident not in self._tickets:
            return False
        self._tickets.discard(ident)
        return True
