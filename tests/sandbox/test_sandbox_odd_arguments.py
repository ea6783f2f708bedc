"""Every method with arguments of the wrong kind: refused in Slack's form, never a server error."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from sandbox_facts import GENERAL, LINH

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import SandboxServer
from bot.sandbox.webapi.methods import load_methods

Json = dict[str, Any]
ODD: tuple[Any, ...] = (-1, True, "\x00", [], [[7]], {"a": {}}, "[7]")
SOUND: Json = {
    "channel": GENERAL,
    "user": LINH,
    "users": LINH,
    "user_id": LINH,
    "text": "x",
    "ts": "1.1",
    "timestamp": "1.1",
    "message_ts": "1.1",
    "name": "eyes",
    "filename": "a",
    "length": 1,
    "view": {"type": "home", "blocks": []},
    "files": [{"id": "F1"}],
    "usergroup": "S1",
    "file": "F1",
    "email": "x",
    "trigger_id": "1.1.1",
}
# These would end the token that the rest needs.
LAST = ("auth.revoke", "apps.uninstall")


@pytest.fixture
def server(module_server: SandboxServer) -> SandboxServer:
    SandboxClient(module_server.base_url).reset()
    return module_server


@pytest.fixture
def line(server: SandboxServer) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(server.base_url.removeprefix("http://"))
    yield connection
    connection.close()


def call(line: http.client.HTTPConnection, method: str, args: Json) -> tuple[int, Json]:
    headers = {
        "authorization": "Bearer xoxb-sandbox",
        "content-type": "application/json; charset=utf-8",
    }
    line.request("POST", f"/api/{method}", json.dumps(args), headers)
    answer = line.getresponse()
    return answer.status, json.loads(answer.read())


@pytest.mark.parametrize("method", sorted(set(load_methods()) - set(LAST)))
def test_odd_argument_is_answered_in_slacks_form(
    line: http.client.HTTPConnection, method: str
) -> None:
    names = sorted(load_methods()[method].args or {"error"})
    for name, odd in product(names, ODD):
        args = {one: SOUND[one] for one in names if one in SOUND} | {name: odd}
        status, answer = call(line, method, args)
        assert status in (200, 501), (name, odd)
        assert answer["ok"] is ("error" not in answer), (name, odd)
