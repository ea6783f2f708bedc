"""The TCP connections below HTTP and WebSocket, for what neither of them can express."""

from __future__ import annotations

import asyncio
from typing import Any

import uvicorn
from starlette.requests import HTTPConnection


class Tcp:
    """Finds the connection that a request or a WebSocket came on. Lives on the server's loop."""

    def __init__(self) -> None:
        self._server: uvicorn.Server | None = None

    def attach(self, server: uvicorn.Server) -> None:
        """Look among the connections of this server."""
        self._server = server

    def cut(self, connection: HTTPConnection) -> None:
        """End it without a word in either protocol, as a failing network does."""
        protocol = self._protocol(connection)
        if protocol is not None:
            protocol.transport.abort()

    def mute(self, connection: HTTPConnection) -> None:
        """Leave it open, take all that comes and answer nothing, not even pings."""
        protocol = self._protocol(connection)
        if protocol is not None:
            protocol.stop_keepalive()
            protocol.transport.set_protocol(_Mute(protocol))

    def _protocol(self, connection: HTTPConnection) -> Any:
        """The server's own object for the connection, None if it is gone."""
        client = connection.client
        if self._server is None or client is None:
            return None
        address = (client.host, client.port)
        known = list(self._server.server_state.connections)
        return next((one for one in known if getattr(one, "client", None) == address), None)


class _Mute(asyncio.Protocol):
    """Swallows everything; only the end of the connection is passed on."""

    def __init__(self, replaced: asyncio.Protocol) -> None:
        self._replaced = replaced

    def connection_lost(self, exc: Exception | None) -> None:
        self._replaced.connection_lost(exc)
