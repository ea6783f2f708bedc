"""Whole conversations over signed HTTP, with apps made of slack_bolt: synchronous and not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from http_app import served
from sample_modals import modal, text_input
from sandbox_facts import GENERAL, LINH, MONDAY, SEED, eventually
from slack_bolt import App
from slack_bolt.adapter.asgi import SlackRequestHandler
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.client import SandboxClient
from bot.sandbox.clock import Clock
from bot.sandbox.server import SandboxServer

Json = dict[str, Any]
MODAL = modal(text_input("value"), callback_id="check_in")
CARD = [
    {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": "update",
                "text": {"type": "plain_text", "text": "Update"},
            }
        ],
    }
]
HOME = {
    "type": "home",
    "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Your key results"}}],
}
REFUSED = {"value": "Not a number"}


def synchronous(server: SandboxServer) -> Any:
    web = WebClient(token="xoxb-sandbox", base_url=server.api_url)
    app = App(client=web, signing_secret=server.hello()["signing_secret"])

    @app.event("message")
    def heard(event: Json, say: Any) -> None:
        if event["channel_type"] == "im" and "bot_id" not in event:
            say(text=f"heard {event['text']}", blocks=CARD)

    @app.command("/okr")
    def okr(ack: Any, command: Json) -> None:
        ack(f"you asked for {command['text']}")

    @app.action("update")
    def update(ack: Any, body: Json, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("check_in")
    def checked_in(ack: Any, view: Json) -> None:
        typed = view["state"]["values"]["value"]["a"]["value"]
        if typed.isdecimal():
            ack()
        else:
            ack(response_action="errors", errors=REFUSED)

    @app.event("app_home_opened")
    def opened(event: Json, client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view=HOME)

    return SlackRequestHandler(app)


def asynchronous(server: SandboxServer) -> Any:
    web = AsyncWebClient(token="xoxb-sandbox", base_url=server.api_url)
    app = AsyncApp(client=web, signing_secret=server.hello()["signing_secret"])

    @app.event("message")
    async def heard(event: Json, say: Any) -> None:
        if event["channel_type"] == "im" and "bot_id" not in event:
            await say(text=f"heard {event['text']}", blocks=CARD)

    @app.command("/okr")
    async def okr(ack: Any, command: Json) -> None:
        await ack(f"you asked for {command['text']}")

    @app.action("update")
    async def update(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("check_in")
    async def checked_in(ack: Any, view: Json) -> None:
        typed = view["state"]["values"]["value"]["a"]["value"]
        if typed.isdecimal():
            await ack()
        else:
            await ack(response_action="errors", errors=REFUSED)

    @app.event("app_home_opened")
    async def opened(event: Json, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view=HOME)

    return AsyncSlackRequestHandler(app)


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    """Patient: nothing here is about time, and an app's first answer takes its imports."""
    with SandboxServer(clock=Clock(MONDAY), seed=SEED, ack_seconds=10.0) as running:
        yield running


@pytest.fixture(params=[synchronous, asynchronous])
def subscribed(
    request: pytest.FixtureRequest, server: SandboxServer, people: SandboxClient
) -> Iterator[None]:
    """One of the two apps, served, with its address verified."""
    with served(request.param(server)) as url:
        people.subscription(transport="http", request_url=url)
        yield


@pytest.mark.usefixtures("subscribed")
def test_app_works_unchanged_over_http(people: SandboxClient) -> None:
    people.say(LINH, "40")
    card = eventually(lambda: people.dm(LINH)[1:])[0]
    assert card["text"] == "heard 40"
    answer = people.command(LINH, "/okr team", channel=GENERAL)
    assert answer["response"] == {"text": "you asked for team"}
    assert people.click(LINH, "bot", card["ts"], "update")["ok"]
    view = eventually(lambda: people.views(LINH))[-1]
    refused = people.submit(LINH, view["id"], {"value": {"a": "many"}})
    assert refused["errors"] == REFUSED
    assert people.views(LINH)[-1]["errors"] == REFUSED
    assert people.submit(LINH, view["id"], {"value": {"a": "42"}})["ok"]
    assert people.views(LINH) == []
    people.open_home(LINH)
    home = eventually(lambda: people.home(LINH))
    assert home["blocks"][0]["text"]["text"] == "Your key results"
    eventually(lambda: len(people.deliveries()) == 8)
    assert {delivery["via"] for delivery in people.deliveries()} == {"http"}
    assert all(delivery["acked"] for delivery in people.deliveries())
