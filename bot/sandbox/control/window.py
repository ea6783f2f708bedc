"""Parts of a conversation, so that a page need not read thousands of messages at once."""

from __future__ import annotations

import re

from bot.sandbox.control.arguments import number
from bot.sandbox.errors import ControlError
from bot.sandbox.model import Json, Message

TIMESTAMP = re.compile(r"\d{1,10}\.\d{6}")


def window(messages: list[Message], query: Json) -> tuple[list[Message], bool]:
    """The messages that a query asks for, oldest first, and whether there are older ones.

    `thread` asks for one thread with its parent. `limit` asks for that many of the newest; without
    `thread` replies are left out then, as a channel shows them only in their threads. `before`
    leaves out that ts and all after it. Raises ControlError invalid_argument.
    """
    limit, before, thread = number(query, "limit"), _ts(query, "before"), _ts(query, "thread")
    if thread:
        messages = [one for one in messages if thread in (one.ts, one.thread_ts)]
    elif limit:
        messages = [one for one in messages if not _is_reply(one)]
    if before:
        messages = [one for one in messages if _moment(one.ts) < _moment(before)]
    shown = messages[-limit:] if limit else messages
    return shown, len(shown) < len(messages)


def newest(entries: list[Json], query: Json) -> list[Json]:
    """The last `limit` entries of a record; all without one."""
    limit = number(query, "limit")
    return entries[-limit:] if limit else entries


def _is_reply(message: Message) -> bool:
    return message.thread_ts not in (None, message.ts) and not message.broadcast


def _moment(ts: str) -> tuple[int, str]:
    whole, _, micros = ts.partition(".")
    return int(whole), micros


def _ts(query: Json, name: str) -> str | None:
    value = query.get(name)
    if value is not None and not TIMESTAMP.fullmatch(value):
        raise ControlError("invalid_argument", f"{name} must be the ts of a message.")
    return value
