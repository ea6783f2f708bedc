"""Answers outside the Web API: response_url and the acknowledgement of a command."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from raw_app import RawApp
from sandbox_facts import GENERAL, JAMES, LINH
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import SandboxServer

Json = dict[str, Any]


@pytest.fixture
def server(frozen_server: SandboxServer) -> SandboxServer:
    SandboxClient(frozen_server.base_url).reset()
    return frozen_server


def command(server: SandboxServer, people: SandboxClient, ack: Json | None = None) -> WebhookClient:
    """Runs a command in #general as Linh; a client of its response_url."""
    with RawApp(server.api_url) as app, ThreadPoolExecutor(1) as pool:
        answer = pool.submit(people.command, LINH, "/okr team", GENERAL)
        payload = app.take(ack)
        answer.result(5)
    return WebhookClient(payload["response_url"])


def texts(people: SandboxClient, reader: str) -> list[str]:
    return [message["text"] for message in people.messages(GENERAL, reader)]


def test_post_is_ephemeral_unless_it_says_otherwise(
    server: SandboxServer, people: SandboxClient
) -> None:
    hook = command(server, people)
    assert hook.send(text="only you").body == "ok"
    hook.send(text="all of you", response_type="in_channel")
    assert texts(people, LINH) == ["only you", "all of you"]
    assert texts(people, JAMES) == ["all of you"]


def test_acknowledgement_may_be_for_all(server: SandboxServer, people: SandboxClient) -> None:
    command(server, people, {"text": "for all", "response_type": "in_channel"})
    assert texts(people, JAMES) == ["for all"]


def test_refused_acknowledgement_shows_nothing(
    server: SandboxServer, people: SandboxClient
) -> None:
    with RawApp(server.api_url) as app, ThreadPoolExecutor(1) as pool:
        answer = pool.submit(people.command, LINH, "/okr", GENERAL)
        app.take({"text": "x", "blocks": [{"type": "header"}]})
        result = answer.result(5)
    assert (result["ok"], result["acked"], result["error"]) == (False, True, "invalid_blocks")
    assert texts(people, LINH) == []


def test_five_uses_in_thirty_minutes(server: SandboxServer, people: SandboxClient) -> None:
    hook = command(server, people)
    answers = [hook.send(text=str(number)).status_code for number in range(6)]
    assert answers == [200] * 5 + [404]
    other = command(server, people)
    people.advance(by=timedelta(minutes=30))
    assert other.send(text="just in time").status_code == 200
    people.advance(by=timedelta(seconds=1))
    late = other.send(text="too late")
    assert late.status_code == 404
    assert "expired_url" in late.body


def test_acknowledgement_is_no_use_of_the_response_url(
    server: SandboxServer, people: SandboxClient
) -> None:
    hook = command(server, people, {"text": "ack"})
    assert [hook.send(text="x").status_code for _ in range(6)] == [200] * 5 + [404]


def test_bad_posts_are_refused(server: SandboxServer, people: SandboxClient) -> None:
    hook = command(server, people)
    assert hook.send(text="").status_code == 400
    assert "invalid_blocks" in hook.send(text="x", blocks=[{"type": "header"}]).body
    assert "sandbox_unknown_argument" in hook.send_dict({"text": "x", "channel": GENERAL}).body
    unknown = WebhookClient(f"{server.base_url}/response/guessed")
    assert unknown.send(text="x").status_code == 404
    assert texts(people, LINH) == []


def test_original_message_is_replaced_and_deleted(
    server: SandboxServer, people: SandboxClient, web: WebClient
) -> None:
    button = {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "x"}}
    blocks = [{"type": "actions", "elements": [button]}]
    card = web.chat_postMessage(channel=GENERAL, text="card", blocks=blocks)
    with RawApp(server.api_url) as app, ThreadPoolExecutor(1) as pool:
        answer = pool.submit(people.click, LINH, GENERAL, card["ts"], "a")
        hook = WebhookClient(app.take()["response_url"])
        answer.result(5)
    hook.send(text="beside", replace_original=False)
    assert texts(people, LINH) == ["card", "beside"]
    hook.send(text="done", replace_original=True)
    shown = people.messages(GENERAL, LINH)[0]
    assert (shown["text"], shown["ts"]) == ("done", card["ts"])
    assert "blocks" not in shown
    hook.send(delete_original=True)
    assert texts(people, LINH) == ["beside"]


def test_uses_are_in_the_log(server: SandboxServer, people: SandboxClient) -> None:
    command(server, people).send(text="hello")
    call = people.log()[-1]
    assert (call["method"], call["args"]["text"], call["ok"]) == ("response_url", "hello", True)
