"""The control API: reading everything, refusals, the stream, the clock, the log."""

from __future__ import annotations

import http.client
import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sandbox_facts import BOT, GENERAL, JAMES, LINH, MAI, eventually
from slack_sdk import WebClient

from bot.sandbox.client import SandboxClient, SandboxRefused
from bot.sandbox.log import Record
from bot.sandbox.server import SandboxServer

Json = dict[str, Any]


@pytest.fixture
def server(module_server: SandboxServer) -> SandboxServer:
    SandboxClient(module_server.base_url).reset()
    return module_server


def test_state_names_people_channels_and_commands(people: SandboxClient) -> None:
    state = people.state()
    assert state["team"] == {"id": "T0MINHLONG", "name": "Minh Long", "domain": "minh-long"}
    assert state["app"]["bot_user_id"] == BOT
    assert [command["name"] for command in state["app"]["commands"]] == ["/okr", "/kpi"]
    assert [person["id"] for person in state["people"]] == [BOT, LINH, JAMES, MAI]
    [general] = state["channels"]
    assert (general["name"], general["is_member"]) == ("general", True)
    assert state["connections"] == 0
    assert datetime.fromisoformat(state["now"]).tzinfo is not None


def test_person_is_added_and_changed(people: SandboxClient) -> None:
    added = people.add_person("Nguyễn An", locale="vi-VN", tz="Asia/Ho_Chi_Minh")
    assert added["name"] == "nguyen.an"
    assert added["email"] == "nguyen.an@minh-long.example"
    assert added["id"] in people.state()["channels"][0]["members"]
    changed = people.add_person("nguyen.an", id=added["id"], tz="Europe/London")
    assert changed["tz"] == "Europe/London"
    assert changed["locale"] == "vi-VN"


def test_guests_of_one_channel_and_strangers_are_not_in_general(people: SandboxClient) -> None:
    people.add_person("Guest", is_restricted=True)
    people.add_person("Narrow", is_ultra_restricted=True)
    people.add_person("Eve", is_stranger=True)
    named = {person["id"]: person["name"] for person in people.state()["people"]}
    members = {named[member] for member in people.state()["channels"][0]["members"]}
    assert members == {"okrbot", "linh", "james", "mai", "guest"}


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda people: people.say("U0NOBODY", "x"), "person_not_found"),
        (lambda people: people.say(BOT, "x"), "bot_cannot_act"),
        (lambda people: people.say(LINH, " "), "no_text"),
        (lambda people: people.say(LINH, "x", channel="C0NOWHERE"), "channel_not_found"),
        (lambda people: people.say(LINH, "x", thread_ts="1.1"), "thread_not_found"),
        (lambda people: people.command(LINH, "/unknown"), "unknown_command"),
        (lambda people: people.click(LINH, GENERAL, "1.1", "a"), "message_not_found"),
        (lambda people: people.edit(LINH, GENERAL, "1.1", "x"), "message_not_found"),
        (lambda people: people.submit(LINH, "V0NONE", {}), "view_not_found"),
        (lambda people: people.add_person("x", tz="Hanoi"), "unknown_time_zone"),
        (lambda people: people.add_person("x", shoe_size=42), "unknown_argument"),
        (lambda people: people.add_person("x", is_admin="yes"), "invalid_argument"),
        (lambda people: people.add_person("x", email=1), "invalid_argument"),
        (lambda people: people.submit(LINH, "V0NONE", {"b": "x"}), "invalid_argument"),
        (lambda people: people.add_channel("x", members=LINH), "invalid_argument"),
        (lambda people: people.add_channel("x", members=["U0NOBODY"]), "person_not_found"),
        (lambda people: people.messages("bot", BOT), "channel_not_found"),
        (lambda people: people.advance(by=timedelta(seconds=-1)), "clock_cannot_go_back"),
    ],
)
def test_impossible_call_is_refused_with_advice(
    people: SandboxClient, call: Any, code: str
) -> None:
    with pytest.raises(SandboxRefused) as refused:
        call(people)
    assert refused.value.code == code
    assert refused.value.detail.endswith((".", "none."))


def test_deactivated_person_cannot_act(people: SandboxClient) -> None:
    people.add_person("mai", id=MAI, deleted=True)
    with pytest.raises(SandboxRefused, match="person_deactivated"):
        people.say(MAI, "hello")


def test_private_conversations_are_read_by_their_members_only(people: SandboxClient) -> None:
    direct = people.say(LINH, "secret")["channel"]
    with pytest.raises(SandboxRefused, match="not_a_member"):
        people.messages(direct, JAMES)
    with pytest.raises(SandboxRefused, match="not_a_member"):
        people.say(JAMES, "hello", channel=direct)


def test_calls_are_logged_with_structured_arguments(
    server: SandboxServer, web: WebClient, people: SandboxClient
) -> None:
    seen: list[Json] = []
    server.workspace.log.on_call(seen.append)
    blocks = json.dumps([{"type": "divider"}])
    web.api_call("chat.postMessage", params={"channel": LINH, "text": "x", "blocks": blocks})
    [call] = people.log()
    assert call["method"] == "chat.postMessage"
    assert call["args"] == {"channel": LINH, "text": "x", "blocks": [{"type": "divider"}]}
    assert (call["ok"], call["error"]) == (True, None)
    assert call["response"]["ts"]
    assert seen == [call]
    assert people.log(after=call["n"]) == []
    assert "xoxb" not in json.dumps(call)


def test_logged_arguments_are_those_that_were_sent(web: WebClient, people: SandboxClient) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x"}}]
    web.chat_postMessage(channel=LINH, text="x", blocks=blocks)
    assert people.log()[-1]["args"]["blocks"] == blocks


def test_record_keeps_the_newest_and_numbers_go_on() -> None:
    record = Record(capacity=3)
    for number in range(5):
        record.append({"number": number})
    assert [entry["n"] for entry in record.after()] == [3, 4, 5]
    assert [entry["number"] for entry in record.after(4)] == [4]
    assert record.after(99) == []
    record.clear()
    record.append({"number": 5})
    assert [entry["n"] for entry in record.after(5)] == [6]


def test_reset_goes_back_to_the_seed(web: WebClient, people: SandboxClient) -> None:
    people.add_person("Extra")
    first = web.chat_postMessage(channel=LINH, text="x")
    web.views_publish(user_id=LINH, view={"type": "home", "blocks": []})
    people.reset()
    assert len(people.state()["people"]) == 4
    assert people.dm(LINH) == []
    assert people.home(LINH) is None
    assert people.log() == []
    again = web.chat_postMessage(channel=LINH, text="x")
    assert again["ts"] > first["ts"]
    assert again["channel"] == first["channel"]


def test_clock_is_moved_to_an_instant(server: SandboxServer, people: SandboxClient) -> None:
    target = server.clock.now() + timedelta(days=7)
    assert people.advance(to=target) >= target
    assert server.clock.now() < target + timedelta(minutes=1)
    ts = people.say(LINH, "a week later")["ts"]
    assert datetime.fromtimestamp(float(ts), UTC) >= target


def test_clock_call_returns_when_the_hook_is_done(
    server: SandboxServer, web: WebClient, people: SandboxClient
) -> None:
    # The hook talks to the server, which must go on answering while the clock moves.
    def tick(_target: datetime) -> None:
        web.chat_postMessage(channel=LINH, text="tick")

    server.clock.on_advance(tick)
    try:
        people.advance(by=timedelta(hours=1))
    finally:
        server.clock.on_advance(None)
    assert [message["text"] for message in people.dm(LINH)] == ["tick"]


def post(server: SandboxServer, body: bytes, content_type: str) -> tuple[int, Json]:
    connection = http.client.HTTPConnection(server.base_url.removeprefix("http://"))
    connection.request("POST", "/_sandbox/say", body, {"content-type": content_type})
    answer = connection.getresponse()
    found = answer.status, json.loads(answer.read())
    connection.close()
    return found


def test_only_json_is_taken(server: SandboxServer) -> None:
    # What another site's page could send without being asked for permission first.
    status, body = post(server, b'{"user": "U0LINH00001", "text": "x"}', "text/plain")
    assert (status, body["error"]) == (415, "not_json")
    assert post(server, b"{", "application/json")[0] == 400
    assert post(server, b"[]", "application/json")[0] == 400


@contextmanager
def following(server: SandboxServer, user: str) -> Iterator[Any]:
    with urllib.request.urlopen(f"{server.base_url}/_sandbox/stream?user={user}") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.readline() == b": hello\n"
        yield stream


def notices(stream: Any, until: str) -> list[Json]:
    found: list[Json] = []
    while not found or found[-1]["type"] != until:
        line = stream.readline().decode()
        if line.startswith("data: "):
            found.append(json.loads(line.removeprefix("data: ")))
    return found


def test_stream_tells_what_changed_and_to_whom(
    server: SandboxServer, web: WebClient, people: SandboxClient
) -> None:
    with following(server, LINH) as linh, following(server, JAMES) as james:
        web.views_publish(user_id=LINH, view={"type": "home", "blocks": []})
        web.chat_postEphemeral(channel=GENERAL, user=LINH, text="psst")
        people.say(LINH, "hello", channel=GENERAL)
        people.advance(by=timedelta(seconds=1))
        told = [notice for notice in notices(linh, "clock") if notice["type"] != "log"]
        others = [notice for notice in notices(james, "clock") if notice["type"] != "log"]
    assert told[:3] == [
        {"type": "home", "user": LINH},
        {"type": "messages", "channel": GENERAL, "user": LINH},
        {"type": "messages", "channel": GENERAL},
    ]
    assert [notice["type"] for notice in others] == ["messages", "clock"]


def test_description_lists_every_route(server: SandboxServer) -> None:
    with urllib.request.urlopen(f"{server.base_url}/_sandbox/openapi.json") as answer:
        paths = json.loads(answer.read())["paths"]
    described = {(path, verb.upper()) for path, verbs in paths.items() for verb in verbs}
    mount = next(route for route in server._app().routes if route.path == "/_sandbox")
    served = {
        (f"/_sandbox{route.path}", verb)
        for route in mount.routes
        for verb in route.methods or ()
        if verb != "HEAD"
    }
    assert described == served - {("/_sandbox/openapi.json", "GET")}


def test_page_is_served(server: SandboxServer) -> None:
    with urllib.request.urlopen(server.page_url) as answer:
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("text/")


def test_delivery_observers_see_what_went_out(server: SandboxServer, people: SandboxClient) -> None:
    seen: list[Json] = []
    server.workspace.log.on_delivery(seen.append)
    people.command(LINH, "/okr")
    eventually(lambda: seen)
    assert (seen[0]["type"], seen[0]["acked"]) == ("slash_command", False)
    assert seen[0]["payload"]["command"] == "/okr"
