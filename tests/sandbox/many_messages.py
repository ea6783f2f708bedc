"""What it costs to post many messages through the Web API and to read them back by cursor."""

from __future__ import annotations

import gc
import json
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from typing import Any

from bot.sandbox.seed import APP, BOT_SCOPES, Seed
from bot.sandbox.server import SandboxServer

Json = dict[str, Any]

#: No events: what is delivered to nobody is tried again, and would be measured too.
SEED = Seed(
    app=replace(APP, events=frozenset()),
    bot_scopes=(*BOT_SCOPES, "channels:history"),
)
READINGS = 3
"""The best of so many counts: a busy machine only ever makes one slower."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What each message cost when there were `count`: processor seconds, bytes.

    `posting` and `size` look at the messages since the step before.
    """

    count: int
    posting: float
    reading: float
    size: float


class Poster:
    """Calls the Web API over one connection, and no more than that."""

    def __init__(self, server: SandboxServer) -> None:
        self.connection = HTTPConnection(server.base_url.removeprefix("http://"))
        self._channel = server.hello()["channel"]
        self._headers = {
            "authorization": f"Bearer {server.hello()['bot_token']}",
            "content-type": "application/json",
        }

    def begin(self) -> None:
        """Connect anew with the next call: the server gives up a connection that idles for 5 s."""
        self.connection.close()

    def post(self, text: str) -> Json:
        return self._call("chat.postMessage", text=text)

    def pages(self, **more: Any) -> Iterator[list[Json]]:
        """Every page of the history, each by the cursor of the one before."""
        cursor: str | None = ""
        while cursor is not None:
            answer = self._call("conversations.history", cursor=cursor, **more)
            yield answer["messages"]
            cursor = answer.get("response_metadata", {}).get("next_cursor")

    def _call(self, method: str, **arguments: Any) -> Json:
        body = json.dumps({"channel": self._channel, **arguments})
        self.connection.request("POST", f"/api/{method}", body, self._headers)
        answer: Json = json.loads(self.connection.getresponse().read())
        assert answer["ok"], answer
        return answer


def costs(counts: Sequence[int], *, page: int, memory: bool = False) -> list[Cost]:
    """The costs at each of the counts. Looking at memory makes everything slower."""
    found = []
    with SandboxServer(seed=SEED) as server:
        poster = Poster(server)
        if memory:
            tracemalloc.start()
        with closing(poster.connection):
            before = 0
            for count in counts:
                found.append(_step(poster, before, count, page))
                before = count
        if memory:
            tracemalloc.stop()
    return found


def _step(poster: Poster, before: int, count: int, page: int) -> Cost:
    size, start = _bytes(), time.process_time()
    poster.begin()
    for number in range(before, count):
        poster.post(f"message {number}")
    posting = time.process_time() - start
    size = _bytes() - size
    times = 1 if tracemalloc.is_tracing() else READINGS
    reading = min(_reading(poster, count, page) for _ in range(times))
    new = count - before
    return Cost(count, posting / new, reading / count, size / new)


def _reading(poster: Poster, count: int, page: int) -> float:
    poster.begin()
    start = time.process_time()
    texts = [message["text"] for found in poster.pages(limit=page) for message in found]
    seconds = time.process_time() - start
    assert texts == [f"message {number}" for number in reversed(range(count))]
    return seconds


def _bytes() -> int:
    if not tracemalloc.is_tracing():
        return 0
    gc.collect()
    return tracemalloc.get_traced_memory()[0]
