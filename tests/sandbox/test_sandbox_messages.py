"""Messages through the Web API: posting, changing, threads, history."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sandbox_facts import BOT, GENERAL, JAMES, LINH, MONDAY
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.client import SandboxClient
from bot.sandbox.clock import Clock
from bot.sandbox.server import SandboxServer

BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "*hello*"}}]
METADATA = {"event_type": "okr_message", "event_payload": {"id": "m1"}}


@pytest.fixture
def server(module_server: SandboxServer) -> SandboxServer:
    SandboxClient(module_server.base_url).reset()
    return module_server


def error(call: Any, /, **args: Any) -> str:
    with pytest.raises(SlackApiError) as raised:
        call(**args)
    return str(raised.value.response["error"])


def test_timestamps_are_unique_and_grow_even_when_the_clock_stands() -> None:
    with SandboxServer(clock=Clock(MONDAY, running=False)) as server:
        web = WebClient(token="xoxb-sandbox", base_url=server.api_url)
        stamps = [web.chat_postMessage(channel=LINH, text=str(n))["ts"] for n in range(50)]
    assert stamps == sorted(set(stamps))
    assert all(re.fullmatch(r"1795\d{6}\.\d{6}", stamp) for stamp in stamps)


def test_posting_to_a_person_opens_the_direct_messages(
    web: WebClient, people: SandboxClient
) -> None:
    answer = web.chat_postMessage(channel=LINH, text="Hello")
    assert answer["channel"] == web.conversations_open(users=LINH)["channel"]["id"]
    assert answer["message"]["bot_id"] == "B0OKRBOT000"
    assert [message["text"] for message in people.dm(LINH)] == ["Hello"]
    assert people.dm(JAMES) == []


def test_posting_by_the_name_of_a_channel(web: WebClient) -> None:
    assert web.chat_postMessage(channel="#general", text="x")["channel"] == GENERAL


def test_blocks_get_ids_and_defaults_as_in_slack(web: WebClient) -> None:
    stored = web.chat_postMessage(channel=LINH, text="x", blocks=BLOCKS)["message"]["blocks"][0]
    assert stored["block_id"]
    assert stored["text"] == {"type": "mrkdwn", "text": "*hello*", "verbatim": False}
    assert "block_id" not in BLOCKS[0]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": "U0NOBODY", "text": "x"}, "channel_not_found"),
        ({"channel": "nowhere", "text": "x"}, "channel_not_found"),
        ({"channel": BOT, "text": "x"}, "cannot_dm_bot"),
        ({"channel": LINH, "text": "x", "blocks": "nonsense"}, "invalid_blocks_format"),
        ({"channel": LINH, "text": "x", "blocks": [{"type": "header"}]}, "invalid_blocks"),
        ({"channel": LINH, "text": "x", "as_user": True}, "as_user_not_supported"),
        ({"channel": LINH, "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"channel": LINH, "text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"channel": LINH, "text": "x", "metadata": {"id": 1}}, "invalid_metadata_format"),
        ({"channel": LINH, "text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
    ],
)
def test_message_is_refused(web: WebClient, args: dict[str, Any], expected: str) -> None:
    assert error(web.chat_postMessage, **args) == expected


@pytest.mark.parametrize("text", ["", "  "])
def test_message_without_any_content_is_refused(web: WebClient, text: str) -> None:
    # By api_call, as the SDK's own method warns about the missing text.
    args = {"api_method": "chat.postMessage", "json": {"channel": LINH, "text": text}}
    assert error(web.api_call, **args) == "no_text"


def test_bot_posts_only_where_it_is_a_member(web: WebClient, people: SandboxClient) -> None:
    outside = people.add_channel("outside", members=[LINH], bot_member=False)["id"]
    assert error(web.chat_postMessage, channel=outside, text="x") == "not_in_channel"
    assert error(web.conversations_history, channel=outside) == "not_in_channel"


def test_archived_channel_takes_no_message(server: SandboxServer, web: WebClient) -> None:
    channel = server.workspace.add_channel("old", members=[LINH], is_archived=True)
    assert error(web.chat_postMessage, channel=channel.id, text="x") == "is_archived"


def test_long_text_is_cut_when_posted_and_refused_when_updated(web: WebClient) -> None:
    posted = web.chat_postMessage(channel=LINH, text="x" * 40_001)
    assert len(posted["message"]["text"]) == 40_000
    place = {"channel": posted["channel"], "ts": posted["ts"]}
    assert error(web.chat_update, **place, text="x" * 40_001) == "msg_too_long"


def test_metadata_comes_back_only_when_asked_for(web: WebClient) -> None:
    posted = web.chat_postMessage(channel=LINH, text="x", metadata=METADATA)
    channel = posted["channel"]
    assert "metadata" not in web.conversations_history(channel=channel)["messages"][0]
    found = web.conversations_history(channel=channel, include_all_metadata=True)["messages"][0]
    assert found["metadata"] == METADATA


def test_update_keeps_what_it_does_not_name(web: WebClient) -> None:
    posted = web.chat_postMessage(channel=LINH, text="a", blocks=BLOCKS, metadata=METADATA)
    place = {"channel": posted["channel"], "ts": posted["ts"]}
    changed = web.chat_update(**place, text="b")["message"]
    assert changed["text"] == "b"
    assert changed["blocks"][0]["text"]["text"] == "*hello*"
    assert changed["metadata"] == METADATA
    assert changed["edited"]
    emptied = web.chat_update(**place, text="b", blocks=[], metadata={})["message"]
    assert "blocks" not in emptied
    assert "metadata" not in emptied


def test_only_own_messages_are_updated_and_deleted(web: WebClient, people: SandboxClient) -> None:
    said = people.say(LINH, "mine")
    place = {"channel": said["channel"], "ts": said["ts"]}
    assert error(web.chat_update, **place, text="x") == "cant_update_message"
    assert error(web.chat_delete, **place) == "cant_delete_message"
    own = web.chat_postMessage(channel=LINH, text="x")
    web.chat_delete(channel=own["channel"], ts=own["ts"])
    assert [message["text"] for message in people.dm(LINH)] == ["mine"]
    gone = {"channel": own["channel"], "ts": own["ts"]}
    assert error(web.chat_update, **gone, text="x") == "message_not_found"


def test_ephemeral_message_is_seen_by_one_and_is_in_no_history(
    web: WebClient, people: SandboxClient
) -> None:
    sent = web.chat_postEphemeral(channel=GENERAL, user=LINH, text="psst")
    assert people.messages(GENERAL, LINH)[0]["ephemeral"]
    assert people.messages(GENERAL, JAMES) == []
    assert web.conversations_history(channel=GENERAL)["messages"] == []
    place = {"channel": GENERAL, "ts": sent["message_ts"]}
    assert error(web.chat_update, **place, text="x") == "message_not_found"


def test_ephemeral_message_needs_a_member(web: WebClient, people: SandboxClient) -> None:
    channel = people.add_channel("small", members=[LINH])["id"]
    args = {"channel": channel, "user": JAMES, "text": "x"}
    assert error(web.chat_postEphemeral, **args) == "user_not_in_channel"


def test_thread_is_read_with_its_parent_and_kept_out_of_the_channel(
    web: WebClient, people: SandboxClient
) -> None:
    parent = web.chat_postMessage(channel=GENERAL, text="parent")["ts"]
    people.say(LINH, "first", channel=GENERAL, thread_ts=parent)
    web.chat_postMessage(channel=GENERAL, text="second", thread_ts=parent)
    loud = {"text": "third", "thread_ts": parent, "reply_broadcast": True}
    web.chat_postMessage(channel=GENERAL, **loud)
    thread = web.conversations_replies(channel=GENERAL, ts=parent)["messages"]
    assert [message["text"] for message in thread] == ["parent", "first", "second", "third"]
    assert thread[0]["reply_count"] == 3
    assert thread[0]["reply_users"] == [LINH, BOT]
    assert thread[1]["parent_user_id"] == BOT
    history = web.conversations_history(channel=GENERAL)["messages"]
    assert [message["text"] for message in history] == ["third", "parent"]
    assert history[0]["subtype"] == "thread_broadcast"
    reply = thread[1]["ts"]
    args = {"channel": GENERAL, "text": "x", "thread_ts": reply}
    assert error(web.chat_postMessage, **args) == "cannot_reply_to_message"
    assert error(web.conversations_replies, channel=GENERAL, ts="1.1") == "thread_not_found"


def test_history_within_bounds(web: WebClient) -> None:
    stamps = [web.chat_postMessage(channel=GENERAL, text=str(n))["ts"] for n in range(4)]

    def texts(**bounds: Any) -> list[str]:
        found = web.conversations_history(channel=GENERAL, **bounds)["messages"]
        return [message["text"] for message in found]

    assert texts(oldest=stamps[1]) == ["3", "2"]
    assert texts(oldest=stamps[1], inclusive=True) == ["3", "2", "1"]
    assert texts(latest=stamps[2]) == ["1", "0"]
    assert texts(oldest=stamps[1], latest=stamps[3]) == ["2"]
    assert texts(limit=1) == ["3"]
    bad = {"channel": GENERAL, "oldest": "yesterday"}
    assert error(web.conversations_history, **bad) == "invalid_ts_oldest"


def test_permalink(web: WebClient) -> None:
    ts = web.chat_postMessage(channel=GENERAL, text="x")["ts"]
    link = web.chat_getPermalink(channel=GENERAL, message_ts=ts)["permalink"]
    assert link == f"https://minh-long.slack.com/archives/{GENERAL}/p{ts.replace('.', '')}"


def test_reaction_is_added_once(web: WebClient, people: SandboxClient) -> None:
    ts = people.say(LINH, "done", channel=GENERAL)["ts"]
    args = {"channel": GENERAL, "timestamp": ts, "name": "tada"}
    web.reactions_add(**args)
    assert people.messages(GENERAL, LINH)[0]["reactions"] == [
        {"name": "tada", "users": [BOT], "count": 1}
    ]
    assert error(web.reactions_add, **args) == "already_reacted"
    assert error(web.reactions_add, **(args | {"name": "not a name"})) == "invalid_name"
