"""The messages of every conversation, in the order of their unique timestamps."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from threading import Lock

from bot.sandbox.clock import Clock
from bot.sandbox.model import Message

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def moment(message: Message) -> Decimal:
    """When it was posted, for comparing: a ts as an app gives it may have fewer digits."""
    return Decimal(message.ts)


class Messages:
    """Stores messages by channel and ts. Only the server's loop may change it.

    Timestamps may be taken from any thread.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._by_channel: dict[str, dict[str, Message]] = {}
        # What is read page by page is kept in order, so that a page costs the same wherever it is.
        self._history: dict[str, list[Message]] = {}
        self._replies: dict[tuple[str, str], list[Message]] = {}
        self._last = 0
        self._lock = Lock()

    def clear(self) -> None:
        """Forget all messages. No timestamp is given out twice even so."""
        self._by_channel.clear()
        self._history.clear()
        self._replies.clear()

    def next_ts(self) -> str:
        """A timestamp `seconds.micros` of now, above every one given out before."""
        now = (self._clock.now() - EPOCH) // MICROSECOND
        with self._lock:
            self._last = last = max(self._last + 1, now)
        return f"{last // 1_000_000}.{last % 1_000_000:06d}"

    def add(self, message: Message) -> Message:
        """Keep a message under its ts."""
        self._by_channel.setdefault(message.channel, {})[message.ts] = message
        for shelf in self._shelves(message):
            insort(shelf, message, key=moment)
        return message

    def _shelves(self, message: Message) -> list[list[Message]]:
        """The lists that a message stands in. Ephemeral ones stand in none."""
        if message.ephemeral_to is not None:
            return []
        shelves = []
        reply = message.thread_ts is not None and message.thread_ts != message.ts
        if message.broadcast or not reply:
            shelves.append(self._history.setdefault(message.channel, []))
        if reply:
            thread = (message.channel, message.thread_ts or "")
            shelves.append(self._replies.setdefault(thread, []))
        return shelves

    def get(self, channel: str, ts: str) -> Message | None:
        """The message, ephemeral ones included."""
        return self._by_channel.get(channel, {}).get(ts)

    def remove(self, message: Message) -> None:
        """Forget a message; its replies stay."""
        # guess: Slack puts a placeholder where a thread's parent was
        del self._by_channel[message.channel][message.ts]
        for shelf in self._shelves(message):
            del shelf[bisect_left(shelf, moment(message), key=moment)]

    def replies(self, channel: str, thread_ts: str) -> Sequence[Message]:
        """Replies in a thread without its parent, oldest first, ephemeral ones left out."""
        return self._replies.get((channel, thread_ts), ())

    def history(self, channel: str) -> Sequence[Message]:
        """The channel's own messages, oldest first: no ephemeral ones, replies only if broadcast.

        Like `replies` it is no copy and grows with the channel.
        """
        return self._history.get(channel, ())

    def visible(self, channel: str, reader: str) -> list[Message]:
        """All that `reader` may see, replies and own ephemeral messages too, oldest first."""
        found = list(self._by_channel.get(channel, {}).values())
        return [m for m in found if m.ephemeral_to in (None, reader)]
