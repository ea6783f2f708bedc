"""The connection to Slack: how long acknowledging takes, and when Slack last gave a sign of life.

The SDK asks Slack for a pong every 10 s and reconnects when none comes for 40 s, but only on a
connection that has had one; hence the look from outside.
"""

import socket
import time
from collections.abc import Callable
from contextlib import suppress

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest


class Connection(SocketModeHandler):
    """Socket Mode with a watch; `acknowledged` is told seconds per delivery."""

    def __init__(
        self,
        app: App,
        app_token: str,
        *,
        web_client: WebClient,
        acknowledged: Callable[[float], None],
    ) -> None:
        super().__init__(app, app_token, web_client=web_client)
        self._acknowledged = acknowledged
        self._session: str | None = None
        self._since = time.time()

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        began = time.monotonic()
        super().handle(client, req)
        self._acknowledged(time.monotonic() - began)

    def close(self) -> None:
        """End at once: the SDK would first wait for what Slack says next, up to three seconds."""
        client = self.client
        client.auto_reconnect_enabled = False
        client.current_session_state.terminated = True
        session = client.current_session
        line = session.sock if session is not None else None
        if line is not None:
            with suppress(OSError):  # Slack was faster
                line.shutdown(socket.SHUT_RDWR)
        super().close()  # type: ignore[no-untyped-call]

    def age(self) -> float:
        """Seconds since the last pong, the connection's first sight, or the start without one."""
        session = self.client.current_session
        if session is not None:
            if session.session_id != self._session and session.is_active():
                self._session, self._since = session.session_id, time.time()
            if session.last_ping_pong_time is not None:
                self._since = session.last_ping_pong_time
        return max(0.0, time.time() - self._since)
