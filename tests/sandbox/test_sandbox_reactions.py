"""Reactions of the bot and of people, and what the app hears of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from raw_app import RawApp
from sandbox_facts import BOT, GENERAL, JAMES, LINH, MAI, MONDAY, SEED
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.client import SandboxClient, SandboxRefused
from bot.sandbox.clock import Clock
from bot.sandbox.seed import Seed
from bot.sandbox.server import SandboxServer

Json = dict[str, Any]


@pytest.fixture(scope="module")
def module_server() -> Iterator[SandboxServer]:
    seed = replace(SEED, bot_scopes=(*SEED.bot_scopes, "reactions:read"))
    with SandboxServer(clock=Clock(MONDAY), seed=seed, ack_seconds=3.0) as running:
        yield running


@pytest.fixture
def server(module_server: SandboxServer) -> SandboxServer:
    people = SandboxClient(module_server.base_url)
    people.reset()
    people.subscribe("reaction_added", "reaction_removed")
    return module_server


@pytest.fixture
def app(server: SandboxServer) -> Iterator[RawApp]:
    with RawApp(server.api_url) as connected:
        yield connected


@pytest.fixture
def ts(people: SandboxClient) -> str:
    """A message of Linh in #general."""
    said: str = people.say(LINH, "done!", channel=GENERAL)["ts"]
    return said


def refused(error: str, call: Any, /, **args: Any) -> None:
    with pytest.raises(SlackApiError) as raised:
        call(**args)
    assert raised.value.response["error"] == error, raised.value.response.data


def test_reactions_are_counted_by_name(web: WebClient, people: SandboxClient, ts: str) -> None:
    web.reactions_add(channel=GENERAL, timestamp=ts, name="tada")
    people.react(JAMES, GENERAL, ts, "tada")
    people.react(MAI, GENERAL, ts, ":+1:")
    message = web.reactions_get(channel=GENERAL, timestamp=ts)["message"]
    assert message["reactions"] == [
        {"name": "tada", "users": [BOT, JAMES], "count": 2},
        {"name": "+1", "users": [MAI], "count": 1},
    ]
    web.reactions_remove(channel=GENERAL, timestamp=ts, name="tada")
    people.react(MAI, GENERAL, ts, "+1", remove=True)
    [seen] = people.messages(GENERAL, LINH)
    assert seen["reactions"] == [{"name": "tada", "users": [JAMES], "count": 1}]


def test_app_hears_who_reacted_to_what(
    app: RawApp, web: WebClient, people: SandboxClient, ts: str
) -> None:
    people.react(JAMES, GENERAL, ts, "eyes")
    event = app.event()
    stamp = event.pop("event_ts")
    assert float(stamp) > float(ts)
    assert event == {
        "type": "reaction_added",
        "user": JAMES,
        "reaction": "eyes",
        "item": {"type": "message", "channel": GENERAL, "ts": ts},
        "item_user": LINH,
    }
    people.react(JAMES, GENERAL, ts, "eyes", remove=True)
    assert app.event()["type"] == "reaction_removed"
    web.reactions_add(channel=GENERAL, timestamp=ts, name="eyes")
    assert app.event()["user"] == BOT


def test_reactions_in_a_direct_message_are_heard_too(
    app: RawApp, web: WebClient, people: SandboxClient
) -> None:
    posted = web.chat_postMessage(channel=LINH, text="All done?")
    people.react(LINH, posted["channel"], posted["ts"], "white_check_mark")
    event = app.event()
    assert (event["item_user"], event["item"]["ts"]) == (BOT, posted["ts"])


def test_reaction_where_the_bot_is_not_is_not_heard(app: RawApp, people: SandboxClient) -> None:
    quiet = people.add_channel("quiet", members=[LINH], bot_member=False)["id"]
    said = people.say(LINH, "x", channel=quiet)["ts"]
    people.react(LINH, quiet, said, "eyes")
    assert app.silent()


def test_reactions_of_somebody_are_listed_in_pages(web: WebClient, people: SandboxClient) -> None:
    secret = people.add_channel("board", members=[LINH], is_private=True, bot_member=False)["id"]
    hidden = people.say(LINH, "hidden", channel=secret)["ts"]
    people.react(LINH, secret, hidden, "eyes")
    for number in range(3):
        said = people.say(JAMES, f"{number}", channel=GENERAL)["ts"]
        people.react(LINH, GENERAL, said, "eyes")
    first = web.reactions_list(user=LINH, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = web.reactions_list(user=LINH, limit=2, cursor=cursor)
    texts = [item["message"]["text"] for page in (first, second) for item in page["items"]]
    assert texts == ["2", "1", "0"]
    assert second["response_metadata"]["next_cursor"] == ""
    assert web.reactions_list()["items"] == []
    refused("user_not_found", web.reactions_list, user="U0NOBODY")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"timestamp": "yesterday"}, "bad_timestamp"),
        ({"timestamp": "1.1"}, "message_not_found"),
        ({"channel": "C0NOWHERE"}, "channel_not_found"),
        ({"name": "no emoji!"}, "invalid_name"),
        ({"name": "tada"}, "already_reacted"),
    ],
)
def test_impossible_reaction_is_refused(web: WebClient, ts: str, changes: Json, error: str) -> None:
    args = {"channel": GENERAL, "timestamp": ts, "name": "tada"}
    web.reactions_add(**args)
    refused(error, web.reactions_add, **(args | changes))


def test_taking_back_needs_a_reaction_and_an_item(web: WebClient, ts: str) -> None:
    refused("no_reaction", web.reactions_remove, channel=GENERAL, timestamp=ts, name="tada")
    refused("no_item_specified", web.reactions_remove, name="tada")
    refused("no_item_specified", web.reactions_get)
    refused("no_item_specified", web.reactions_get, channel=GENERAL)
    refused("sandbox_not_implemented", web.reactions_get, file="F1")


def test_message_takes_so_many_emoji(web: WebClient, people: SandboxClient, ts: str) -> None:
    for number in range(23):
        web.reactions_add(channel=GENERAL, timestamp=ts, name=f"emoji{number}")
    refused("too_many_emoji", web.reactions_add, channel=GENERAL, timestamp=ts, name="another")
    people.react(LINH, GENERAL, ts, "emoji1")


def test_ephemeral_message_cannot_be_reacted_to(web: WebClient, people: SandboxClient) -> None:
    ts = web.chat_postEphemeral(channel=GENERAL, user=LINH, text="psst")["message_ts"]
    refused("message_not_found", web.reactions_add, channel=GENERAL, timestamp=ts, name="eyes")
    with pytest.raises(SandboxRefused, match="message_not_found"):
        people.react(LINH, GENERAL, ts, "eyes")


def test_archived_channel_takes_none(web: WebClient, people: SandboxClient, ts: str) -> None:
    people.add_channel("general", id=GENERAL, members=[LINH], is_archived=True)
    refused("is_archived", web.reactions_add, channel=GENERAL, timestamp=ts, name="eyes")


def test_reactions_need_their_scopes() -> None:
    with SandboxServer(seed=Seed()) as running:
        plain = WebClient(token="xoxb-sandbox", base_url=running.api_url)
        for call, scope in (
            (plain.reactions_list, "reactions:read"),
            (plain.reactions_get, "reactions:read"),
        ):
            with pytest.raises(SlackApiError) as missing:
                call()
            assert missing.value.response["needed"] == scope
        with pytest.raises(SlackApiError, match="reactions:write"):
            plain.reactions_remove(name="eyes")
        people = SandboxClient(running.base_url)
        people.subscribe("reaction_added")
        ts = people.say(LINH, "x", channel=GENERAL)["ts"]
        with RawApp(running.api_url) as app:
            people.react(LINH, GENERAL, ts, "eyes")
            assert app.silent()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"user": "U0NOBODY"}, "person_not_found"),
        ({"ts": "1.1"}, "message_not_found"),
        ({"channel": "C0NOWHERE"}, "channel_not_found"),
        ({"name": "no emoji!"}, "invalid_name"),
        ({"remove": True}, "no_reaction"),
        ({"remove": "yes"}, "invalid_argument"),
        ({"name": ""}, "missing_argument"),
    ],
)
def test_person_cannot_react_like_that(
    people: SandboxClient, ts: str, changes: Json, code: str
) -> None:
    given: Json = {"user": JAMES, "channel": GENERAL, "ts": ts, "name": "eyes"}
    with pytest.raises(SandboxRefused) as raised:
        people.react(**(given | changes))
    assert raised.value.code == code


def test_person_reacts_once_with_each(people: SandboxClient, ts: str) -> None:
    people.react(JAMES, GENERAL, ts, "eyes")
    with pytest.raises(SandboxRefused, match="already_reacted"):
        people.react(JAMES, GENERAL, ts, "eyes")
