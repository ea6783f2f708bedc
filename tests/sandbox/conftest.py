"""A running sandbox, and an app on it that is built with the public Slack libraries alone."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import page_app
import pytest
from browser import chrome, context, visit
from sandbox_facts import LINH, MONDAY, SEED, Connect, Trigger, eventually
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.sandbox.client import SandboxClient
from bot.sandbox.clock import Clock
from bot.sandbox.server import SandboxServer

# Fixtures are known by name where they are imported into a conftest.
__all__ = ["chrome", "context", "visit"]


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    """A server of its own for each test, on Monday morning."""
    with SandboxServer(clock=Clock(MONDAY), seed=SEED, ack_seconds=3.0) as running:
        yield running


@pytest.fixture(scope="module")
def module_server() -> Iterator[SandboxServer]:
    """One server for a whole module; a module's own `server` fixture resets and returns it."""
    with SandboxServer(clock=Clock(MONDAY), seed=SEED, ack_seconds=3.0) as running:
        yield running


@pytest.fixture(scope="module")
def frozen_server() -> Iterator[SandboxServer]:
    """Like module_server, with a clock that stands still."""
    with SandboxServer(clock=Clock(MONDAY, running=False), ack_seconds=0.5) as running:
        yield running


@pytest.fixture
def web(server: SandboxServer) -> WebClient:
    return WebClient(token=server.hello()["bot_token"], base_url=server.api_url)


@pytest.fixture
def people(server: SandboxServer) -> SandboxClient:
    return SandboxClient(server.base_url)


@pytest.fixture
def bolt(server: SandboxServer, web: WebClient) -> App:
    return App(name="sample", client=web, token=server.hello()["bot_token"])


@pytest.fixture
def connect(server: SandboxServer, people: SandboxClient) -> Iterator[Connect]:
    """Connects an app over Socket Mode; listeners are registered before."""
    handlers: list[SocketModeHandler] = []

    def start(app: App) -> SocketModeHandler:
        token = server.hello()["app_token"]
        client = WebClient(token=token, base_url=server.api_url)
        handler = SocketModeHandler(app, token, web_client=client)
        handlers.append(handler)
        handler.connect()
        eventually(lambda: people.state()["connections"] == len(handlers))
        return handler

    yield start
    for handler in handlers:
        handler.client.auto_reconnect_enabled = False
    # Cut from this side, or each client would wait for its own receive to time out.
    server.drop_connections()
    for handler in handlers:
        # The SDK's close trips over a connection that is just ending.
        eventually(lambda client=handler.client: not client.is_connected())
        handler.close()
    eventually(lambda: people.state()["connections"] == 0)


@pytest.fixture
def app(bolt: App, connect: Connect) -> App:
    """The page's sample app, connected."""
    page_app.register(bolt)
    connect(bolt)
    return bolt


@pytest.fixture
def trigger(server: SandboxServer) -> Trigger:
    """A new trigger_id, of Linh unless said otherwise."""

    def cause(user: str = LINH, *, view_id: str | None = None) -> str:
        return server.workspace.grants.trigger(user, view_id=view_id)

    return cause


@pytest.fixture
def meanwhile() -> Iterator[ThreadPoolExecutor]:
    """For gestures that wait until the app has answered."""
    with ThreadPoolExecutor(1) as pool:
        yield pool
