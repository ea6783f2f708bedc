"""What Slack warns of, and the smaller refusals of the front door and of chat.*."""

from __future__ import annotations

import json
import urllib.request
from dataclasses import replace
from typing import Any

import pytest
from sandbox_facts import BOT, GENERAL, JAMES, LINH
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.client import SandboxClient, SandboxRefused
from bot.sandbox.seed import APP, BOT_SCOPES, Seed
from bot.sandbox.server import SandboxServer

Json = dict[str, Any]
FORM = "application/x-www-form-urlencoded"
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}


@pytest.fixture
def server(module_server: SandboxServer) -> SandboxServer:
    SandboxClient(module_server.base_url).reset()
    return module_server


def call(server: SandboxServer, method: str, body: bytes, kind: str | None) -> Json:
    request = urllib.request.Request(server.api_url + method, data=body)
    request.add_header("authorization", "Bearer xoxb-sandbox")
    # urllib would name a type of its own.
    request.add_unredirected_header("Content-type", kind or "")
    with urllib.request.urlopen(request) as answer:
        found: Json = json.loads(answer.read())
        return found


def post(server: SandboxServer, **args: Any) -> Json:
    body = json.dumps({"channel": GENERAL, **args}).encode()
    return call(server, "chat.postMessage", body, "application/json; charset=utf-8")


@pytest.mark.parametrize(
    ("kind", "body", "warnings"),
    [
        ("application/json", b"{}", ["missing_charset"]),
        ("application/json; charset=utf-8", b"{}", None),
        (FORM, b"a=b", None),
        (f"{FORM}; charset=utf-8", b"a=b", ["superfluous_charset"]),
    ],
)
def test_charset_is_commented_on(
    server: SandboxServer, kind: str, body: bytes, warnings: list[str] | None
) -> None:
    answer = call(server, "api.test", body, kind)
    assert answer["ok"]
    assert answer.get("warning") == (warnings[0] if warnings else None)
    assert answer.get("response_metadata", {}).get("warnings") == warnings


def test_warning_comes_with_an_error_too(server: SandboxServer) -> None:
    answer = call(server, "users.info", b"{}", "application/json")
    assert (answer["error"], answer["warning"]) == ("invalid_arguments", "missing_charset")
    assert set(answer["response_metadata"]) == {"messages", "warnings"}


def test_body_needs_a_type_and_a_charset_that_exists(server: SandboxServer) -> None:
    assert call(server, "api.test", b"a=b", None)["error"] == "missing_post_type"
    kind = "application/json; charset=klingon"
    assert call(server, "api.test", b"{}", kind)["error"] == "invalid_charset"


def test_message_without_a_text_is_commented_on(server: SandboxServer) -> None:
    assert "warning" not in post(server, text="x", blocks=[SECTION])
    assert post(server, blocks=[SECTION])["warning"] == "missing_text_in_message"
    assert "warning" not in post(server, attachments=[{"text": "x", "fallback": "x"}])
    answer = post(server, attachments=[{"text": "x"}])
    assert answer["response_metadata"]["warnings"] == [
        "missing_text_in_message",
        "missing_fallback_text_in_attachment",
    ]


def test_text_that_was_cut_is_commented_on(server: SandboxServer) -> None:
    assert "warning" not in post(server, text="x" * 40_000)
    answer = post(server, text="x" * 40_001)
    assert (len(answer["message"]["text"]), answer["warning"]) == (40_000, "message_truncated")


def test_warned_call_is_logged_as_answered(server: SandboxServer, people: SandboxClient) -> None:
    post(server, blocks=[SECTION])
    assert people.log()[-1]["response"]["warning"] == "missing_text_in_message"


def test_metadata_has_a_limit(server: SandboxServer, people: SandboxClient) -> None:
    event: Json = {"event_type": "goal", "event_payload": {"note": ""}}
    room = 16_000 - len(json.dumps(event).encode())
    event["event_payload"]["note"] = "x" * room
    assert post(server, text="x", metadata=event)["ok"]
    event["event_payload"]["note"] += "x"
    assert post(server, text="x", metadata=event)["error"] == "metadata_too_large"
    assert len(people.messages(GENERAL, LINH)) == 1


def test_public_channels_are_open_with_their_own_scope() -> None:
    with SandboxServer(seed=Seed(bot_scopes=(*BOT_SCOPES, "chat:write.public"))) as running:
        people = SandboxClient(running.base_url)
        web = WebClient(token="xoxb-sandbox", base_url=running.api_url)
        public = people.add_channel("open", members=[LINH], bot_member=False)["id"]
        closed = people.add_channel("closed", members=[LINH], bot_member=False, is_private=True)[
            "id"
        ]
        assert web.chat_postMessage(channel=public, text="x")["ok"]
        with pytest.raises(SlackApiError, match="channel_not_found"):
            web.chat_postMessage(channel=closed, text="x")


def test_opened_direct_message_says_so(web: WebClient) -> None:
    assert "already_open" not in web.conversations_open(users=JAMES).data
    assert web.conversations_open(users=JAMES)["already_open"]


def test_group_direct_messages_are_not_made_up(web: WebClient) -> None:
    for users, error in (
        ([LINH, JAMES], "sandbox_not_implemented"),
        ([LINH] * 9, "too_many_users"),
        (BOT, "cannot_dm_bot"),
    ):
        with pytest.raises(SlackApiError, match=error):
            web.conversations_open(users=users)


def test_listing_group_direct_messages_needs_the_right_to(web: WebClient) -> None:
    with pytest.raises(SlackApiError, match="mpim:read"):
        web.conversations_list(types="public_channel,mpim")


def test_method_that_slack_has_and_the_sandbox_has_not_is_named(
    server: SandboxServer, people: SandboxClient
) -> None:
    web = WebClient(token="xoxb-sandbox", base_url=server.api_url)
    with pytest.raises(SlackApiError) as refusal:
        web.pins_add(channel=GENERAL, timestamp="1.1")
    assert refusal.value.response.status_code == 501
    assert refusal.value.response["detail"] == "pins.add"
    logged = people.log()[-1]
    assert (logged["method"], logged["error"]) == ("pins.add", "sandbox_not_implemented")


def test_secret_of_the_app_is_not_in_the_log(server: SandboxServer, people: SandboxClient) -> None:
    web = WebClient(base_url=server.api_url)
    with pytest.raises(SlackApiError, match="invalid_client_id"):
        web.oauth_v2_access(client_id="1.2", client_secret="hush", code="x")
    assert "hush" not in json.dumps(people.log())


def test_app_without_its_tabs_cannot_be_written_to_nor_publish() -> None:
    tabless = replace(APP, messages_tab=False, home_tab=False)
    with SandboxServer(seed=Seed(app=tabless)) as running:
        web = WebClient(token="xoxb-sandbox", base_url=running.api_url)
        people = SandboxClient(running.base_url)
        with pytest.raises(SlackApiError, match="messages_tab_disabled"):
            web.chat_postMessage(channel=LINH, text="x")
        with pytest.raises(SlackApiError, match="not_enabled"):
            web.views_publish(user_id=LINH, view={"type": "home", "blocks": []})
        with pytest.raises(SandboxRefused, match="messages_tab_disabled"):
            people.say(LINH, "x")
        with pytest.raises(SandboxRefused, match="home_tab_disabled"):
            people.open_home(LINH)
        assert web.chat_postMessage(channel=GENERAL, text="x")["ok"]
