"""Delivery to the app: events with retries, commands and interactions without."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox import payloads
from bot.sandbox.http_delivery import HttpDelivery
from bot.sandbox.model import Json
from bot.sandbox.socket_mode import SocketHub
from bot.sandbox.subscription import Subscription
from bot.sandbox.transport import Outcome, Transport
from bot.sandbox.waiting import Waiting
from bot.sandbox.workspace import Workspace

RETRY_DELAYS = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5))

# The scope that an event needs beside its subscription; None: no scope.
EVENT_SCOPES: dict[str, str | None] = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "app_uninstalled": None,
    "channel_left": "channels:read",
    "file_shared": "files:read",
    "group_left": "groups:read",
    # The scope of these depends on the kind of channel.
    "member_joined_channel": None,
    "member_left_channel": None,
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "team_join": "users:read",
    "tokens_revoked": None,
    "user_change": "users:read",
}

# What an app hears although it is not installed any more.
LAST_WORDS = frozenset({"app_uninstalled", "tokens_revoked"})


class Delivery:
    """Carries payloads to the app by the transport it chose. Retries wait by the clock."""

    def __init__(
        self,
        workspace: Workspace,
        subscription: Subscription,
        hub: SocketHub,
        http: HttpDelivery,
        waiting: Waiting,
    ) -> None:
        self.subscription = subscription
        self.hub = hub
        self.http = http
        self._workspace = workspace
        self._waiting = waiting
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._under_way = 0
        self._counting = threading.Lock()

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Bind to the server's loop."""
        self._loop = loop

    def close(self) -> None:
        """Drop what is still to be retried; call on the loop."""
        for task in list(self._tasks):
            task.cancel()

    def reset(self) -> None:
        """Forget what is under way and how deliveries went; the app stays where it is."""
        self.close()
        self.subscription.forget()

    def idle(self) -> bool:
        """Whether no event is on its way to the app, nor waits to be delivered again."""
        return self._under_way == 0

    def publish(self, kind: str, event: Json) -> None:
        """Send an event if the app subscribed to it and has its scope. Callable in any thread."""
        scope = EVENT_SCOPES[kind]
        here = self._workspace.hears or kind in LAST_WORDS
        subscribed = here and kind in self._workspace.app.events
        if not subscribed or (scope and not self._workspace.may(scope)):
            return
        payload = payloads.event_callback(
            event,
            app=self._workspace.app,
            team=self._workspace.team,
            event_id=self._workspace.new_id("Ev"),
            at=self._workspace.clock.now(),
            shared=self._workspace.is_shared(event.get("channel", "")),
        )
        # Counted before the loop knows of it, so that `idle` never misses one.
        self._count(1)
        if not self._on_loop(lambda: self._spawn(self._deliver_event(payload))):
            self._count(-1)

    async def request(self, kind: str, payload: Json) -> Json | None:
        """Deliver a command or an interaction once; None if it was not acknowledged in time.

        `kind` is `slash_commands` or `interactive`. The answer's `payload`, if any, is the app's.
        """
        outcome = await self._attempt(kind, payload)
        return {"payload": outcome.response} if outcome.acked else None

    async def choose(self, transport: str) -> None:
        """Deliver by `socket` or `http` from now on; Socket Mode that is turned off says so."""
        turned_off = transport != "socket" and self.subscription.transport == "socket"
        self.subscription.transport = transport
        if turned_off:
            await self.hub.disable()

    async def verify(self, url: str) -> None:
        """Check a request URL with a challenge. Raises ControlError."""
        at = self._workspace.clock.now()
        payload = await self.http.verify(url)
        self._record(at, self.http, payload, 0, Outcome(True))

    async def _deliver_event(self, payload: Json) -> None:
        if not await self._admitted(payload):
            self.subscription.dropped += 1
            return
        reason = ""
        for attempt in range(len(RETRY_DELAYS) + 1):
            at = self._workspace.clock.now()
            outcome = await self._attempt("events_api", payload, attempt=attempt, reason=reason)
            self.subscription.record(at, acked=outcome.acked)
            if outcome.acked or outcome.final or attempt == len(RETRY_DELAYS):
                return
            reason = outcome.reason
            await self._waiting.until(at + RETRY_DELAYS[attempt])
            if self.subscription.disabled:
                return  # guess: what was still to be retried is given up as well

    async def _admitted(self, payload: Json) -> bool:
        """Whether the event may be delivered now; an app over its limit is told so."""
        if self.subscription.disabled:
            return False
        # guess: the limit and its notice are the same over Socket Mode
        at, team = self._workspace.clock.now(), payload["team_id"]
        if self.subscription.admits(team, at):
            return True
        minute = self.subscription.minute_to_tell(team, at)
        if minute is not None:
            app = self._workspace.app
            notice = payloads.app_rate_limited(app=app, team_id=team, minute=minute)
            await self._attempt("events_api", notice)
        return False

    async def _attempt(
        self, kind: str, payload: Json, *, attempt: int = 0, reason: str = ""
    ) -> Outcome:
        at = self._workspace.clock.now()
        transport: Transport = self.http if self.subscription.transport == "http" else self.hub
        outcome = await transport.deliver(kind, payload, attempt=attempt, reason=reason)
        self._record(at, transport, payload, attempt, outcome)
        return outcome

    def _record(
        self, at: datetime, transport: Transport, payload: Json, attempt: int, outcome: Outcome
    ) -> None:
        entry = {
            "at": at.isoformat(),
            "via": transport.name,
            "type": payload.get("event", payload).get("type", "slash_command"),
            "attempt": attempt,
            "payload": payload,
            "acked": outcome.acked,
            "reason": outcome.reason,
            "response": outcome.response,
        }
        self._workspace.log.deliveries.append(entry)
        self._workspace.notify({"type": "log"})

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._count(-1)

    def _count(self, change: int) -> None:
        with self._counting:
            self._under_way += change

    def _on_loop(self, work: Callable[[], None]) -> bool:
        """Whether there is a loop: before the start and after the end nobody is delivered to."""
        if self._loop is None or self._loop.is_closed():
            return False
        self._loop.call_soon_threadsafe(work)
        return True
