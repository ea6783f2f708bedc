"""On demand (OKRBOT_WATCH_LOGS=1): nothing that somebody writes in a test is ever logged."""

import io
import logging
import os
from collections.abc import Iterator
from typing import Any

import pytest

from bot import logs
from bot.sandbox.client import SandboxClient

IS_WANTED = os.environ.get("OKRBOT_WATCH_LOGS") == "1"
#: Shorter words stand in our own log lines, too.
SHORTEST = 8


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and len(value.strip()) >= SHORTEST:
        yield value.strip()
    if isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)


@pytest.fixture(autouse=IS_WANTED)
def watched_logs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keeps what people write and send in, and looks for it in everything logged at DEBUG."""
    written: set[str] = set()
    post = SandboxClient._post

    def posting(client: SandboxClient, path: str, /, **facts: Any) -> Any:
        if path in ("say", "command"):
            text = str(facts["text"])
            written.update(_texts(text.partition(" ")[2] if path == "command" else text))
        if path == "submit":
            written.update(_texts(facts["values"]))
        return post(client, path, **facts)

    monkeypatch.setattr(SandboxClient, "_post", posting)
    stream = io.StringIO()
    logs.configure(level="DEBUG", stream=stream)
    yield
    told = stream.getvalue()
    logs.configure(level="ERROR")
    logging.getLogger().setLevel("ERROR")
    assert [text for text in written if text in told] == []
