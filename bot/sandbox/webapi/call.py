"""One Web API call with typed access to its arguments."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from bot.sandbox.errors import ApiError, invalid_arguments
from bot.sandbox.model import Json, Token
from bot.sandbox.webapi.methods import Method

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Call:
    """A call that passed the general checks: token, scopes, names of arguments.

    `warnings` are told with the answer, be it good or bad.
    """

    method: Method
    args: Json
    token: Token | None
    warnings: list[str] = field(default_factory=list)

    def text(self, name: str, default: str = "") -> str:
        """A string argument."""
        value = self.args.get(name, default)
        if not isinstance(value, str):
            raise invalid_arguments(f"must be a string [json-pointer:/{name}]")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """A boolean argument as any of Slack's spellings."""
        value = self.args.get(name, default)
        spelled = {"true": True, "1": True, "false": False, "0": False, "": False}
        known = spelled.get(str(value).casefold())
        if known is None:
            raise invalid_arguments(f"must be a boolean [json-pointer:/{name}]")
        return known

    def limit(self, *, default: int, maximum: int) -> int:
        """The page size. Raises ApiError invalid_limit."""
        # guess: some methods cut an excessive limit down instead
        value = self.args.get("limit", default)
        try:
            number = int(value)
        except (TypeError, ValueError) as broken:
            raise ApiError("invalid_limit") from broken
        if not 0 <= number <= maximum:
            raise ApiError("invalid_limit")
        return number or default

    def structure(self, name: str, error: ApiError) -> Any:
        """A JSON argument, given as JSON or as a string of JSON; None if absent.

        Raises `error` if it is neither.
        """
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as broken:
            raise error from broken

    def timestamp(self, name: str) -> Decimal | None:
        """A message timestamp, or None. Raises ApiError invalid_ts_<name>."""
        value = self.args.get(name)
        if value is None:
            return None
        try:
            number = Decimal(str(value))
        except InvalidOperation as broken:
            raise ApiError(f"invalid_ts_{name}") from broken
        if not number.is_finite():
            raise ApiError(f"invalid_ts_{name}")
        return number

    def page(
        self, items: Sequence[Item], *, key: Callable[[Item], str], default: int, maximum: int
    ) -> tuple[list[Item], str]:
        """The page that `cursor` and `limit` name, and the next cursor ("" at the end).

        A cursor holds the key of the page's first item, so what is added meanwhile does not
        shift the pages.
        """
        limit = self.limit(default=default, maximum=maximum)
        start = self._start([key(item) for item in items])
        following = start + limit
        cursor = cursor_for(key(items[following])) if following < len(items) else ""
        return list(items[start:following]), cursor

    def resumed_at(self) -> str | None:
        """The key in the cursor, None without one. Raises ApiError invalid_cursor."""
        cursor = self.text("cursor")
        if not cursor:
            return None
        try:
            word, _, key = urlsafe_b64decode(cursor.encode()).decode().partition(":")
        except ValueError as broken:
            raise ApiError("invalid_cursor") from broken
        if word != "next":
            raise ApiError("invalid_cursor")
        return key

    def _start(self, keys: list[str]) -> int:
        key = self.resumed_at()
        if key is None:
            return 0
        try:
            return keys.index(key)
        except ValueError as broken:
            raise ApiError("invalid_cursor") from broken


def cursor_for(key: str) -> str:
    """The cursor of a page that begins with the item of this key."""
    return urlsafe_b64encode(f"next:{key}".encode()).decode()
