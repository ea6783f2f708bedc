"""Reading a part of a conversation or of the log."""

from __future__ import annotations

from typing import Any

import pytest
from sandbox_facts import GENERAL, JAMES, LINH
from slack_sdk import WebClient

from bot.sandbox.client import SandboxClient, SandboxRefused
from bot.sandbox.server import SandboxServer

Json = dict[str, Any]


@pytest.fixture
def server(module_server: SandboxServer) -> SandboxServer:
    SandboxClient(module_server.base_url).reset()
    return module_server


def texts(found: list[Json]) -> list[str]:
    return [message["text"] for message in found]


def test_limit_gives_the_newest_and_before_goes_on_from_there(people: SandboxClient) -> None:
    for number in range(5):
        people.say(LINH, f"no {number}", channel=GENERAL)
    newest = people.messages(GENERAL, JAMES, limit=2)
    assert texts(newest) == ["no 3", "no 4"]
    older = people.messages(GENERAL, JAMES, limit=2, before=newest[0]["ts"])
    assert texts(older) == ["no 1", "no 2"]
    assert texts(people.messages(GENERAL, JAMES)) == [f"no {number}" for number in range(5)]


def test_limit_counts_lines_of_the_channel_and_thread_gives_the_rest(
    people: SandboxClient, web: WebClient
) -> None:
    parent = people.say(LINH, "parent", channel=GENERAL)["ts"]
    people.say(JAMES, "reply", channel=GENERAL, thread_ts=parent)
    web.chat_postMessage(channel=GENERAL, text="to all", thread_ts=parent, reply_broadcast=True)
    people.say(LINH, "after", channel=GENERAL)
    shown = people.messages(GENERAL, LINH, limit=3)
    assert texts(shown) == ["parent", "to all", "after"]
    assert shown[0]["reply_count"] == 2
    assert texts(people.messages(GENERAL, LINH, thread=parent)) == ["parent", "reply", "to all"]
    assert texts(people.messages(GENERAL, LINH, thread=parent, limit=1)) == ["to all"]


def test_what_others_alone_may_see_is_not_counted(people: SandboxClient, web: WebClient) -> None:
    people.say(LINH, "for all", channel=GENERAL)
    web.chat_postEphemeral(channel=GENERAL, user=JAMES, text="for James")
    assert texts(people.messages(GENERAL, LINH, limit=1)) == ["for all"]
    assert texts(people.messages(GENERAL, JAMES, limit=1)) == ["for James"]


@pytest.mark.parametrize("part", [{"before": "yesterday"}, {"thread": "1.1"}, {"limit": -1}])
def test_a_window_that_is_none_is_refused(people: SandboxClient, part: Json) -> None:
    with pytest.raises(SandboxRefused, match="invalid_argument"):
        people.messages(GENERAL, LINH, **part)


def test_the_log_can_be_read_from_its_end(people: SandboxClient, web: WebClient) -> None:
    for number in range(3):
        web.chat_postMessage(channel=GENERAL, text=str(number))
    assert [call["args"]["text"] for call in people.log(limit=2)] == ["1", "2"]
