"""How payloads reach the app: one small interface, carried over a WebSocket or over HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.sandbox.model import Json


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one delivery.

    `response` is what the app sent with its acknowledgement, None if nothing. `reason` says in
    Slack's words why it failed, "" if it did not. `final`: the app asked for no further attempt.
    """

    acked: bool
    response: Json | str | None = None
    reason: str = ""
    final: bool = False


class Transport(Protocol):
    """One way to the app."""

    @property
    def name(self) -> str:
        """`socket` or `http`, as the log shows it."""

    async def deliver(
        self, kind: str, payload: Json, *, attempt: int = 0, reason: str = ""
    ) -> Outcome:
        """Try once. `kind` is `events_api`, `slash_commands` or `interactive`.

        `attempt` counts from 0; `reason` is why the attempt before it failed.
        """
