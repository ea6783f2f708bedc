"""The composition root: the only place that builds the parts and puts them together.

What a command needs beside the bot is here; `whole` and `replicas` load all of the bot.
"""

from bot.wiring.beside import (
    WrongKeys,
    check_keys,
    database_beside,
    keyring,
    rotated,
    without_slack,
)
from bot.wiring.clients import (
    NEEDED_SCOPES,
    MissingToken,
    gateway,
    system_clock,
    try_socket,
    try_tokens,
)

__all__ = [
    "NEEDED_SCOPES",
    "MissingToken",
    "WrongKeys",
    "check_keys",
    "database_beside",
    "gateway",
    "keyring",
    "rotated",
    "system_clock",
    "try_socket",
    "try_tokens",
    "without_slack",
]
