"""The events that an app receives, compared with Slack's documented shapes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from raw_app import RawApp
from sandbox_facts import BOT, GENERAL, JAMES, LINH
from slack_sdk import WebClient

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import SandboxServer

Json = dict[str, Any]


@pytest.fixture
def server(module_server: SandboxServer) -> SandboxServer:
    SandboxClient(module_server.base_url).reset()
    return module_server


@pytest.fixture
def app(server: SandboxServer) -> Iterator[RawApp]:
    with RawApp(server.api_url) as connected:
        yield connected


def test_direct_message(app: RawApp, people: SandboxClient) -> None:
    said = people.say(LINH, "hello")
    payload = app.take()
    assert payload["type"] == "event_callback"
    assert payload["team_id"] == payload["context_team_id"] == "T0MINHLONG"
    assert payload["api_app_id"] == "A0OKRBOT000"
    assert payload["event_id"].startswith("Ev")
    assert payload["event_time"] == int(float(said["ts"]))
    assert payload["authorizations"] == [
        {
            "enterprise_id": None,
            "team_id": "T0MINHLONG",
            "user_id": BOT,
            "is_bot": True,
            "is_enterprise_install": False,
        }
    ]
    event = payload["event"]
    block = event["blocks"][0]
    assert block["elements"][0]["elements"] == [{"type": "text", "text": "hello"}]
    known = {name: event[name] for name in ("type", "user", "text", "team", "channel_type")}
    assert known == {
        "type": "message",
        "user": LINH,
        "text": "hello",
        "team": "T0MINHLONG",
        "channel_type": "im",
    }
    assert event["ts"] == event["event_ts"] == said["ts"]
    assert event["channel"] == said["channel"]
    assert event["client_msg_id"]
    assert "subtype" not in event
    assert "bot_id" not in event


def test_own_message_of_the_bot_comes_back_with_its_bot_id(app: RawApp, web: WebClient) -> None:
    web.chat_postMessage(channel=LINH, text="hello")
    event = app.event()
    assert (event["user"], event["bot_id"], event["app_id"]) == (BOT, "B0OKRBOT000", "A0OKRBOT000")


def test_message_of_another_bot_has_a_bot_id(app: RawApp, people: SandboxClient) -> None:
    other = people.add_person("Other", is_bot=True)
    assert app.event()["type"] == "team_join"
    people.add_channel("bots", members=[other["id"]])
    channel = people.state()["channels"][-1]["id"]
    people.say(other["id"], "beep", channel=channel)
    event = app.event()
    assert event["bot_id"].startswith("B")
    assert event["bot_id"] != "B0OKRBOT000"


def test_typed_text_arrives_as_slack_sends_it(app: RawApp, people: SandboxClient) -> None:
    people.say(LINH, "a < b & @james see https://a.example/?a=1&b=2, <!here> #general <@U0X>")
    assert app.event()["text"] == (
        f"a &lt; b &amp; <@{JAMES}> see <https://a.example/?a=1&amp;b=2>, <!here> "
        f"<#{GENERAL}|general> <@U0X>"
    )


def test_mention_comes_beside_the_message(app: RawApp, people: SandboxClient) -> None:
    people.say(LINH, "@okrbot help", channel=GENERAL)
    events = {event["type"]: event for event in (app.event(), app.event())}
    assert events["message"]["channel_type"] == "channel"
    assert "channel_type" not in events["app_mention"]
    assert events["app_mention"]["text"] == f"<@{BOT}> help"


def test_mention_in_a_direct_message_or_by_the_bot_is_just_a_message(
    app: RawApp, people: SandboxClient, web: WebClient
) -> None:
    people.say(LINH, "@okrbot help")
    assert app.event()["type"] == "message"
    web.chat_postMessage(channel=GENERAL, text=f"Write to <@{BOT}>")
    assert app.event()["type"] == "message"
    assert app.silent()


def test_what_is_said_where_the_bot_is_not_stays_there(app: RawApp, people: SandboxClient) -> None:
    private = people.add_channel("elsewhere", members=[LINH], bot_member=False)["id"]
    said = people.say(LINH, "@okrbot, can you hear us?", channel=private)
    people.edit(LINH, private, said["ts"], "no")
    people.delete(LINH, private, said["ts"])
    assert app.silent()


def test_edited_and_deleted_message(app: RawApp, people: SandboxClient) -> None:
    said = people.say(LINH, "40")
    app.event()
    people.edit(LINH, said["channel"], said["ts"], "42")
    changed = app.event()
    assert (changed["subtype"], changed["hidden"]) == ("message_changed", True)
    assert changed["message"]["text"] == "42"
    assert changed["message"]["ts"] == changed["previous_message"]["ts"] == said["ts"]
    assert changed["message"]["edited"]["user"] == LINH
    assert changed["previous_message"]["text"] == "40"
    assert changed["ts"] > said["ts"]
    people.delete(LINH, said["channel"], said["ts"])
    deleted = app.event()
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", said["ts"])
    assert deleted["previous_message"]["text"] == "42"


def test_people_who_join_and_change(app: RawApp, people: SandboxClient) -> None:
    added = people.add_person("Đặng Hoa", tz="Asia/Ho_Chi_Minh", locale="vi-VN")
    joined = app.event()
    assert (joined["type"], joined["user"]["id"]) == ("team_join", added["id"])
    assert joined["user"]["name"] == "dang.hoa"
    assert joined["user"]["tz"] == "Asia/Ho_Chi_Minh"
    assert "locale" not in joined["user"]
    people.add_person("dang.hoa", id=added["id"], deleted=True)
    changed = app.event()
    assert (changed["type"], changed["user"]["deleted"]) == ("user_change", True)
    stranger = people.add_person("Eve", is_stranger=True)
    event = app.event()["user"]
    assert (event["id"], event["is_stranger"]) == (stranger["id"], True)
    assert event["team_id"] != "T0MINHLONG"


def test_message_of_a_stranger_names_the_home_team(app: RawApp, people: SandboxClient) -> None:
    eve = people.add_person("Eve", is_stranger=True)
    app.event()
    shared = people.add_channel("shared", members=[eve["id"], LINH])["id"]
    people.say(eve["id"], "hello", channel=shared)
    payload = app.take()
    assert payload["team_id"] == "T0MINHLONG"
    assert payload["is_ext_shared_channel"]
    event = payload["event"]
    assert event["user_team"] == event["source_team"] == "T0ELSEWHERE"
    people.say(LINH, "hello")
    assert not app.take()["is_ext_shared_channel"]


def test_reply_in_a_thread_names_its_parent(
    app: RawApp, people: SandboxClient, web: WebClient
) -> None:
    parent = web.chat_postMessage(channel=LINH, text="How far are you?")
    app.event()
    people.say(LINH, "40", channel=parent["channel"], thread_ts=parent["ts"])
    event = app.event()
    assert (event["thread_ts"], event["parent_user_id"]) == (parent["ts"], BOT)


def test_opened_home(app: RawApp, people: SandboxClient, web: WebClient) -> None:
    people.open_home(LINH)
    event = app.event()
    assert (event["type"], event["tab"], event["user"]) == ("app_home_opened", "home", LINH)
    assert event["channel"] == web.conversations_open(users=LINH)["channel"]["id"]
    assert "view" not in event
    web.views_publish(user_id=LINH, view={"type": "home", "blocks": []})
    people.open_home(LINH)
    assert app.event()["view"]["type"] == "home"
