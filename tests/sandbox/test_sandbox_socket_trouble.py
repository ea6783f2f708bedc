"""Socket Mode in trouble: farewells, storms, lines that fail with and without a sign of it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from raw_app import RawApp
from sandbox_facts import LINH, MONDAY, eventually
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.exceptions import ConnectionClosed

from bot.sandbox.client import SandboxClient, SandboxRefused
from bot.sandbox.clock import Clock
from bot.sandbox.server import SandboxServer

PING = 0.5


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    """Impatient in all it does, with a clock that stands still."""
    clock = Clock(MONDAY, running=False)
    with SandboxServer(clock=clock, ack_seconds=0.2, ping_seconds=PING) as running:
        yield running


@contextmanager
def listening(server: SandboxServer, people: SandboxClient) -> Iterator[list[str]]:
    """What a client of slack_sdk hears; it pings often, so it soon misses an answer."""
    texts: list[str] = []

    def listen(client: SocketModeClient, request: SocketModeRequest) -> None:
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
        texts.append(request.payload["event"]["text"])

    web = WebClient(token="xapp-sandbox", base_url=server.api_url)
    client = SocketModeClient(app_token="xapp-sandbox", web_client=web, ping_interval=0.2)
    client.socket_mode_request_listeners.append(listen)
    client.connect()
    eventually(lambda: people.state()["connections"] == 1)
    yield texts
    client.auto_reconnect_enabled = client.default_auto_reconnect_enabled = False
    server.drop_connections()
    eventually(lambda: not client.is_connected())
    client.close()


def tickets(people: SandboxClient) -> int:
    """How often an app asked for a connection."""
    return sum(call["method"] == "apps.connections.open" for call in people.log())


def heard_after(people: SandboxClient, texts: list[str]) -> None:
    people.say(LINH, "still there?")
    # It may hear it twice: a client that has just come back is often too late to acknowledge.
    eventually(lambda: texts and set(texts) == {"still there?"})


def test_client_comes_back_when_it_is_asked_to(
    server: SandboxServer, people: SandboxClient
) -> None:
    with listening(server, people) as texts:
        people.connections("refresh")
        eventually(lambda: tickets(people) >= 2 and people.state()["connections"] == 1)
        heard_after(people, texts)


def test_refresh_says_so_and_ends_the_connection(
    server: SandboxServer, people: SandboxClient
) -> None:
    with RawApp(server.api_url) as app:
        people.connections("refresh")
        assert app.read()["reason"] == "refresh_requested"
        with pytest.raises(ConnectionClosed):
            app.read()


def test_warning_comes_ten_seconds_before_the_refresh(
    server: SandboxServer, people: SandboxClient
) -> None:
    with RawApp(server.api_url) as app:
        people.connections("warn")
        assert app.read() == {
            "type": "disconnect",
            "reason": "warning",
            "debug_info": {"host": "sandbox"},
        }
        people.say(LINH, "meanwhile")
        assert app.event()["text"] == "meanwhile"
        with RawApp(server.api_url) as fresh:
            people.advance(by=timedelta(seconds=9))
            assert app.silent(0.1)
            people.advance(by=timedelta(seconds=1))
            assert app.read()["reason"] == "refresh_requested"
            assert fresh.silent(0.1), "only what was warned is refreshed"


def test_disabled_link_stays_away_until_socket_mode_is_on_again(
    server: SandboxServer, people: SandboxClient
) -> None:
    with RawApp(server.api_url) as app:
        people.connections("link_disabled")
        assert app.read()["reason"] == "link_disabled"
    with pytest.raises(SlackApiError, match="access_denied"):
        RawApp(server.api_url)
    people.say(LINH, "hello")
    eventually(lambda: len(people.deliveries()) == 2)
    assert people.deliveries()[0]["reason"] == "connection_failed"
    people.subscription(transport="socket")
    with RawApp(server.api_url) as app:
        people.advance(by=timedelta(minutes=1))
        assert app.event()["text"] == "hello"


def test_client_survives_a_storm(server: SandboxServer, people: SandboxClient) -> None:
    with listening(server, people) as texts:
        assert people.connections("storm", times=3)["storm"] == 2
        eventually(lambda: tickets(people) >= 4 and people.state()["connections"] == 1)
        heard_after(people, texts)


def test_cut_line_has_no_farewell(server: SandboxServer, people: SandboxClient) -> None:
    with RawApp(server.api_url) as app:
        people.connections("cut")
        with pytest.raises(ConnectionClosed) as raised:
            app.read()
        assert raised.value.rcvd is None, "there is no close frame"
        eventually(lambda: people.state()["connections"] == 0)


def test_half_open_connection_swallows_everything(
    server: SandboxServer, people: SandboxClient
) -> None:
    with RawApp(server.api_url) as app:
        people.say(LINH, "before")
        envelope = app.read()
        assert people.connections("half_open")["half_open"] == 1
        app.ack(envelope)
        pong = app.socket.ping()
        people.say(LINH, "after")
        assert app.silent(2 * PING)
        assert not pong.is_set()
        eventually(lambda: len(people.deliveries()) == 4)
        assert not any(delivery["acked"] for delivery in people.deliveries())
        assert people.state()["connections"] == 1
        app.socket.close_timeout = 0.1
    eventually(lambda: people.state()["connections"] == 0)


def test_client_leaves_a_half_open_connection_by_itself(
    server: SandboxServer, people: SandboxClient
) -> None:
    with listening(server, people) as texts:
        people.connections("half_open")
        fresh = {"connections": 1, "half_open": 0, "storm": 0}
        eventually(lambda: people.connections() == fresh)
        heard_after(people, texts)


def test_app_that_answers_pings_is_kept(server: SandboxServer, people: SandboxClient) -> None:
    with RawApp(server.api_url) as app:
        assert app.silent(4 * PING)
        assert people.state()["connections"] == 1


def test_app_that_does_not_answer_pings_is_sent_away(
    server: SandboxServer, people: SandboxClient
) -> None:
    web = WebClient(token="xapp-sandbox", base_url=server.api_url)
    url = web.apps_connections_open(app_token="xapp-sandbox")["url"]
    host, _, path = url.removeprefix("ws://").partition("/")
    address, _, port = host.partition(":")
    with socket.create_connection((address, int(port)), timeout=60) as line:
        lines = (
            f"GET /{path} HTTP/1.1",
            f"Host: {host}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
        )
        line.sendall("\r\n".join((*lines, "", "")).encode())
        eventually(lambda: people.state()["connections"] == 1)
        received = b""
        while more := line.recv(4096):
            received += more
    assert b"\x89\x04" in received, "it was pinged"
    eventually(lambda: people.state()["connections"] == 0)


def test_trouble_of_another_name_is_refused(people: SandboxClient) -> None:
    with pytest.raises(SandboxRefused, match="drop, storm"):
        people.connections("explode")
