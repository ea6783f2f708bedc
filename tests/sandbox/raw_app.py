"""An app at its barest: a WebSocket on which a test sees and answers every envelope itself."""

from __future__ import annotations

import json
from contextlib import ExitStack
from types import TracebackType
from typing import Any

from slack_sdk import WebClient
from websockets.sync.client import ClientConnection, connect

Json = dict[str, Any]


class RawApp:
    """One Socket Mode connection. Nothing is acknowledged unless the test says so."""

    def __init__(self, api_url: str, token: str = "xapp-sandbox") -> None:
        self.url = WebClient(base_url=api_url).apps_connections_open(app_token=token)["url"]
        self._stack = ExitStack()
        self.socket: ClientConnection
        self.first: Json

    def read(self, seconds: float = 60.0) -> Json:
        """The next frame. Raises TimeoutError."""
        frame: Json = json.loads(self.socket.recv(timeout=seconds))
        return frame

    def silent(self, seconds: float = 0.3) -> bool:
        """Whether nothing comes for a while."""
        try:
            self.read(seconds)
        except TimeoutError:
            return True
        return False

    def ack(self, envelope: Json, payload: Json | None = None) -> None:
        body: Json = {"envelope_id": envelope["envelope_id"]}
        if payload is not None:
            body["payload"] = payload
        self.socket.send(json.dumps(body))

    def take(self, payload: Json | None = None) -> Json:
        """The payload of the next envelope, acknowledged."""
        envelope = self.read()
        self.ack(envelope, payload)
        found: Json = envelope["payload"]
        return found

    def event(self) -> Json:
        """The event of the next envelope, acknowledged."""
        found: Json = self.take()["event"]
        return found

    def __enter__(self) -> RawApp:
        self.socket = self._stack.enter_context(connect(self.url, proxy=None))
        self.first = self.read()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()
