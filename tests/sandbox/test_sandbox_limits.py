"""Rate limits as a WebClient meets them, by the virtual clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sandbox_facts import GENERAL, JAMES, LINH, MAI, MONDAY, SEED
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.sandbox.client import SandboxClient, SandboxRefused
from bot.sandbox.clock import Clock
from bot.sandbox.server import SandboxServer


@pytest.fixture(scope="module")
def limited_server() -> Iterator[SandboxServer]:
    """With limits, on a clock that stands still."""
    clock = Clock(MONDAY, running=False)
    with SandboxServer(clock=clock, seed=SEED, ack_seconds=0.1, limits=True) as running:
        yield running


@pytest.fixture
def server(limited_server: SandboxServer) -> SandboxServer:
    client = SandboxClient(limited_server.base_url)
    client._post("clock", running=False)
    client.limits(on=True, scale=1.0)
    client.reset()
    return limited_server


@pytest.fixture
def web(server: SandboxServer) -> WebClient:
    """Without retries, so that every refusal is seen."""
    return WebClient(token="xoxb-sandbox", base_url=server.api_url, retry_handlers=[])


def retry_after(call: Any, **args: Any) -> int:
    """For how long the next call is refused, in seconds."""
    with pytest.raises(SlackApiError) as raised:
        call(**args)
    assert raised.value.response.status_code == 429
    assert raised.value.response.data == {"ok": False, "error": "ratelimited"}
    return int(raised.value.response.headers["Retry-After"])


def allowed(call: Any, **args: Any) -> int:
    """How many calls pass until one is refused."""
    for count in range(1000):
        try:
            call(**args)
        except SlackApiError as refusal:
            if refusal.response["error"] == "ratelimited":
                return count
            raise
    raise AssertionError("it is not limited")


def post(web: WebClient, channel: str) -> None:
    web.chat_postMessage(channel=channel, text="x")


def test_tiers_allow_their_calls_a_minute(web: WebClient) -> None:
    assert allowed(web.users_list) == 20
    assert allowed(web.conversations_info, channel=GENERAL) == 50
    assert allowed(web.users_info, user=LINH) == 100


def test_other_methods_go_on(web: WebClient) -> None:
    assert allowed(web.users_list) == 20
    assert web.conversations_list()["ok"]
    assert web.users_info(user=LINH)["ok"]


def test_next_call_is_allowed_when_the_header_says(web: WebClient, people: SandboxClient) -> None:
    allowed(web.users_list)
    seconds = retry_after(web.users_list)
    assert seconds == 3, "20 a minute is one in three seconds"
    people.advance(by=timedelta(seconds=seconds - 1))
    assert retry_after(web.users_list) == 1
    people.advance(by=timedelta(seconds=1))
    assert allowed(web.users_list) == 1
    people.advance(by=timedelta(minutes=2))
    assert allowed(web.users_list) == 20


def test_header_is_rounded_up_so_that_waiting_for_it_is_enough(
    web: WebClient, people: SandboxClient
) -> None:
    allowed(web.conversations_info, channel=GENERAL)
    assert retry_after(web.conversations_info, channel=GENERAL) == 2, "one in 1.2 seconds"
    people.advance(by=timedelta(seconds=2))
    assert web.conversations_info(channel=GENERAL)["ok"]


def test_channel_takes_one_post_a_second_after_a_burst(
    web: WebClient, people: SandboxClient
) -> None:
    assert allowed(web.chat_postMessage, channel=GENERAL, text="x") == 5
    assert len(people.messages(GENERAL, LINH)) == 5
    assert retry_after(web.chat_postMessage, channel=GENERAL, text="x") == 1
    post(web, LINH)
    people.advance(by=timedelta(seconds=1))
    assert allowed(web.chat_postMessage, channel=GENERAL, text="x") == 1


def test_every_name_of_a_conversation_counts_as_one(web: WebClient) -> None:
    direct = web.conversations_open(users=LINH)["channel"]["id"]
    for channel in (LINH, direct, LINH, direct, LINH):
        post(web, channel)
    assert retry_after(web.chat_postMessage, channel=direct, text="x") == 1
    for channel in ("#general", "general", GENERAL, "#general", GENERAL):
        post(web, channel)
    assert retry_after(web.chat_postMessage, channel="general", text="x") == 1


def test_workspace_takes_only_so_many_posts_a_minute(web: WebClient, people: SandboxClient) -> None:
    people.limits(scale=0.02)  # six posts a minute, and one at a time in each channel
    channels = [LINH, JAMES, MAI, GENERAL]
    channels += [people.add_channel(f"team-{n}")["id"] for n in range(3)]
    for channel in channels[:6]:
        post(web, channel)
    assert retry_after(web.chat_postMessage, channel=channels[6], text="x") == 10


def test_scale_multiplies_the_limits(web: WebClient, people: SandboxClient) -> None:
    assert people.limits(scale=0.5)["scale"] == 0.5
    assert allowed(web.users_list) == 10
    assert retry_after(web.users_list) == 6


def test_limits_can_be_turned_off(web: WebClient, people: SandboxClient) -> None:
    allowed(web.users_list)
    assert people.limits()["refused"] == 1
    assert not people.limits(on=False)["on"]
    for _ in range(30):
        web.users_list()


def test_refused_call_is_in_the_log_and_did_nothing(web: WebClient, people: SandboxClient) -> None:
    allowed(web.chat_postMessage, channel=GENERAL, text="x")
    last = people.log()[-1]
    assert (last["method"], last["ok"], last["error"]) == ("chat.postMessage", False, "ratelimited")
    assert last["args"]["channel"] == GENERAL
    assert len(people.messages(GENERAL, LINH)) == 5


def test_handler_of_the_sdk_waits_and_gets_through(server: SandboxServer) -> None:
    client = SandboxClient(server.base_url)
    client._post("clock", running=True)
    client.limits(scale=20.0)  # 400 a minute: the next call is due in less than a second
    web = WebClient(token="xoxb-sandbox", base_url=server.api_url, retry_handlers=[])
    allowed(web.users_list)
    web.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=1))
    assert web.users_list()["ok"]


@pytest.mark.parametrize("body", [{"on": 1}, {"scale": 0}, {"scale": "2"}, {"speed": 2}])
def test_limits_that_make_no_sense_are_refused(people: SandboxClient, body: Any) -> None:
    with pytest.raises(SandboxRefused):
        people._post("limits", **body)


def test_limits_are_off_unless_asked_for() -> None:
    with SandboxServer() as server:
        assert not SandboxClient(server.base_url).limits()["on"]
