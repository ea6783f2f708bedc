"""Socket Mode: tickets, acknowledgements, retries, several connections."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from raw_app import RawApp
from sandbox_facts import GENERAL, LINH, MONDAY, eventually
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from bot.sandbox.client import SandboxClient
from bot.sandbox.clock import Clock
from bot.sandbox.seed import Seed
from bot.sandbox.server import SandboxServer


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    """Impatient, and with a clock that stands still."""
    with SandboxServer(clock=Clock(MONDAY, running=False), ack_seconds=1.0) as running:
        yield running


def refused(url: str) -> bool:
    with pytest.raises(InvalidStatus) as raised, connect(url, proxy=None):
        pass
    return raised.value.response.status_code == 403


def test_ticket_admits_once_and_hello_counts_the_connections(server: SandboxServer) -> None:
    with RawApp(server.api_url) as first, RawApp(server.api_url) as second:
        assert (first.first["type"], first.first["num_connections"]) == ("hello", 1)
        assert second.first["num_connections"] == 2
        assert first.first["connection_info"] == {"app_id": "A0OKRBOT000"}
        assert refused(first.url)
    assert refused(server.base_url.replace("http", "ws") + "/link/?ticket=guessed")


def test_acknowledged_event_is_sent_once(server: SandboxServer, people: SandboxClient) -> None:
    with RawApp(server.api_url) as app:
        people.say(LINH, "hello")
        envelope = app.read()
        assert envelope["type"] == "events_api"
        assert envelope["accepts_response_payload"] is False
        assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
        app.ack(envelope)
        assert app.silent()
    [delivery] = people.deliveries()
    assert (delivery["type"], delivery["via"], delivery["attempt"]) == ("message", "socket", 0)
    assert delivery["acked"]


def test_unacknowledged_event_is_retried_by_the_clock(
    server: SandboxServer, people: SandboxClient
) -> None:
    with RawApp(server.api_url) as app:
        people.say(LINH, "hello")
        first, at_once = app.read(), app.read()
        assert at_once["retry_attempt"] == 1
        assert at_once["retry_reason"] == "timeout"
        assert at_once["payload"]["event_id"] == first["payload"]["event_id"]
        assert at_once["envelope_id"] != first["envelope_id"]
        eventually(lambda: len(people.deliveries()) == 2)
        people.advance(by=timedelta(minutes=1))
        assert app.read()["retry_attempt"] == 2
        eventually(lambda: len(people.deliveries()) == 3)
        people.advance(by=timedelta(minutes=4))
        assert app.silent()
        people.advance(by=timedelta(minutes=1))
        assert app.read()["retry_attempt"] == 3
        eventually(lambda: len(people.deliveries()) == 4)
        people.advance(by=timedelta(days=1))
        assert app.silent()
    assert [delivery["acked"] for delivery in people.deliveries()] == [False] * 4


def test_event_waits_for_an_app_that_is_not_connected(
    server: SandboxServer, people: SandboxClient
) -> None:
    people.say(LINH, "hello")
    eventually(lambda: len(people.deliveries()) == 2)
    with RawApp(server.api_url) as app:
        people.advance(by=timedelta(minutes=1))
        assert app.event()["text"] == "hello"


def test_each_payload_goes_to_one_connection(server: SandboxServer, people: SandboxClient) -> None:
    with RawApp(server.api_url) as one, RawApp(server.api_url) as two:
        texts: list[list[str]] = [[], []]
        for number in range(30):
            people.say(LINH, str(number))
        for app, seen in zip((one, two), texts, strict=True):
            while True:
                try:
                    envelope = app.read(0.1)
                except TimeoutError:
                    break
                app.ack(envelope)
                seen.append(envelope["payload"]["event"]["text"])
    assert all(texts), "both connections should get some of thirty"
    assert {int(text) for seen in texts for text in seen} == set(range(30))


def test_eleventh_connection_is_sent_away(server: SandboxServer) -> None:
    with ExitStack() as stack:
        for _ in range(10):
            stack.enter_context(RawApp(server.api_url))
        late = stack.enter_context(RawApp(server.api_url))
        assert late.first["type"] == "disconnect"
        assert late.first["reason"] == "too_many_websockets"
        with pytest.raises(ConnectionClosed):
            late.read()
        assert SandboxClient(server.base_url).state()["connections"] == 10


def test_command_fails_and_is_not_retried_if_nobody_answers(
    server: SandboxServer, people: SandboxClient
) -> None:
    failed = {"ok": False, "acked": False, "error": "operation_timeout"}
    assert people.command(LINH, "/okr") == failed
    with RawApp(server.api_url) as app:
        assert people.command(LINH, "/okr list") == failed
        assert app.read()["payload"]["text"] == "list"
        people.advance(by=timedelta(minutes=10))
        assert app.silent(0.5)


def test_channel_message_needs_its_scope(server: SandboxServer, people: SandboxClient) -> None:
    assert "channels:history" not in Seed().bot_scopes
    with RawApp(server.api_url) as app:
        people.say(LINH, "hello", channel=GENERAL)
        people.say(LINH, "hello @okrbot", channel=GENERAL)
        assert app.event()["type"] == "app_mention"
        assert app.silent()


def test_ping_is_answered(server: SandboxServer) -> None:
    with RawApp(server.api_url) as app:
        assert app.socket.ping().wait(60)


def test_frames_that_are_no_acknowledgement_are_ignored(
    server: SandboxServer, people: SandboxClient
) -> None:
    with RawApp(server.api_url) as app:
        for frame in ("x", "[]", "{}", '{"envelope_id": []}', '{"envelope_id": "other"}'):
            app.socket.send(frame)
        people.say(LINH, "hello")
        assert app.event()["text"] == "hello"


def test_client_of_the_sdk_comes_back_after_a_cut(
    server: SandboxServer, people: SandboxClient
) -> None:
    texts: list[str] = []

    def listen(client: SocketModeClient, request: SocketModeRequest) -> None:
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
        texts.append(request.payload["event"]["text"])

    web = WebClient(token="xapp-sandbox", base_url=server.api_url)
    client = SocketModeClient(app_token="xapp-sandbox", web_client=web, ping_interval=0.2)
    client.socket_mode_request_listeners.append(listen)
    client.connect()
    server.drop_connections()
    eventually(lambda: people.state()["connections"] == 1)
    people.say(LINH, "still there?")
    eventually(lambda: texts == ["still there?"])
    client.auto_reconnect_enabled = client.default_auto_reconnect_enabled = False
    server.drop_connections()
    eventually(lambda: not client.is_connected())
    client.close()
