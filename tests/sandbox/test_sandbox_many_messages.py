"""Histories and threads page by page, and what many messages cost."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest
from many_messages import costs
from sandbox_facts import GENERAL, LINH
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.client import SandboxClient

BUSY = 1.8
"""How much dearer each of many messages may be than each of few: noise, and no more."""


def test_memory_grows_with_the_number_of_messages() -> None:
    _, few, many = costs((50, 150, 500), page=100, memory=True)
    assert 0 < many.size < few.size * BUSY


def read(call: Any, **arguments: Any) -> list[str]:
    """The ts of all pages."""
    found, cursor = [], ""
    while True:
        answer = call(channel=GENERAL, cursor=cursor, **arguments)
        assert len(answer["messages"]) <= arguments["limit"]
        found += [message["ts"] for message in answer["messages"]]
        cursor = answer.get("response_metadata", {}).get("next_cursor", "")
        assert answer["has_more"] is bool(cursor)
        if not cursor:
            return found


def bounds(given: list[str], chance: random.Random) -> dict[str, Any]:
    """Any of oldest, latest and inclusive; with or without a message at that very moment."""
    some: dict[str, Any] = {"limit": chance.randint(1, len(given) + 1)}
    for name in ("oldest", "latest"):
        if chance.random() < 0.6:
            some[name] = str(Decimal(chance.choice(given)) + chance.choice((0, Decimal("1e-7"))))
    if chance.random() < 0.5:
        some["inclusive"] = True
    return some


def within(given: list[str], some: dict[str, Any]) -> list[str]:
    """The slow way to the same."""
    oldest, latest = Decimal(some.get("oldest", 0)), Decimal(some.get("latest", "Infinity"))
    if some.get("inclusive"):
        return [ts for ts in given if oldest <= Decimal(ts) <= latest]
    return [ts for ts in given if oldest < Decimal(ts) < latest]


def test_pages_of_history_and_thread_hold_each_message_once(web: WebClient) -> None:
    posted = [web.chat_postMessage(channel=GENERAL, text=str(n))["ts"] for n in range(7)]
    parent = posted[3]
    replies = [
        web.chat_postMessage(channel=GENERAL, text=f"r{n}", thread_ts=parent)["ts"]
        for n in range(6)
    ]
    chance = random.Random(7)
    for _ in range(40):
        some = bounds([*posted, *replies], chance)
        assert read(web.conversations_history, **some) == within(posted, some)[::-1], some
        thread = read(web.conversations_replies, ts=parent, **some)
        assert thread == [parent, *within(replies, some)], some


def test_reading_goes_on_when_the_next_message_is_deleted(web: WebClient) -> None:
    posted = [web.chat_postMessage(channel=GENERAL, text=str(n))["ts"] for n in range(4)]
    first = web.conversations_history(channel=GENERAL, limit=1)
    web.chat_delete(channel=GENERAL, ts=posted[2])
    cursor = first["response_metadata"]["next_cursor"]
    rest = web.conversations_history(channel=GENERAL, cursor=cursor)["messages"]
    assert [message["text"] for message in rest] == ["1", "0"]


def test_deleted_reply_is_in_no_thread_and_no_history(web: WebClient) -> None:
    parent = web.chat_postMessage(channel=GENERAL, text="parent")["ts"]
    place = {"channel": GENERAL, "thread_ts": parent, "reply_broadcast": True}
    replies = [web.chat_postMessage(text=str(n), **place)["ts"] for n in range(3)]
    web.chat_delete(channel=GENERAL, ts=replies[1])
    assert read(web.conversations_replies, ts=parent, limit=9) == [parent, replies[0], replies[2]]
    assert read(web.conversations_history, limit=9) == [replies[2], replies[0], parent]


@pytest.mark.parametrize("cursor", ["nonsense", "bmV4dDpVMQ==", "b3RoZXI6MS4wMDAwMDA="])
def test_cursor_of_something_else_is_refused(
    web: WebClient, people: SandboxClient, cursor: str
) -> None:
    channel = people.say(LINH, "hello")["channel"]
    with pytest.raises(SlackApiError, match="invalid_cursor"):
        web.conversations_history(channel=channel, cursor=cursor)


def test_log_is_read_from_any_number(web: WebClient, people: SandboxClient) -> None:
    for _ in range(5):
        web.api_test()
    assert [entry["n"] for entry in people.log()] == [1, 2, 3, 4, 5]
    assert [entry["n"] for entry in people.log(3)] == [4, 5]
    assert people.log(5) == people.log(9) == []
