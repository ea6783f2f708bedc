"""Every limit of blocks and views, by the Web API: allowed at the limit, refused one past it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from block_limits import LIMITS, Limit
from block_samples import Json, grown, modal
from sandbox_facts import LINH, Trigger
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.server import SandboxServer

Send = Callable[[str, Json], object]


@pytest.fixture
def server(module_server: SandboxServer) -> SandboxServer:
    module_server.workspace.reset()
    return module_server


@pytest.fixture
def send(web: WebClient, trigger: Trigger) -> Send:
    """Posts, opens or publishes, as the surface asks."""

    def send(surface: str, content: Json) -> object:
        if surface == "message":
            return web.chat_postMessage(channel=LINH, text="x", **content)
        if surface == "modal":
            return web.views_open(trigger_id=trigger(), **content)
        return web.views_publish(user_id=LINH, **content)

    return send


def refusal(send: Send, surface: str, content: Json) -> tuple[str, list[str]]:
    """The error and its lines."""
    with pytest.raises(SlackApiError) as refused:
        send(surface, content)
    answer = refused.value.response
    return answer["error"], answer["response_metadata"]["messages"]


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.ident)
def test_size_is_allowed_at_the_limit_and_refused_past_it(send: Send, limit: Limit) -> None:
    past = []
    if limit.least is not None:
        send(limit.surface, grown(limit.content, limit.place, limit.least))
        past.append(limit.least - 1)
    if limit.most is not None:
        send(limit.surface, grown(limit.content, limit.place, limit.most))
        past.append(limit.most + 1)
    for size in past:
        code, lines = refusal(send, limit.surface, grown(limit.content, limit.place, size))
        assert code == (limit.code if limit.surface == "message" else "invalid_arguments")
        assert any(line.endswith(f"[json-pointer:{limit.named}]") for line in lines), lines
        assert all(line.startswith("[ERROR] ") for line in lines)


def test_view_is_limited_as_a_whole(send: Send) -> None:
    view = modal(*[{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}] * 81)
    view["view"]["private_metadata"] = ""
    room = 250_000 - len(json.dumps(view["view"], ensure_ascii=False).encode())
    assert 0 < room < 3000
    view["view"]["private_metadata"] = "x" * room
    send("modal", view)
    view["view"]["private_metadata"] += "x"
    code, lines = refusal(send, "modal", view)
    assert code == "view_too_large"
    assert lines == ["[ERROR] must be less than 250001 bytes [json-pointer:/view]"]
