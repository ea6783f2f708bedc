"""Starting, stopping and the doors that stay shut."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys

import pytest
from sandbox_facts import GENERAL, LINH, eventually
from slack_sdk import WebClient

from bot.sandbox.client import SandboxClient
from bot.sandbox.errors import NotLoopback, PortInUse
from bot.sandbox.server import SandboxServer


def test_hello_is_all_that_an_app_needs(server: SandboxServer) -> None:
    hello = server.hello()
    assert set(hello) == {
        "api_url",
        "page_url",
        "bot_token",
        "app_token",
        "signing_secret",
        "client_id",
        "client_secret",
        "team",
        "channel",
        "user",
    }
    assert (hello["channel"], hello["user"]) == (GENERAL, LINH)
    web = WebClient(token=hello["bot_token"], base_url=hello["api_url"])
    assert web.auth_test()["team_id"] == hello["team"]


def test_port_in_use_is_named() -> None:
    with SandboxServer() as running:
        port = int(running.base_url.rpartition(":")[2])
        with pytest.raises(PortInUse, match=str(port)):
            SandboxServer(port).start()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::1", "sandbox.example"])
def test_only_loopback_is_served(host: str) -> None:
    with pytest.raises(NotLoopback):
        SandboxServer(host=host)


def test_stopped_server_can_be_started_again() -> None:
    server = SandboxServer()
    for _ in range(2):
        with server:
            assert SandboxClient(server.base_url).state()["team"]["name"] == "Minh Long"
    server.stop()
    server.workspace.add_person("Late")


def test_ids_of_two_runs_differ_but_those_of_the_seed_stay() -> None:
    seen: list[list[str]] = []
    for _ in range(2):
        with SandboxServer(ack_seconds=0.1) as server:
            people = SandboxClient(server.base_url)
            web = WebClient(token="xoxb-sandbox", base_url=server.api_url)
            direct = people.say(LINH, "hello")["channel"]
            home = web.views_publish(user_id=LINH, view={"type": "home", "blocks": []})["view"][
                "id"
            ]
            eventually(people.deliveries)
            event = people.deliveries()[0]["payload"]["event_id"]
            seen.append([direct, home, event])
    first, second = seen
    assert first[0] == second[0]
    assert not set(first[1:]) & set(second[1:])


def test_name_of_another_site_is_refused(server: SandboxServer) -> None:
    connection = http.client.HTTPConnection(server.base_url.removeprefix("http://"))
    connection.request("GET", "/_sandbox/state", headers={"host": "sandbox.example"})
    with connection.getresponse() as answer:
        assert answer.status == 400
    connection.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_command_prints_its_address_and_ends_on_a_signal(number: signal.Signals) -> None:
    code = "from bot.sandbox.server import run; run(0, True)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        hello = json.loads(process.stdout.readline())
        web = WebClient(token=hello["bot_token"], base_url=hello["api_url"])
        assert web.auth_test()["ok"]
        process.send_signal(number)
        assert process.wait(60) == 0
