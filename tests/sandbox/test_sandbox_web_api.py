"""The Web API's front door and the reading methods, through slack_sdk and by hand."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from sandbox_facts import BOT, GENERAL, JAMES, LINH
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.client import SandboxClient
from bot.sandbox.seed import Seed
from bot.sandbox.server import SandboxServer

Json = dict[str, Any]


@pytest.fixture
def server(module_server: SandboxServer) -> SandboxServer:
    SandboxClient(module_server.base_url).reset()
    return module_server


def refused(error: str, call: Any, /, **args: Any) -> Json:
    """The answer to a call that must fail with `error`, at HTTP 200."""
    with pytest.raises(SlackApiError) as raised:
        call(**args)
    assert raised.value.response["error"] == error, raised.value.response.data
    assert raised.value.response.status_code == 200
    return dict(raised.value.response.data)


def raw(server: SandboxServer, method: str, body: bytes, **headers: str) -> Json:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(server.api_url + method, data=body, headers=named)
    with urllib.request.urlopen(request) as answer:
        found: Json = json.loads(answer.read())
        return found


TOKEN = "Bearer xoxb-sandbox"
FORM = "application/x-www-form-urlencoded"


def test_auth_test_names_the_bot_and_its_scopes(web: WebClient) -> None:
    answer = web.auth_test()
    assert answer["user_id"] == BOT
    assert answer["team"] == "Minh Long"
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


def test_arguments_come_as_form_json_or_multipart(server: SandboxServer) -> None:
    part = 'Content-Disposition: form-data; name="user"'
    multipart = f"--limit\r\n{part}\r\n\r\n{LINH}\r\n--limit--"
    bodies = {
        FORM: f"user={LINH}".encode(),
        "application/json; charset=utf-8": json.dumps({"user": LINH}).encode(),
        "multipart/form-data; boundary=limit": multipart.encode(),
    }
    for kind, body in bodies.items():
        answer = raw(server, "users.info", body, authorization=TOKEN, content_type=kind)
        assert answer["user"]["name"] == "linh", kind


def test_token_may_stand_in_a_form_but_not_in_json(server: SandboxServer) -> None:
    assert raw(server, "auth.test", b"token=xoxb-sandbox", content_type=FORM)["ok"]
    body = json.dumps({"token": "xoxb-sandbox"}).encode()
    kind = "application/json; charset=utf-8"
    answer = raw(server, "auth.test", body, content_type=kind)
    assert answer == {"ok": False, "error": "not_authed"}


@pytest.mark.parametrize(
    ("kind", "body", "error"),
    [
        ("application/json", b"{", "invalid_json"),
        ("application/json", b"[]", "json_not_object"),
        ("text/plain", b"x", "invalid_post_type"),
        ("multipart/form-data; boundary=x", b"x", "invalid_form_data"),
    ],
)
def test_broken_body_is_named(server: SandboxServer, kind: str, body: bytes, error: str) -> None:
    answer = raw(server, "auth.test", body, authorization=TOKEN, content_type=kind)
    assert answer["error"] == error


def test_wrong_token_is_refused(server: SandboxServer) -> None:
    url = server.api_url
    refused("invalid_auth", WebClient(token="xoxb-other", base_url=url).auth_test)
    refused("not_authed", WebClient(base_url=url).auth_test)
    refused("not_allowed_token_type", WebClient(token="xapp-sandbox", base_url=url).users_list)
    bot = WebClient(token="xoxb-sandbox", base_url=url)
    refused("not_allowed_token_type", bot.api_call, api_method="apps.connections.open")


def test_unknown_method_and_unknown_argument_are_errors(web: WebClient) -> None:
    refused("unknown_method", web.api_call, api_method="chat.postMassage")
    answer = refused("sandbox_unknown_argument", web.users_info, user=LINH, include_local=True)
    assert "include_local" in answer["detail"]


def test_argument_that_would_have_no_effect_is_not_taken(web: WebClient) -> None:
    with pytest.raises(SlackApiError) as refusal:
        web.chat_postMessage(channel=LINH, text="x", link_names=True)
    assert refusal.value.response.status_code == 501
    assert refusal.value.response["error"] == "sandbox_not_implemented"
    assert web.chat_postMessage(channel=LINH, text="x", link_names=False)["ok"]


def test_sender_can_only_be_customised_with_its_scope(web: WebClient) -> None:
    answer = refused("missing_scope", web.chat_postMessage, channel=LINH, text="x", username="Boss")
    assert answer["needed"] == "chat:write.customize"


def test_missing_argument_is_named(web: WebClient) -> None:
    answer = refused("invalid_arguments", web.api_call, api_method="users.info")
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: user"]


@pytest.fixture
def plain() -> Iterator[WebClient]:
    """A client of an app with the default scopes."""
    with SandboxServer(seed=Seed()) as running:
        yield WebClient(token="xoxb-sandbox", base_url=running.api_url)


def test_missing_scope_says_what_is_needed_and_provided(plain: WebClient) -> None:
    answer = refused("missing_scope", plain.conversations_history, channel=GENERAL)
    assert answer["needed"] == "channels:history"
    assert "im:history" in answer["provided"].split(",")
    assert refused("missing_scope", plain.team_info)["needed"] == "team:read"
    direct = plain.conversations_open(users=LINH)["channel"]["id"]
    assert plain.conversations_history(channel=direct)["messages"] == []
    refused("missing_scope", plain.conversations_info, channel=direct)


def test_api_test_echoes_whatever_it_gets(web: WebClient) -> None:
    assert web.api_call("api.test", params={"foo": "bar"})["args"] == {"foo": "bar"}
    refused("my_error", web.api_test, error="my_error")


def test_users_list_pages_until_the_cursor_is_empty(web: WebClient, people: SandboxClient) -> None:
    for number in range(5):
        people.add_person(f"Extra {number}")
    pages = [[member["name"] for member in page["members"]] for page in web.users_list(limit=3)]
    names = [name for page in pages for name in page]
    assert names[:5] == ["slackbot", "okrbot", "linh", "james", "mai"]
    assert len(names) == len(set(names)) == 10
    assert [len(page) for page in pages] == [3, 3, 3, 1]
    refused("invalid_cursor", web.users_list, limit=3, cursor="nonsense")


def test_pages_do_not_shift_when_somebody_joins(web: WebClient, people: SandboxClient) -> None:
    direct = people.say(LINH, "message 0")["channel"]
    for number in range(1, 4):
        people.say(LINH, f"message {number}")
    first = web.conversations_history(channel=direct, limit=2)
    people.say(LINH, "too late")
    cursor = first["response_metadata"]["next_cursor"]
    second = web.conversations_history(channel=direct, limit=2, cursor=cursor)
    texts = [message["text"] for page in (first, second) for message in page["messages"]]
    assert texts == ["message 3", "message 2", "message 1", "message 0"]
    assert first["has_more"]
    assert not second["has_more"]


def test_locale_comes_only_when_asked_for(web: WebClient) -> None:
    assert "locale" not in web.users_info(user=LINH)["user"]
    assert web.users_info(user=LINH, include_locale=True)["user"]["locale"] == "vi-VN"
    linh = web.users_info(user=LINH)["user"]
    assert (linh["tz"], linh["tz_offset"]) == ("Asia/Ho_Chi_Minh", 25200)


def test_email_needs_its_scope() -> None:
    seed = Seed(bot_scopes=("users:read",))
    with SandboxServer(seed=seed) as running:
        client = WebClient(token="xoxb-sandbox", base_url=running.api_url)
        assert "email" not in client.users_info(user=LINH)["user"]["profile"]
        refused("missing_scope", client.users_lookupByEmail, email="linh@minh-long.example")


def test_lookup_by_email_ignores_case_and_the_deactivated(
    web: WebClient, people: SandboxClient
) -> None:
    found = web.users_lookupByEmail(email="James@Minh-Long.example")["user"]
    assert found["id"] == JAMES
    people.add_person("james", id=JAMES, deleted=True)
    refused("users_not_found", web.users_lookupByEmail, email="james@minh-long.example")
    assert web.users_info(user=JAMES)["user"]["deleted"]


def test_private_channel_is_hidden_from_those_outside(
    web: WebClient, people: SandboxClient
) -> None:
    secret = people.add_channel("board", members=[LINH], is_private=True, bot_member=False)["id"]
    refused("channel_not_found", web.conversations_info, channel=secret)
    refused("channel_not_found", web.chat_postMessage, channel=secret, text="x")
    known = people.add_channel("leads", members=[LINH], is_private=True)["id"]
    assert web.conversations_info(channel=known)["channel"]["is_private"]
    listed = web.conversations_list(types="public_channel,private_channel")["channels"]
    assert {channel["name"] for channel in listed} == {"general", "leads"}


def test_archived_channels_are_listed_unless_excluded(
    server: SandboxServer, web: WebClient
) -> None:
    server.workspace.add_channel("old", members=[LINH], is_archived=True)
    names = [channel["name"] for channel in web.conversations_list()["channels"]]
    assert names == ["general", "old"]
    listed = web.conversations_list(exclude_archived=True)["channels"]
    assert [channel["name"] for channel in listed] == ["general"]
    refused("invalid_types", web.conversations_list, types="everything")


def test_stranger_is_known_by_id_but_not_listed(web: WebClient, people: SandboxClient) -> None:
    eve = people.add_person("Eve", is_stranger=True)["id"]
    assert eve not in [member["id"] for member in web.users_list()["members"]]
    assert web.users_info(user=eve)["user"]["team_id"] == "T0ELSEWHERE"


def test_members_and_info_of_a_channel(web: WebClient) -> None:
    assert set(web.conversations_members(channel=GENERAL)["members"]) >= {LINH, JAMES, BOT}
    info = web.conversations_info(channel=GENERAL, include_num_members=True)["channel"]
    assert info["is_member"]
    assert info["num_members"] == 4


@pytest.mark.parametrize(
    ("users", "error"),
    [("U0NOBODY", "user_not_found"), (BOT, "cannot_dm_bot"), ("USLACKBOT", "cannot_dm_bot")],
)
def test_direct_messages_are_not_opened_with(web: WebClient, users: str, error: str) -> None:
    refused(error, web.conversations_open, users=users)


def test_direct_messages_are_opened_once(web: WebClient) -> None:
    first = web.conversations_open(users=LINH)["channel"]["id"]
    assert first.startswith("D")
    assert web.conversations_open(users=[LINH])["channel"]["id"] == first
    opened = web.conversations_open(users=LINH, return_im=True)["channel"]
    assert (opened["is_im"], opened["user"]) == (True, LINH)


def test_deactivated_person_gets_no_message(web: WebClient, people: SandboxClient) -> None:
    people.add_person(id=JAMES, name="james", deleted=True)
    refused("user_disabled", web.conversations_open, users=JAMES)
    refused("user_disabled", web.chat_postMessage, channel=JAMES, text="x")
