"""Commands and interactions as an app receives them, compared with Slack's documented shapes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from raw_app import RawApp
from sandbox_facts import GENERAL, JAMES, LINH
from slack_sdk import WebClient

from bot.sandbox.client import SandboxClient, SandboxRefused
from bot.sandbox.server import SandboxServer

Json = dict[str, Any]
PLAIN = {"type": "plain_text", "text": "x"}


@pytest.fixture
def server(module_server: SandboxServer) -> SandboxServer:
    SandboxClient(module_server.base_url).reset()
    return module_server


@pytest.fixture
def app(server: SandboxServer) -> Iterator[RawApp]:
    with RawApp(server.api_url) as connected:
        yield connected


def test_command(app: RawApp, people: SandboxClient, meanwhile: ThreadPoolExecutor) -> None:
    answer = meanwhile.submit(people.command, LINH, "/okr give @james 3", GENERAL)
    payload = app.take()
    assert answer.result()["ok"]
    secret = {"trigger_id", "response_url"}
    assert {name: value for name, value in payload.items() if name not in secret} == {
        "token": "sandbox-verification-token",
        "team_id": "T0MINHLONG",
        "team_domain": "minh-long",
        "channel_id": GENERAL,
        "channel_name": "general",
        "user_id": LINH,
        "user_name": "linh",
        "command": "/okr",
        "text": f"give <@{JAMES}|james> 3",
        "api_app_id": "A0OKRBOT000",
        "is_enterprise_install": "false",
    }


def card(web: WebClient, app: RawApp, *elements: Json) -> Json:
    posted = web.chat_postMessage(
        channel=LINH, text="card", blocks=[{"type": "actions", "elements": list(elements)}]
    )
    app.event()
    return {"channel": posted["channel"], "ts": posted["ts"]}


def test_button_in_a_message(
    app: RawApp, people: SandboxClient, web: WebClient, meanwhile: ThreadPoolExecutor
) -> None:
    button = {"type": "button", "action_id": "go", "text": PLAIN, "value": "7"}
    place = card(web, app, button)
    answer = meanwhile.submit(people.click, LINH, action_id="go", **place)
    payload = app.take()
    assert answer.result() == {"ok": True, "acked": True}
    assert payload["type"] == "block_actions"
    assert payload["user"] == {
        "id": LINH,
        "username": "linh",
        "name": "linh",
        "team_id": "T0MINHLONG",
    }
    assert payload["team"] == {"id": "T0MINHLONG", "domain": "minh-long"}
    assert payload["container"] == {
        "type": "message",
        "message_ts": place["ts"],
        "channel_id": place["channel"],
        "is_ephemeral": False,
    }
    assert payload["channel"] == {"id": place["channel"], "name": "directmessage"}
    assert payload["message"]["ts"] == place["ts"]
    assert payload["state"] == {"values": {}}
    [action] = payload["actions"]
    assert action["value"] == "7"
    assert action["block_id"] == payload["message"]["blocks"][0]["block_id"]
    assert action["action_ts"] > place["ts"]


def option(value: str) -> Json:
    return {"text": {"type": "plain_text", "text": value, "emoji": True}, "value": value}


def test_choice_in_a_message_is_in_the_action_and_in_the_state(
    app: RawApp, people: SandboxClient, web: WebClient, meanwhile: ThreadPoolExecutor
) -> None:
    select = {"type": "static_select", "action_id": "pick", "options": [option("a"), option("b")]}
    day = {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-23"}
    place = card(web, app, select, day)
    answer = meanwhile.submit(
        people.click, LINH, action_id="pick", selected_option={"value": "b"}, **place
    )
    payload = app.take()
    answer.result()
    [action] = payload["actions"]
    assert action["selected_option"] == option("b")
    [values] = payload["state"]["values"].values()
    assert values == {
        "pick": {"type": "static_select", "selected_option": option("b")},
        "day": {"type": "datepicker", "selected_date": "2026-11-23"},
    }


def test_ephemeral_message_is_left_out_of_the_payload(
    app: RawApp, people: SandboxClient, web: WebClient, meanwhile: ThreadPoolExecutor
) -> None:
    button = {"type": "button", "action_id": "go", "text": PLAIN}
    sent = web.chat_postEphemeral(
        channel=GENERAL, user=LINH, text="x", blocks=[{"type": "actions", "elements": [button]}]
    )
    ts = sent["message_ts"]
    answer = meanwhile.submit(people.click, LINH, GENERAL, ts, "go")
    payload = app.take()
    answer.result()
    assert payload["container"]["is_ephemeral"]
    assert "message" not in payload


FORM: Json = {
    "type": "modal",
    "callback_id": "form",
    "private_metadata": "kr:7",
    "title": PLAIN,
    "submit": PLAIN,
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "b1",
            "label": PLAIN,
            "element": {"type": "plain_text_input", "action_id": "a1"},
        },
        {
            "type": "input",
            "block_id": "b2",
            "label": PLAIN,
            "optional": True,
            "element": {"type": "datepicker", "action_id": "a2"},
        },
        {
            "type": "actions",
            "block_id": "b3",
            "elements": [
                {"type": "button", "action_id": "more", "text": PLAIN},
                {"type": "checkboxes", "action_id": "boxes", "options": [option("x")]},
            ],
        },
    ],
}


def opened(server: SandboxServer, web: WebClient) -> Json:
    trigger = server.workspace.grants.trigger(LINH)
    view: Json = web.views_open(trigger_id=trigger, view=FORM)["view"]
    return view


def finished(answer: Future[Json]) -> Json:
    return answer.result(5)


def test_submitted_modal(
    server: SandboxServer,
    app: RawApp,
    people: SandboxClient,
    web: WebClient,
    meanwhile: ThreadPoolExecutor,
) -> None:
    view = opened(server, web)
    values = {"b1": {"a1": "forty"}, "b3": {"boxes": ["x"]}}
    answer = meanwhile.submit(people.submit, LINH, view["id"], values)
    payload = app.take()
    assert finished(answer) == {"ok": True, "acked": True}
    assert payload["type"] == "view_submission"
    assert payload["response_urls"] == []
    assert payload["trigger_id"]
    sent = payload["view"]
    assert sent["state"]["values"] == {
        "b1": {"a1": {"type": "plain_text_input", "value": "forty"}},
        "b2": {"a2": {"type": "datepicker", "selected_date": None}},
        "b3": {"boxes": {"type": "checkboxes", "selected_options": [option("x")]}},
    }
    for name in ("id", "hash", "callback_id", "private_metadata", "root_view_id", "app_id"):
        assert sent[name] == view[name], name
    assert sent["callback_id"] == "form"
    assert sent["bot_id"] == "B0OKRBOT000"


def test_button_in_a_modal_brings_what_is_typed(
    server: SandboxServer,
    app: RawApp,
    people: SandboxClient,
    web: WebClient,
    meanwhile: ThreadPoolExecutor,
) -> None:
    view = opened(server, web)
    answer = meanwhile.submit(
        people.click_view, LINH, view["id"], "more", values={"b1": {"a1": "draft"}}
    )
    payload = app.take()
    finished(answer)
    assert payload["container"] == {"type": "view", "view_id": view["id"]}
    assert payload["view"]["state"]["values"]["b1"]["a1"]["value"] == "draft"
    assert "channel" not in payload
    assert "response_url" not in payload


def test_closed_modal(
    server: SandboxServer,
    app: RawApp,
    people: SandboxClient,
    web: WebClient,
    meanwhile: ThreadPoolExecutor,
) -> None:
    view = opened(server, web)
    answer = meanwhile.submit(people.close, LINH, view["id"])
    payload = app.take()
    finished(answer)
    assert (payload["type"], payload["is_cleared"]) == ("view_closed", False)
    assert payload["view"]["id"] == view["id"]
    assert people.views(LINH) == []


def test_input_is_told_at_once_only_if_it_asks_for_it(
    server: SandboxServer,
    app: RawApp,
    people: SandboxClient,
    web: WebClient,
    meanwhile: ThreadPoolExecutor,
) -> None:
    eager = FORM["blocks"][0] | {"block_id": "eager", "dispatch_action": True}
    trigger = server.workspace.grants.trigger(LINH)
    form = FORM | {"blocks": [*FORM["blocks"], eager]}
    view = web.views_open(trigger_id=trigger, view=form)["view"]["id"]
    quiet = people.click_view(LINH, view, "a1", block_id="b1", value="one")
    assert quiet == {"ok": True, "acked": False}
    answer = meanwhile.submit(people.click_view, LINH, view, "a1", block_id="eager", value="two")
    payload = app.take()
    assert finished(answer)["acked"]
    assert payload["actions"][0]["value"] == "two"
    assert payload["view"]["state"]["values"]["b1"]["a1"]["value"] == "one"


def test_button_in_the_home_tab(
    app: RawApp, people: SandboxClient, web: WebClient, meanwhile: ThreadPoolExecutor
) -> None:
    button = {"type": "button", "action_id": "go", "text": PLAIN}
    home = {"type": "home", "blocks": [{"type": "actions", "elements": [button]}]}
    view = web.views_publish(user_id=LINH, view=home)["view"]
    answer = meanwhile.submit(people.click_view, LINH, view["id"], "go")
    payload = app.take()
    assert finished(answer)["acked"]
    assert payload["view"]["type"] == "home"
    opened_by_it = web.views_open(trigger_id=payload["trigger_id"], view=FORM)["view"]
    assert [one["id"] for one in people.views(LINH)] == [opened_by_it["id"]]


def test_ephemeral_message_of_another_cannot_be_pressed(
    people: SandboxClient, web: WebClient
) -> None:
    button = {"type": "button", "action_id": "go", "text": PLAIN}
    blocks = [{"type": "actions", "elements": [button]}]
    sent = web.chat_postEphemeral(channel=GENERAL, user=LINH, text="x", blocks=blocks)
    with pytest.raises(SandboxRefused, match="message_not_found"):
        people.click(JAMES, GENERAL, sent["message_ts"], "go")


def test_modal_may_take_the_whole_stack_with_it(
    server: SandboxServer, app: RawApp, people: SandboxClient, web: WebClient
) -> None:
    first = opened(server, web)
    trigger = server.workspace.grants.trigger(LINH, view_id=first["id"])
    top = FORM | {"clear_on_close": True, "notify_on_close": False}
    second = web.views_push(trigger_id=trigger, view=top)["view"]
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(people.close, LINH, second["id"])
        payload = app.take()
        finished(answer)
    assert (payload["view"]["id"], payload["is_cleared"]) == (first["id"], True)
    assert people.views(LINH) == []
