"""A whole conversation with an app made of the public Slack libraries alone, over each client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from threading import Thread
from typing import Any

import conversation_app
import pytest
from sandbox_facts import BOT, GENERAL, JAMES, LINH, eventually
from slack_bolt import App
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler as Aiohttp
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler as Builtin
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler as WebsocketClient
from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler as Websockets
from slack_bolt.async_app import AsyncApp
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import SandboxServer

Running = Callable[[SandboxServer, Any], AbstractContextManager[None]]


@contextmanager
def running(server: SandboxServer, handler_class: Any) -> Iterator[None]:
    """slack_bolt's App on a socket client that works with threads."""
    app = App(client=WebClient(token="xoxb-sandbox", base_url=server.api_url))
    conversation_app.register(app)
    client = WebClient(token="xapp-sandbox", base_url=server.api_url)
    handler = handler_class(app, "xapp-sandbox", web_client=client)
    handler.connect()
    try:
        yield
    finally:
        handler.client.auto_reconnect_enabled = False
        # Cut from this side, or each client would wait for its own receive to time out.
        with _leftovers(handler):
            server.drop_connections()
            eventually(lambda: not handler.client.is_connected())
            handler.close()


def _leftovers(handler: Any) -> AbstractContextManager[Any]:
    """Closes what websocket-client leaves open when the other side ends the connection."""
    if isinstance(handler, WebsocketClient):
        handler.client.current_session_runner.event.set()  # or it would connect once more
        return closing(handler.client.current_session.sock.sock)
    return nullcontext()


@contextmanager
def running_async(server: SandboxServer, handler_class: Any) -> Iterator[None]:
    """slack_bolt's AsyncApp on a loop of its own."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()

    async def start() -> Any:
        app = AsyncApp(client=AsyncWebClient(token="xoxb-sandbox", base_url=server.api_url))
        conversation_app.register_async(app)
        client = AsyncWebClient(token="xapp-sandbox", base_url=server.api_url)
        handler = handler_class(app, "xapp-sandbox", web_client=client)
        await handler.connect_async()
        return handler

    try:
        handler = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
        try:
            yield
        finally:
            asyncio.run_coroutine_threadsafe(handler.close_async(), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.mark.parametrize(
    ("run", "handler_class"),
    [
        pytest.param(running, Builtin, id="App, builtin"),
        pytest.param(running, WebsocketClient, id="App, websocket_client"),
        pytest.param(running_async, Aiohttp, id="AsyncApp, aiohttp"),
        pytest.param(running_async, Websockets, id="AsyncApp, websockets"),
    ],
)
def test_whole_conversation(
    server: SandboxServer, people: SandboxClient, run: Running, handler_class: Any
) -> None:
    with run(server, handler_class):
        eventually(lambda: people.state()["connections"] == 1)
        _message_is_answered(people)
        _mention_is_answered_in_a_thread(people)
        _command_is_answered_in_the_acknowledgement(people)
        _button_opens_a_form_that_is_refused_and_then_accepted(people)
        _home_is_published_when_it_is_opened(people)
    eventually(lambda: people.state()["connections"] == 0)
    assert {entry["attempt"] for entry in people.deliveries()} == {0}


def _message_is_answered(people: SandboxClient) -> None:
    people.say(LINH, "40 & <b>")
    answer = eventually(lambda: people.dm(LINH)[1:])[0]
    assert answer["text"] == "Heard 40 &amp; &lt;b&gt;"
    assert answer["user"] == BOT


def _mention_is_answered_in_a_thread(people: SandboxClient) -> None:
    asked = people.say(JAMES, "@okrbot help", channel=GENERAL)
    answer = eventually(lambda: people.messages(GENERAL, LINH)[1:])[0]
    assert people.messages(GENERAL, LINH)[0]["text"] == f"<@{BOT}> help"
    assert (answer["text"], answer["thread_ts"]) == (f"Hello <@{JAMES}>", asked["ts"])


def _command_is_answered_in_the_acknowledgement(people: SandboxClient) -> None:
    assert people.command(LINH, "/okr team", channel=GENERAL)["ok"]
    answer = people.messages(GENERAL, LINH)[-1]
    assert answer["text"] == "linh asked for team"
    assert answer["ephemeral"]
    assert answer["ts"] not in [message["ts"] for message in people.messages(GENERAL, JAMES)]


def _button_opens_a_form_that_is_refused_and_then_accepted(people: SandboxClient) -> None:
    card = people.dm(LINH)[-1]
    assert people.click(LINH, f"D{LINH[1:]}", card["ts"], "update")["ok"]
    form = eventually(lambda: people.views(LINH))[-1]
    refused = people.submit(LINH, form["id"], {"value": {"typed": "many"}})
    assert refused["errors"] == {"value": "Not a number"}
    assert people.views(LINH)[-1]["errors"] == {"value": "Not a number"}
    assert people.submit(LINH, form["id"], {"value": {"typed": "42"}})["ok"]
    assert people.views(LINH) == []
    eventually(lambda: people.dm(LINH)[-1]["text"] == "Noted 42")


def _home_is_published_when_it_is_opened(people: SandboxClient) -> None:
    assert people.home(LINH) is None
    people.open_home(LINH)
    shown = eventually(lambda: people.home(LINH))
    assert shown["blocks"][0]["text"]["text"] == f"Key results of {LINH}"
    assert people.home(JAMES) is None
