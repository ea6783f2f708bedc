"""The body of a request: how long it may be, and numbers that keep every digit."""

import json
import math
from decimal import Decimal
from typing import Any

from starlette.requests import ClientDisconnect, Request

MOST_BYTES = 256 * 1024


class TooLarge(Exception):
    """More than MOST_BYTES."""


class NotJson(Exception):
    """The text says why."""


async def raw(request: Request) -> bytes:
    """All of the body. Raises TooLarge as soon as it is, NotJson when it breaks off."""
    said = request.headers.get("content-length", "")
    if said.isdigit() and (len(said) > 12 or int(said) > MOST_BYTES):
        raise TooLarge
    found = bytearray()
    try:
        async for chunk in request.stream():
            found += chunk
            if len(found) > MOST_BYTES:
                raise TooLarge
    except ClientDisconnect as error:
        raise NotJson("the body broke off") from error
    return bytes(found)


def parsed(content: bytes) -> Any:
    """The JSON value; every number is a Decimal. Raises NotJson."""
    try:
        return json.loads(
            content.decode("utf-8"),
            parse_float=_number,
            parse_int=_number,
            parse_constant=_no_number,
            object_pairs_hook=_members,
        )
    except UnicodeDecodeError as error:
        raise NotJson("the body is not UTF-8") from error
    except RecursionError as error:
        raise NotJson("the body is nested too deeply") from error
    except ValueError as error:
        raise NotJson(str(error)) from error


def _number(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except ArithmeticError as error:
        raise ValueError(f"{text[:40]} is not a number that can be kept") from error
    if not math.isfinite(value):
        raise ValueError(f"{text[:40]} is not a finite number")
    return value


def _no_number(name: str) -> Decimal:
    raise ValueError(f"{name} is not a number")


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name occurs twice in one object")
    return found
