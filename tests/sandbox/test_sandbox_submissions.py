"""Submitted modals, and what an app may answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from raw_app import RawApp
from sample_modals import modal, text_input
from sandbox_facts import JAMES, LINH, Trigger
from slack_sdk import WebClient

from bot.sandbox.client import SandboxClient, SandboxRefused
from bot.sandbox.server import SandboxServer

Json = dict[str, Any]


@pytest.fixture
def server(frozen_server: SandboxServer) -> SandboxServer:
    SandboxClient(frozen_server.base_url).reset()
    return frozen_server


Submit = Callable[[str, Json, Json | None], Json]


@pytest.fixture
def submit(server: SandboxServer, people: SandboxClient) -> Iterator[Submit]:
    """Submits as Linh while the app answers with a payload."""
    with RawApp(server.api_url) as app, ThreadPoolExecutor(1) as pool:

        def run(view_id: str, values: Json, response: Json | None) -> Json:
            answer = pool.submit(people.submit, LINH, view_id, values)
            app.take(response)
            return answer.result(5)

        yield run


def test_empty_answer_closes_the_top_view(
    web: WebClient, people: SandboxClient, trigger: Trigger, submit: Submit
) -> None:
    first = web.views_open(trigger_id=trigger(), view=modal())["view"]
    second = web.views_push(trigger_id=trigger(view_id=first["id"]), view=modal())["view"]
    assert submit(second["id"], {"b": {"a": "x"}}, None)["ok"]
    assert [view["id"] for view in people.views(LINH)] == [first["id"]]


def test_answer_may_update_push_or_clear(
    web: WebClient, people: SandboxClient, trigger: Trigger, submit: Submit
) -> None:
    view = web.views_open(trigger_id=trigger(), view=modal())["view"]
    typed = {"b": {"a": "x"}}
    update = {"response_action": "update", "view": modal(callback_id="updated")}
    assert submit(view["id"], typed, update)["response_action"] == "update"
    assert people.views(LINH)[-1]["callback_id"] == "updated"
    push = {"response_action": "push", "view": modal(callback_id="pushed")}
    assert submit(view["id"], typed, push)["response_action"] == "push"
    top = people.views(LINH)[-1]
    assert (top["callback_id"], top["previous_view_id"]) == ("pushed", view["id"])
    assert submit(top["id"], typed, {"response_action": "clear"})["response_action"] == "clear"
    assert people.views(LINH) == []


def test_errors_stand_at_their_inputs_and_typed_text_stays(
    web: WebClient, people: SandboxClient, trigger: Trigger, submit: Submit
) -> None:
    view = web.views_open(trigger_id=trigger(), view=modal())["view"]
    answer = submit(
        view["id"],
        {"b": {"a": "many"}},
        {"response_action": "errors", "errors": {"b": "No number"}},
    )
    assert answer["errors"] == {"b": "No number"}
    shown = people.views(LINH)[0]
    assert shown["errors"] == {"b": "No number"}
    assert shown["state"]["values"]["b"]["a"]["value"] == "many"


@pytest.mark.parametrize(
    ("response", "code"),
    [
        ({"response_action": "errors", "errors": {"other": "x"}}, "invalid_response_errors"),
        ({"response_action": "errors", "errors": {}}, "invalid_response_errors"),
        ({"response_action": "errors", "errors": {"b": 1}}, "invalid_response_errors"),
        ({"response_action": "update", "view": {"type": "modal"}}, "invalid_arguments"),
        ({"response_action": "update"}, "invalid_response_view"),
        ({"response_action": "refresh"}, "invalid_response_action"),
        ({"text": "x"}, "invalid_response_action"),
    ],
)
def test_wrong_answer_to_a_submission_is_trouble_and_leaves_the_modal_open(
    web: WebClient,
    people: SandboxClient,
    trigger: Trigger,
    submit: Submit,
    response: Json,
    code: str,
) -> None:
    view = web.views_open(trigger_id=trigger(), view=modal())["view"]
    answer = submit(view["id"], {"b": {"a": "x"}}, response)
    assert (answer["ok"], answer["error"]) == (False, code)
    assert isinstance(answer["detail"], str)
    assert len(people.views(LINH)) == 1


def test_answer_about_a_view_that_is_gone_changes_nothing(
    server: SandboxServer, web: WebClient, people: SandboxClient, trigger: Trigger
) -> None:
    view = web.views_open(trigger_id=trigger(), view=modal())["view"]
    with RawApp(server.api_url) as app, ThreadPoolExecutor(1) as pool:
        answer = pool.submit(people.submit, LINH, view["id"], {"b": {"a": "x"}})
        envelope = app.read()
        people.close(LINH, view["id"])
        app.ack(envelope, {"response_action": "push", "view": modal()})
        assert answer.result(5)["ok"]
    assert people.views(LINH) == []


def test_unanswered_submission_leaves_the_modal_open(
    web: WebClient, people: SandboxClient, trigger: Trigger
) -> None:
    view = web.views_open(trigger_id=trigger(), view=modal())["view"]
    answer = people.submit(LINH, view["id"], {"b": {"a": "x"}})
    assert answer == {"ok": False, "acked": False, "error": "operation_timeout"}
    assert len(people.views(LINH)) == 1


def number(**more: Any) -> Json:
    block = text_input("b")
    element = {"type": "number_input", "action_id": "a", "is_decimal_allowed": False, **more}
    return block | {"element": element}


@pytest.mark.parametrize(
    ("block", "typed", "message"),
    [
        (text_input("b"), None, "Please complete this required field."),
        (text_input("b", min_length=3), "ab", "Enter at least 3 characters."),
        (text_input("b", max_length=3), "abcd", "Enter at most 3 characters."),
        (number(), "many", "Enter a number."),
        (number(), "1.5", "Enter a whole number."),
        (number(min_value="0"), "-1", "Enter a number of at least 0."),
        (number(max_value="9"), "10", "Enter a number of at most 9."),
    ],
)
def test_client_stops_a_submission_that_slack_would_not_send(
    web: WebClient,
    people: SandboxClient,
    trigger: Trigger,
    block: Json,
    typed: str | None,
    message: str,
) -> None:
    view = web.views_open(trigger_id=trigger(), view=modal(block))["view"]
    answer = people.submit(LINH, view["id"], {"b": {"a": typed}})
    assert answer["client_side"]
    assert answer["errors"] == {"b": message}
    assert people.deliveries() == []


def test_views_of_others_cannot_be_submitted(
    web: WebClient, people: SandboxClient, trigger: Trigger
) -> None:
    view = web.views_open(trigger_id=trigger(), view=modal())["view"]
    with pytest.raises(SandboxRefused, match="view_not_found"):
        people.submit(JAMES, view["id"], {})
    with pytest.raises(SandboxRefused, match="no_such_element"):
        people.submit(LINH, view["id"], {"b": {"other": "x"}})
