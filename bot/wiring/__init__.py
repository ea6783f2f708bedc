"""The composition root: the only place that builds the parts and puts them together."""

from bot.wiring.parts import (
    NEEDED_SCOPES,
    MissingToken,
    database,
    database_beside,
    gateway,
    system_clock,
    try_socket,
    try_tokens,
    watched,
    without_slack,
)
from bot.wiring.whole import Bot, build, web

__all__ = [
    "NEEDED_SCOPES",
    "Bot",
    "MissingToken",
    "build",
    "database",
    "database_beside",
    "gateway",
    "system_clock",
    "try_socket",
    "try_tokens",
    "watched",
    "web",
    "without_slack",
]
