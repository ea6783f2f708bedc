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
from bot.wiring.reach import WrongKeys, check_keys, keyring, rotated
from bot.wiring.whole import Bot, build, web

__all__ = [
    "NEEDED_SCOPES",
    "Bot",
    "MissingToken",
    "WrongKeys",
    "build",
    "check_keys",
    "database",
    "database_beside",
    "gateway",
    "keyring",
    "rotated",
    "system_clock",
    "try_socket",
    "try_tokens",
    "watched",
    "web",
    "without_slack",
]
