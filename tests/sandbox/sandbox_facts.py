"""The seed's people and places, and patience for what happens on other threads."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.sandbox.seed import BOT_SCOPES, Seed

LINH, JAMES, MAI = "U0LINH00001", "U0JAMES0001", "U0MAI000001"
BOT = "U0OKRBOT000"
GENERAL = "C0GENERAL00"
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

SEED = Seed(
    bot_scopes=(*BOT_SCOPES, "channels:history", "groups:history", "reactions:write", "team:read")
)

Connect = Callable[[App], SocketModeHandler]
Trigger = Callable[..., str]


def eventually(check: Callable[[], Any], *, seconds: float = 200.0) -> Any:
    """The first truthy result of `check`, which asks a server; a busy machine may take a while."""
    limit = time.monotonic() + seconds
    while True:
        result = check()
        if result:
            return result
        assert time.monotonic() < limit, "it did not happen in time"
        time.sleep(0.02)
