"""Arguments of control calls, refused with a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.sandbox.errors import ControlError
from bot.sandbox.model import Json


def need(body: Json, name: str) -> str:
    """A text that must be there. Raises ControlError missing_argument."""
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise ControlError("missing_argument", f"Give {name!r} as a text.")
    return value


def only(body: Json, names: Iterable[str]) -> None:
    """Raises ControlError unknown_argument if there is anything else in the body."""
    unknown = sorted(set(body) - set(names))
    if unknown:
        known = ", ".join(sorted(names))
        raise ControlError("unknown_argument", f"Unknown: {', '.join(unknown)}. Known: {known}.")


def number(query: Json, name: str) -> int:
    """A whole number of at least 0; 0 if absent. Raises ControlError invalid_argument."""
    value = str(query.get(name, "0"))
    if not value.isdecimal():
        raise ControlError("invalid_argument", f"{name} must be a whole number.")
    return int(value)


def instant(value: Any) -> datetime:
    """An ISO 8601 instant with its offset from UTC. Raises ControlError invalid_argument."""
    detail = "Give an instant with its offset, for example 2026-11-23T09:00:00+07:00."
    try:
        parsed = datetime.fromisoformat(str(value))
    except ValueError as broken:
        raise ControlError("invalid_argument", detail) from broken
    if parsed.tzinfo is None:
        raise ControlError("invalid_argument", detail)
    return parsed


def seconds(value: Any) -> float:
    """A span in seconds. Raises ControlError invalid_argument."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ControlError("invalid_argument", "by must be a number of seconds.")
    return float(value)


def nested(body: Json, name: str) -> Json:
    """Values by block_id and action_id, {} if absent. Raises ControlError invalid_argument."""
    value = body.get(name) or {}
    if not isinstance(value, dict) or not all(isinstance(one, dict) for one in value.values()):
        raise ControlError(
            "invalid_argument", f"{name} must be {{block_id: {{action_id: value}}}}."
        )
    return value


def texts(body: Json, name: str) -> list[str]:
    """A list of texts, [] if absent. Raises ControlError invalid_argument."""
    value = body.get(name) or []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ControlError("invalid_argument", f"{name} must be a list of texts.")
    return value
