"""Signed HTTP at the level of requests: what is sent, what counts as received, what is retried."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
from http_app import Receiver, Reply, receiving
from sandbox_facts import GENERAL, LINH, MONDAY, eventually
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from bot.sandbox.client import SandboxClient, SandboxRefused
from bot.sandbox.clock import Clock
from bot.sandbox.server import SandboxServer

Json = dict[str, Any]
MINUTE = timedelta(minutes=1)
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    """Impatient, and with a clock that stands still on a day long past or still to come."""
    with SandboxServer(clock=Clock(MONDAY, running=False), ack_seconds=1.5) as running:
        yield running


@pytest.fixture
def receiver(people: SandboxClient) -> Iterator[Receiver]:
    """An app that is subscribed over HTTP, its challenge behind it."""
    with receiving() as running:
        people.subscription(transport="http", request_url=running.url)
        running.seen.clear()
        yield running


def event_of(body: bytes) -> Json:
    event: Json = json.loads(body)["event"]
    return event


def test_event_comes_signed_as_json(
    server: SandboxServer, people: SandboxClient, receiver: Receiver
) -> None:
    people.say(LINH, "chào Mai")
    [request] = receiver.wait_for(1)
    assert request.headers["content-type"] == "application/json"
    assert event_of(request.body)["text"] == "chào Mai"
    headers = dict(request.headers.items())
    assert abs(int(headers["X-Slack-Request-Timestamp"]) - time.time()) < 10
    secret = server.hello()["signing_secret"]
    assert SignatureVerifier(secret).is_valid_request(request.body, headers)
    assert not SignatureVerifier(secret).is_valid_request(request.body + b" ", headers)
    assert "X-Slack-Retry-Num" not in headers
    [delivery] = eventually(lambda: people.deliveries()[1:])
    assert (delivery["via"], delivery["type"], delivery["acked"]) == ("http", "message", True)


def test_command_is_a_form_and_its_answer_the_body(
    people: SandboxClient, receiver: Receiver
) -> None:
    receiver.replies.append(Reply(body=b"Here you are"))
    assert people.command(LINH, "/okr team", GENERAL)["response"] == {"text": "Here you are"}
    [request] = receiver.wait_for(1)
    assert request.headers["content-type"] == FORM
    fields = parse_qs(request.body.decode())
    assert fields["command"] == ["/okr"]
    assert fields["text"] == ["team"]
    said = people.messages(GENERAL, LINH)
    assert [message["text"] for message in said] == ["Here you are"]


def test_button_is_a_form_with_a_payload(
    people: SandboxClient, receiver: Receiver, web: WebClient
) -> None:
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    card = web.chat_postMessage(
        channel=LINH, text="x", blocks=[{"type": "actions", "elements": [button]}]
    )
    receiver.wait_for(1)  # the app's own message
    assert people.click(LINH, card["channel"], card["ts"], "go")["ok"]
    request = receiver.wait_for(2)[1]
    assert request.headers["content-type"] == FORM
    payload = json.loads(parse_qs(request.body.decode())["payload"][0])
    assert (payload["type"], payload["actions"][0]["action_id"]) == ("block_actions", "go")


def test_command_that_is_not_acknowledged_fails_at_once(
    people: SandboxClient, receiver: Receiver
) -> None:
    failed = {"ok": False, "acked": False, "error": "operation_timeout"}
    receiver.replies += [Reply(500), Reply(after=2.5)]
    assert people.command(LINH, "/okr") == failed
    assert people.command(LINH, "/okr") == failed
    people.advance(by=10 * MINUTE)
    receiver.wait_for(2)


def test_failed_event_is_retried_three_times_by_the_clock(
    people: SandboxClient, receiver: Receiver
) -> None:
    receiver.otherwise = Reply(503)
    people.say(LINH, "hello")
    receiver.wait_for(2)
    people.advance(by=MINUTE)
    receiver.wait_for(3)
    eventually(lambda: len(people.deliveries()) == 4)
    people.advance(by=4 * MINUTE)
    receiver.wait_for(3)
    people.advance(by=MINUTE)
    receiver.wait_for(4)
    people.advance(by=timedelta(days=1))
    requests = receiver.wait_for(4)
    assert [request.headers["x-slack-retry-num"] for request in requests] == [None, "1", "2", "3"]
    reasons = [request.headers["x-slack-retry-reason"] for request in requests]
    assert reasons == [None, "http_error", "http_error", "http_error"]
    assert len({json.loads(request.body)["event_id"] for request in requests}) == 1


def test_app_can_ask_for_no_more_attempts(people: SandboxClient, receiver: Receiver) -> None:
    receiver.otherwise = Reply(500, {"x-slack-no-retry": "1"})
    people.say(LINH, "hello")
    receiver.wait_for(1)
    people.advance(by=10 * MINUTE)
    people.say(LINH, "and this one")
    assert [event_of(request.body)["text"] for request in receiver.wait_for(2)] == [
        "hello",
        "and this one",
    ]


def test_slow_answer_is_a_timeout(people: SandboxClient, receiver: Receiver) -> None:
    receiver.replies.append(Reply(after=2.5))
    people.say(LINH, "hello")
    assert receiver.wait_for(2)[1].headers["x-slack-retry-reason"] == "http_timeout"


@pytest.mark.parametrize(
    ("break_url", "reason"),
    [
        (lambda receiver: receiver.url.replace("http://", "https://"), "ssl_error"),
        (lambda _receiver: "http://127.0.0.1:1/", "connection_failed"),
    ],
)
def test_reason_names_what_is_in_the_way(
    server: SandboxServer, people: SandboxClient, receiver: Receiver, break_url: Any, reason: str
) -> None:
    server._subscription.request_url = break_url(receiver)
    people.say(LINH, "hello")
    eventually(lambda: len(people.deliveries()) == 3)
    assert [one["reason"] for one in people.deliveries()[1:]] == [reason, reason]
    people.subscription(request_url=receiver.url)
    receiver.seen.clear()
    people.advance(by=MINUTE)
    assert receiver.wait_for(1)[0].headers["x-slack-retry-reason"] == reason


def test_two_redirects_are_followed_and_not_a_third(
    people: SandboxClient, receiver: Receiver
) -> None:
    receiver.replies += [Reply(301, {"location": "/one"}), Reply(302, {"location": "/two"})]
    people.say(LINH, "hello")
    assert [request.path for request in receiver.wait_for(3)] == ["/slack", "/one", "/two"]
    eventually(lambda: people.deliveries()[-1]["acked"])
    receiver.seen.clear()
    receiver.replies += [Reply(302, {"location": "/on"}) for _ in range(3)]
    people.say(LINH, "hello again")
    request = receiver.wait_for(4)[3]
    assert request.path == "/slack"
    assert request.headers["x-slack-retry-reason"] == "too_many_redirects"


def test_redirect_does_not_lead_off_this_machine(people: SandboxClient, receiver: Receiver) -> None:
    receiver.replies.append(Reply(302, {"location": "http://192.0.2.1/"}))
    people.say(LINH, "hello")
    assert receiver.wait_for(2)[1].headers["x-slack-retry-reason"] == "connection_failed"


@pytest.mark.parametrize(
    "url", ["http://192.0.2.1/", "http://sandbox.example/", "ftp://127.0.0.1/", "x", "http://[", 7]
)
def test_only_addresses_of_this_machine_are_taken(people: SandboxClient, url: Any) -> None:
    with pytest.raises(SandboxRefused):
        people.subscription(request_url=url)
    assert people.subscription()["request_url"] is None


def test_address_that_does_not_answer_the_challenge_is_refused(people: SandboxClient) -> None:
    with receiving() as receiver:
        receiver.challenged = None
        for reply in (Reply(500), Reply(body=b"no"), Reply(after=2.5)):
            receiver.replies.append(reply)
            with pytest.raises(SandboxRefused, match="url_verification_failed"):
                people.subscription(transport="http", request_url=receiver.url)
    state = people.subscription()
    assert (state["transport"], state["request_url"]) == ("socket", None)


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        ("text/plain", "{}"),
        ("application/json", '{{"challenge": "{}"}}'),
        (FORM, "challenge={}"),
    ],
)
def test_challenge_may_be_answered_in_three_shapes(
    people: SandboxClient, kind: str, shape: str
) -> None:
    with receiving() as receiver:
        receiver.challenged = lambda value: Reply(
            headers={"content-type": kind}, body=shape.format(value).encode()
        )
        assert people.subscription(request_url=receiver.url)["request_url"] == receiver.url
    [delivery] = people.deliveries()
    assert (delivery["type"], delivery["acked"]) == ("url_verification", True)


def test_transport_http_needs_an_address(people: SandboxClient) -> None:
    with pytest.raises(SandboxRefused, match="request_url"):
        people.subscription(transport="http")


def test_app_that_mostly_fails_is_disabled_until_it_is_enabled_again(
    people: SandboxClient, receiver: Receiver
) -> None:
    people.subscription(least_events=20)
    # One of twenty is five per cent: not over the threshold yet.
    receiver.replies += [Reply(), *(Reply(500, {"x-slack-no-retry": "1"}) for _ in range(20))]
    for number in range(20):
        people.say(LINH, str(number))
        receiver.wait_for(number + 1)
    eventually(lambda: people.subscription()["attempts"] == 20)
    assert not people.subscription()["disabled"]
    people.say(LINH, "the last straw")
    eventually(lambda: people.subscription()["disabled"])
    people.say(LINH, "unheard")
    eventually(lambda: people.subscription()["dropped"] == 1)
    assert people.command(LINH, "/okr")["ok"], "commands still arrive"
    assert people.subscription(disabled=False)["attempts"] == 0
    people.say(LINH, "heard")
    assert event_of(receiver.wait_for(23)[-1].body)["text"] == "heard"


def test_failures_of_a_quiet_hour_or_of_the_hour_before_do_no_harm(
    people: SandboxClient, receiver: Receiver
) -> None:
    people.subscription(least_events=4)
    receiver.otherwise = Reply(500, {"x-slack-no-retry": "1"})
    for _ in range(3):
        people.say(LINH, "hello")
    eventually(lambda: people.subscription()["failures"] == 3)
    people.advance(by=timedelta(hours=1))
    people.say(LINH, "hello")
    eventually(lambda: people.subscription()["failures"] == 1)
    assert not people.subscription()["disabled"]


def test_app_with_too_many_events_is_told_once_a_minute(
    people: SandboxClient, receiver: Receiver
) -> None:
    people.subscription(events_per_hour=2)
    for number in range(4):
        people.say(LINH, str(number))
    kinds = [json.loads(request.body)["type"] for request in receiver.wait_for(3)]
    assert sorted(kinds) == ["app_rate_limited", "event_callback", "event_callback"]
    notice = next(
        json.loads(request.body) for request in receiver.seen if b"app_rate_limited" in request.body
    )
    assert notice == {
        "token": "sandbox-verification-token",
        "type": "app_rate_limited",
        "team_id": "T0MINHLONG",
        "minute_rate_limited": int(MONDAY.timestamp()),
        "api_app_id": "A0OKRBOT000",
    }
    people.advance(by=MINUTE)
    people.say(LINH, "another minute")
    assert b"app_rate_limited" in receiver.wait_for(4)[3].body
    people.advance(by=timedelta(hours=1))
    people.say(LINH, "another hour")
    assert event_of(receiver.wait_for(5)[4].body)["text"] == "another hour"
