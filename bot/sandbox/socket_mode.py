"""Socket Mode: one-time tickets, connections, envelopes and their acknowledgements."""

from __future__ import annotations

import asyncio
import json
import random
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.errors import ApiError
from bot.sandbox.model import Json
from bot.sandbox.subscription import Subscription
from bot.sandbox.tcp import Tcp
from bot.sandbox.transport import Outcome
from bot.sandbox.waiting import Waiting
from bot.sandbox.workspace import Workspace

MAX_CONNECTIONS = 10
WARNING = timedelta(seconds=10)
GOING_AWAY = 1012


@dataclass(slots=True, eq=False)
class Connection:
    """An open WebSocket; `half_open` swallows what is sent either way."""

    websocket: WebSocket
    half_open: bool = False


class SocketHub:
    """All open connections of the app. Lives on the server's loop.

    `ack_seconds` of real time may pass until an envelope is acknowledged.
    """

    name = "socket"

    def __init__(
        self,
        workspace: Workspace,
        subscription: Subscription,
        tcp: Tcp,
        waiting: Waiting,
        *,
        ack_seconds: float,
    ) -> None:
        self._workspace = workspace
        self._subscription = subscription
        self._tcp = tcp
        self._clock_waiting = waiting
        self._ack_seconds = ack_seconds
        self._connections: list[Connection] = []
        self._farewells: set[asyncio.Task[None]] = set()
        self._storm = 0
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        # Any connection will do, and a test should not be able to rely on which.
        self._random = random.Random()

    @property
    def count(self) -> int:
        """Number of open connections."""
        return len(self._connections)

    def as_json(self) -> Json:
        """What the control API shows; `storm` counts what is still to come."""
        half_open = sum(one.half_open for one in self._connections)
        return {"connections": self.count, "half_open": half_open, "storm": self._storm}

    def ticket_url(self) -> str:
        """A one-time address to connect to. Raises ApiError if Socket Mode is off."""
        if self._subscription.transport != self.name:
            raise ApiError("access_denied")  # guess: the code
        base = self._workspace.base_url.replace("http://", "ws://", 1)
        app_id = self._workspace.app.id
        return f"{base}/link/?ticket={self._workspace.grants.ticket()}&app_id={app_id}"

    async def endpoint(self, websocket: WebSocket) -> None:
        """Serve one connection until either side ends it."""
        if not self._workspace.grants.redeem_ticket(websocket.query_params.get("ticket", "")):
            await websocket.close(code=4401)  # before accept: the handshake is refused
            return
        await websocket.accept()
        if self.count >= MAX_CONNECTIONS:
            await self._disconnect(websocket, "too_many_websockets")
            return
        connection = Connection(websocket)
        self._connections.append(connection)
        self._workspace.notify({"type": "state"})
        try:
            await websocket.send_json(self._hello())
            if self._storm:
                self._storm -= 1
                await websocket.close(GOING_AWAY)
                return
            while True:
                self._receive(await websocket.receive_text())
        except WebSocketDisconnect:
            return
        finally:
            self._connections.remove(connection)
            self._workspace.notify({"type": "state"})

    async def deliver(
        self, kind: str, payload: Json, *, attempt: int = 0, reason: str = ""
    ) -> Outcome:
        """As in Transport, to one arbitrary connection; without one the time runs out."""
        envelope: Json = {"envelope_id": str(uuid.uuid4()), "type": kind, "payload": payload}
        envelope["accepts_response_payload"] = kind != "events_api"
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = future
        try:
            await self._transmit(envelope)
            ack = await asyncio.wait_for(future, self._ack_seconds)
            return Outcome(True, response=ack.get("payload"))
        except TimeoutError:
            return Outcome(False, reason="timeout")
        finally:
            del self._waiting[envelope["envelope_id"]]

    async def drop(self) -> None:
        """Close every connection without a farewell, as a server that goes away does."""
        for connection in list(self._connections):
            with suppress(RuntimeError):  # it closed this moment
                await connection.websocket.close(GOING_AWAY)

    async def storm(self, times: int) -> None:
        """Close every connection, and then each new one after its hello, `times` in all."""
        self._storm = max(0, times - self.count)
        await self.drop()

    def cut(self) -> None:
        """End every connection with no word in the WebSocket protocol, as a failing line does."""
        for connection in list(self._connections):
            self._tcp.cut(connection.websocket)

    def half_open(self) -> None:
        """Let every connection swallow all that is sent either way; only its end gets through."""
        for connection in self._connections:
            connection.half_open = True
            self._tcp.mute(connection.websocket)

    async def warn(self) -> None:
        """Announce a refresh to every connection, and refresh it ten seconds later."""
        warned = list(self._connections)
        for connection in warned:
            await self._say(connection.websocket, "warning")
        task = asyncio.ensure_future(self._refresh_later(warned))
        self._farewells.add(task)
        task.add_done_callback(self._farewells.discard)

    async def refresh(self) -> None:
        """End every connection with the request to open a new one."""
        await self._end(list(self._connections), "refresh_requested")

    async def disable(self) -> None:
        """End every connection because Socket Mode was turned off."""
        await self._end(list(self._connections), "link_disabled")

    async def _refresh_later(self, connections: list[Connection]) -> None:
        await self._clock_waiting.until(self._workspace.clock.now() + WARNING)
        still = [connection for connection in connections if connection in self._connections]
        await self._end(still, "refresh_requested")

    async def _end(self, connections: list[Connection], reason: str) -> None:
        for connection in connections:
            if not connection.half_open:
                await self._disconnect(connection.websocket, reason)

    async def _transmit(self, envelope: Json) -> None:
        if not self._connections:
            return
        connection = self._random.choice(self._connections)
        if connection.half_open:
            return
        try:
            await connection.websocket.send_text(json.dumps(envelope, ensure_ascii=False))
        except (RuntimeError, WebSocketDisconnect):
            return  # it closed this moment: an unacknowledged envelope like any other

    def _receive(self, text: str) -> None:
        # guess: an ack counts on whatever connection it arrives
        try:
            ack = json.loads(text)
        except ValueError:
            return
        ident = ack.get("envelope_id") if isinstance(ack, dict) else None
        future = self._waiting.get(ident) if isinstance(ident, str) else None
        if future is not None and not future.done():
            future.set_result(ack)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.count,
            "debug_info": {
                "host": "sandbox",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self._workspace.app.id},
        }

    async def _disconnect(self, websocket: WebSocket, reason: str) -> None:
        await self._say(websocket, reason)
        try:
            await websocket.close()
        except (RuntimeError, WebSocketDisconnect):
            return  # already gone

    async def _say(self, websocket: WebSocket, reason: str) -> None:
        message = {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
        try:
            await websocket.send_json(message)
        except (RuntimeError, WebSocketDisconnect):
            return  # already gone
