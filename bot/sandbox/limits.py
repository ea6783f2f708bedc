"""Slack's rate limits: buckets of calls that fill by the virtual clock."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.clock import Clock
from bot.sandbox.errors import ApiError
from bot.sandbox.model import Json, Kind
from bot.sandbox.webapi.methods import Method
from bot.sandbox.workspace import Workspace

PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
# guess: methods with a limit of their own allow "hundreds" of calls a minute, no figure is given
SPECIAL_PER_MINUTE = 300
# guess: the cap on all of a workspace's posts, documented as "several hundred" a minute
POSTS_PER_MINUTE = 300
POSTS_PER_SECOND = 1
# guess: short bursts are allowed, their size is not documented; for all else it is a minute's worth
POST_BURST = 5
ROUNDING = 1e-9


@dataclass(slots=True)
class Bucket:
    """Holds up to `size` calls and gains `rate` of them a second; it starts full."""

    size: float
    rate: float
    level: float
    at: datetime

    def wait(self, now: datetime) -> float:
        """Seconds until there is a call to take, 0 if there is one now."""
        passed = max(0.0, (now - self.at).total_seconds())
        self.level, self.at = min(self.size, self.level + passed * self.rate), now
        return 0.0 if self.level >= 1 - ROUNDING else (1 - self.level) / self.rate


class Limits:
    """One bucket per workspace and method, and for posts one per channel as well.

    `scale` multiplies rates and bursts. Off unless told otherwise: a test or a demonstration in
    which the clock stands still would never be allowed its next call.
    """

    def __init__(self, clock: Clock, *, on: bool = False) -> None:
        self._clock = clock
        self._on, self._scale = on, 1.0
        self._buckets: dict[tuple[str, ...], Bucket] = {}
        self._refused = 0

    def configure(self, *, on: bool, scale: float) -> None:
        """Change the limits; every bucket is full again."""
        self._on, self._scale = on, scale
        self.clear()

    def clear(self) -> None:
        """Forget all calls so far."""
        self._buckets.clear()
        self._refused = 0

    def as_json(self) -> Json:
        """What the control API shows; `refused` counts the calls that got HTTP 429."""
        return {"on": self._on, "scale": self._scale, "refused": self._refused}

    def take(self, ws: Workspace, method: Method, args: Json) -> None:
        """Count a call. Raises ApiError ratelimited with HTTP 429 and Retry-After in seconds.

        A refused call counts nowhere.
        """
        if not self._on:
            return
        now = self._clock.now()
        buckets = self._buckets_of(ws, method, args, now)
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait > 0:
            self._refused += 1
            raise rate_limited(wait)
        for bucket in buckets:
            bucket.level -= 1

    def _buckets_of(self, ws: Workspace, method: Method, args: Json, now: datetime) -> list[Bucket]:
        key = (ws.team.id, method.name)
        if method.name != "chat.postMessage":
            minute = PER_MINUTE.get(method.tier or 0, SPECIAL_PER_MINUTE)
            return [self._bucket(key, minute, minute / 60, now)]
        place = (*key, _place(ws, str(args.get("channel", ""))))
        return [
            self._bucket(key, POSTS_PER_MINUTE, POSTS_PER_MINUTE / 60, now),
            self._bucket(place, POST_BURST, POSTS_PER_SECOND, now),
        ]

    def _bucket(self, key: tuple[str, ...], size: float, rate: float, now: datetime) -> Bucket:
        if key not in self._buckets:
            size = max(1.0, size * self._scale)
            self._buckets[key] = Bucket(size, rate * self._scale, size, now)
        return self._buckets[key]


def rate_limited(seconds: float) -> ApiError:
    """The refusal that asks to come back after some seconds."""
    refusal = ApiError("ratelimited", status=429)
    refusal.headers["retry-after"] = str(max(1, math.ceil(seconds - ROUNDING)))
    return refusal


def _place(ws: Workspace, ident: str) -> str:
    """One name for a conversation, whichever of its names a call uses."""
    channel = ws.channels.get(ident)
    if channel is None:
        name = ident.removeprefix("#")
        named = (c.id for c in list(ws.channels.values()) if c.name == name)
        return next(named, ident)
    if channel.kind is Kind.IM:
        return next((m for m in channel.members if m != ws.app.bot_user_id), ident)
    return ident
