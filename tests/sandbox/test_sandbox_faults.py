"""Scripted faults as real clients meet them."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from typing import Any

import pytest
from sandbox_facts import GENERAL, LINH, SEED, Connect, eventually
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.sandbox.client import SandboxClient, SandboxRefused
from bot.sandbox.server import SandboxServer

Json = dict[str, Any]


@pytest.fixture(scope="module")
def faulty_server() -> Iterator[SandboxServer]:
    with SandboxServer(seed=SEED, ack_seconds=0.5) as running:
        yield running


@pytest.fixture
def server(faulty_server: SandboxServer) -> SandboxServer:
    SandboxClient(faulty_server.base_url).reset()
    return faulty_server


@pytest.fixture
def web(server: SandboxServer) -> WebClient:
    """Impatient, and without retries, so that every fault is seen."""
    return WebClient(token="xoxb-sandbox", base_url=server.api_url, retry_handlers=[], timeout=2)


def script(people: SandboxClient, fault: str, **more: Any) -> None:
    people.faults([{"method": "chat.postMessage", "fault": fault, **more}])


def post(web: WebClient) -> None:
    web.chat_postMessage(channel=GENERAL, text="hello")


def posted(people: SandboxClient) -> int:
    return len(people.messages(GENERAL, LINH))


def refused(web: WebClient) -> SlackApiError:
    with pytest.raises(SlackApiError) as raised:
        post(web)
    return raised.value


def test_rate_limited(web: WebClient, people: SandboxClient) -> None:
    script(people, "rate_limited", seconds=7)
    response = refused(web).response
    assert (response.status_code, response["error"]) == (429, "ratelimited")
    assert response.headers["Retry-After"] == "7"
    assert posted(people) == 0


@pytest.mark.parametrize(("fault", "status"), [("server_error", 500), ("unavailable", 503)])
def test_server_that_is_not_well(
    web: WebClient, people: SandboxClient, fault: str, status: int
) -> None:
    script(people, fault)
    assert refused(web).response.status_code == status
    assert posted(people) == 0


def test_revoked_token(web: WebClient, people: SandboxClient) -> None:
    script(people, "revoked_token", times=1)
    assert refused(web).response["error"] == "token_revoked"
    assert posted(people) == 0
    post(web)
    assert posted(people) == 1, "the token itself is as good as before"


def test_page_instead_of_json(web: WebClient, people: SandboxClient) -> None:
    script(people, "html")
    assert "<h1>" in str(refused(web))
    assert posted(people) == 0


def test_answer_that_is_cut_in_half(web: WebClient, people: SandboxClient) -> None:
    script(people, "malformed_json")
    assert '{"ok":true' in str(refused(web))
    assert posted(people) == 1


def test_dropped_reply_leaves_the_message_behind(web: WebClient, people: SandboxClient) -> None:
    script(people, "drop_reply")
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        post(web)
    assert posted(people) == 1


def test_default_client_posts_twice_after_a_dropped_reply(
    server: SandboxServer, people: SandboxClient
) -> None:
    script(people, "drop_reply", times=1)
    post(WebClient(token="xoxb-sandbox", base_url=server.api_url))
    assert posted(people) == 2


def test_late_answer_exceeds_the_patience_of_the_client(
    web: WebClient, people: SandboxClient
) -> None:
    script(people, "late", seconds=40)
    started = time.monotonic()
    with pytest.raises(TimeoutError):
        post(web)
    assert time.monotonic() - started < 30
    assert posted(people) == 1


def test_late_answer_is_right_for_a_client_that_waits(
    web: WebClient, people: SandboxClient
) -> None:
    script(people, "late", seconds=0.3)
    started = time.monotonic()
    post(web)
    assert time.monotonic() - started >= 0.3
    assert posted(people) == 1


def test_call_that_hangs_does_nothing(web: WebClient, people: SandboxClient) -> None:
    script(people, "hang")
    with pytest.raises(TimeoutError):
        post(web)
    assert posted(people) == 0


def test_server_stops_although_a_call_hangs(capsys: pytest.CaptureFixture[str]) -> None:
    with SandboxServer() as server:
        SandboxClient(server.base_url).faults([{"method": "*", "fault": "hang"}])
        line = http.client.HTTPConnection(server.base_url.removeprefix("http://"), timeout=60)
        line.request("POST", "/api/api.test")
        eventually(lambda: SandboxClient(server.base_url).log())
    assert "timeout graceful shutdown exceeded" not in capsys.readouterr().err
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        line.getresponse()
    line.close()


def test_rule_concerns_its_method_alone_and_counts_down(
    web: WebClient, people: SandboxClient
) -> None:
    script(people, "server_error", times=2)
    web.users_info(user=LINH)
    refused(web)
    refused(web)
    post(web)
    [rule] = people.faults()["rules"]
    assert (rule["hits"], rule["times"]) == (2, 0)


def test_star_concerns_every_method_and_the_first_rule_counts(
    web: WebClient, people: SandboxClient
) -> None:
    people.faults(
        [
            {"method": "chat.postMessage", "fault": "revoked_token"},
            {"method": "*", "fault": "unavailable"},
        ]
    )
    assert refused(web).response["error"] == "token_revoked"
    with pytest.raises(SlackApiError) as raised:
        web.users_info(user=LINH)
    assert raised.value.response.status_code == 503
    assert [rule["hits"] for rule in people.faults()["rules"]] == [1, 1]
    people.faults([])
    web.users_info(user=LINH)


def test_same_seed_and_calls_meet_the_same_faults(web: WebClient, people: SandboxClient) -> None:
    rules = [
        {"method": "api.test", "fault": "server_error", "probability": 0.3},
        {"method": "*", "fault": "rate_limited", "probability": 0.3},
    ]

    def play(seed: int) -> list[str | None]:
        before = len(people.log())
        assert people.faults(rules, seed=seed)["seed"] == seed
        for _ in range(40):
            try:
                web.api_test()
            except SlackApiError:
                continue
        return [call["fault"] for call in people.log()[before:]]

    first = play(7)
    assert set(first) == {None, "server_error", "rate_limited"}
    assert play(7) == first
    assert play(8) != first


def test_seed_that_was_not_given_can_be_read(people: SandboxClient) -> None:
    seed = people.faults([])["seed"]
    assert people.faults()["seed"] == seed
    assert people.faults([])["seed"] != seed


def test_log_names_the_fault(web: WebClient, people: SandboxClient) -> None:
    script(people, "server_error", times=1)
    refused(web)
    post(web)
    struck, fine = people.log()
    assert (struck["fault"], struck["ok"], struck["error"]) == (
        "server_error",
        False,
        "server_error",
    )
    assert struck["args"] == {"channel": GENERAL, "text": "hello"}
    assert (fine["fault"], fine["ok"]) == (None, True)


def test_response_urls_have_faults_too(server: SandboxServer, people: SandboxClient) -> None:
    path = server.workspace.grants.response_url(LINH, GENERAL)
    hook = WebhookClient(f"{server.base_url}/{path}", retry_handlers=[])
    people.faults(
        [
            {"method": "response_url", "fault": "unavailable", "times": 1},
            {"method": "response_url", "fault": "drop_reply", "times": 1},
        ]
    )
    assert hook.send(text="one").status_code == 503
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        hook.send(text="two")
    assert hook.send(text="three").body == "ok"
    assert [message["text"] for message in people.messages(GENERAL, LINH)] == ["two", "three"]
    assert [call["fault"] for call in people.log()] == ["unavailable", "drop_reply", None]


def test_bolt_app_whose_answer_fails_has_acknowledged_all_the_same(
    bolt: App, connect: Connect, people: SandboxClient
) -> None:
    met: list[int] = []

    @bolt.event("message")
    def answer(say: Any) -> None:
        try:
            say("hello")
        except SlackApiError as refusal:
            met.append(refusal.response.status_code)

    connect(bolt)
    script(people, "unavailable", times=1)
    people.say(LINH, "hello")
    eventually(lambda: met == [503])
    assert eventually(people.deliveries)[0]["acked"]
    assert len(people.dm(LINH)) == 1


def test_reset_ends_all_faults(web: WebClient, people: SandboxClient) -> None:
    people.faults([{"method": "*", "fault": "hang"}])
    people.reset()
    assert people.faults()["rules"] == []
    post(web)


@pytest.mark.parametrize(
    "body",
    [
        {"rules": [{"method": "*", "fault": "explode"}]},
        {"rules": [{"fault": "hang"}]},
        {"rules": [{"method": "*", "fault": "hang", "probability": 0}]},
        {"rules": [{"method": "*", "fault": "hang", "times": 0}]},
        {"rules": [{"method": "*", "fault": "late", "seconds": "1"}]},
        {"rules": [{"method": "*", "fault": "hang", "when": "now"}]},
        {"rules": {}},
        {"rules": [], "seed": "x"},
    ],
)
def test_rules_that_make_no_sense_are_refused(people: SandboxClient, body: Json) -> None:
    with pytest.raises(SandboxRefused):
        people._post("faults", **body)
    assert people.faults()["rules"] == []
