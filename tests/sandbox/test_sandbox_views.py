"""Modals and home tabs: triggers, the stack, hashes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sample_modals import modal, text_input
from sandbox_facts import JAMES, LINH, Trigger
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import SandboxServer

Json = dict[str, Any]


@pytest.fixture
def server(frozen_server: SandboxServer) -> SandboxServer:
    SandboxClient(frozen_server.base_url).reset()
    return frozen_server


def error(call: Any, /, **args: Any) -> str:
    with pytest.raises(SlackApiError) as raised:
        call(**args)
    return str(raised.value.response["error"])


def test_trigger_opens_one_view(web: WebClient, people: SandboxClient, trigger: Trigger) -> None:
    ident = trigger()
    view = web.views_open(trigger_id=ident, view=modal())["view"]
    assert [open_["id"] for open_ in people.views(LINH)] == [view["id"]]
    assert people.views(JAMES) == []
    assert error(web.views_open, trigger_id=ident, view=modal()) == "exchanged_trigger_id"


def test_trigger_lasts_three_seconds(
    web: WebClient, people: SandboxClient, trigger: Trigger
) -> None:
    just, late = trigger(), trigger()
    people.advance(by=timedelta(seconds=3))
    assert web.views_open(trigger_id=just, view=modal())["ok"]
    people.advance(by=timedelta(milliseconds=1))
    assert error(web.views_open, trigger_id=late, view=modal()) == "expired_trigger_id"
    assert error(web.views_open, trigger_id="1.2.x", view=modal()) == "invalid_trigger_id"


def test_refused_view_leaves_the_trigger_usable(web: WebClient, trigger: Trigger) -> None:
    ident = trigger()
    assert error(web.views_open, trigger_id=ident, view={"type": "modal"}) == "invalid_arguments"
    assert web.views_open(trigger_id=ident, view=modal())["ok"]


def test_stack_holds_three_views(web: WebClient, people: SandboxClient, trigger: Trigger) -> None:
    first = web.views_open(trigger_id=trigger(), view=modal())["view"]
    second = web.views_push(trigger_id=trigger(view_id=first["id"]), view=modal())["view"]
    third = web.views_push(trigger_id=trigger(view_id=second["id"]), view=modal())["view"]
    assert second["previous_view_id"] == first["id"]
    assert third["root_view_id"] == first["id"]
    more = trigger(view_id=third["id"])
    assert error(web.views_push, trigger_id=more, view=modal()) == "push_limit_reached"
    people.close(LINH, third["id"])
    assert [view["id"] for view in people.views(LINH)] == [first["id"], second["id"]]
    people.close(LINH, second["id"], clear=True)
    assert people.views(LINH) == []


def test_push_needs_an_open_modal(web: WebClient, trigger: Trigger) -> None:
    assert error(web.views_push, trigger_id=trigger(), view=modal()) == "not_found"


def test_update_is_guarded_by_the_hash(web: WebClient, trigger: Trigger) -> None:
    view = web.views_open(trigger_id=trigger(), view=modal())["view"]
    args = {"view_id": view["id"], "hash": view["hash"], "view": modal(callback_id="later")}
    changed = web.views_update(**args)["view"]
    assert changed["id"] == view["id"]
    assert changed["hash"] != view["hash"]
    assert changed["callback_id"] == "later"
    assert error(web.views_update, **args) == "hash_conflict"
    assert web.views_update(view_id=view["id"], view=modal())["ok"]
    assert error(web.views_update, view_id="V0NONE", view=modal()) == "not_found"


def test_view_is_found_by_its_external_id(web: WebClient, trigger: Trigger) -> None:
    named = modal(external_id="kr-7")
    view = web.views_open(trigger_id=trigger(), view=named)["view"]
    assert web.views_update(external_id="kr-7", view=named)["view"]["id"] == view["id"]
    opened_twice = {"trigger_id": trigger(JAMES), "view": named}
    assert error(web.views_open, **opened_twice) == "duplicate_external_id"


def test_update_keeps_what_was_typed_where_the_ids_stay(
    web: WebClient, people: SandboxClient, trigger: Trigger
) -> None:
    both = modal(text_input("b"), text_input("c"), text_input("d"))
    view = web.views_open(trigger_id=trigger(), view=both)["view"]
    people.submit(LINH, view["id"], {"b": {"a": "one"}, "c": {"a": "two"}, "d": {"a": "three"}})
    web.views_update(view_id=view["id"], view=modal(text_input("b"), text_input("new")))
    values = people.views(LINH)[0]["state"]["values"]
    assert values["b"]["a"]["value"] == "one"
    assert values["new"]["a"]["value"] is None
    assert set(values) == {"b", "new"}


def test_another_kind_of_input_starts_empty_under_the_same_ids(
    web: WebClient, people: SandboxClient, trigger: Trigger
) -> None:
    view = web.views_open(trigger_id=trigger(), view=modal())["view"]
    people.submit(LINH, view["id"], {"b": {"a": "one"}})
    day = text_input("b") | {"element": {"type": "datepicker", "action_id": "a"}}
    web.views_update(view_id=view["id"], view=modal(day))
    state = people.views(LINH)[0]["state"]["values"]
    assert state == {"b": {"a": {"type": "datepicker", "selected_date": None}}}


def test_home_tab_is_published_per_person_and_guarded_by_its_hash(
    web: WebClient, people: SandboxClient
) -> None:
    home: Json = {"type": "home", "blocks": [{"type": "divider"}]}
    first = web.views_publish(user_id=LINH, view=home)["view"]
    second = web.views_publish(user_id=LINH, view=home, hash=first["hash"])["view"]
    assert first["id"] == second["id"]
    stale = {"user_id": LINH, "view": home, "hash": first["hash"]}
    assert error(web.views_publish, **stale) == "hash_conflict"
    assert people.home(JAMES) is None
    assert error(web.views_publish, user_id=LINH, view=modal()) == "invalid_arguments"
    assert error(web.views_publish, user_id="U0NOBODY", view=home) == "user_not_found"


def test_view_of_too_many_bytes_is_refused(web: WebClient, trigger: Trigger) -> None:
    long = {"type": "section", "text": {"type": "plain_text", "text": "ạ" * 3000}}
    big = modal(*[long] * 30)
    assert error(web.views_open, trigger_id=trigger(), view=big) == "view_too_large"
