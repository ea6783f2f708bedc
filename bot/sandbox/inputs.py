"""What Slack's client checks in a modal before it sends the submission."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from bot.sandbox.elements import VALUE_KEYS
from bot.sandbox.model import Json

REQUIRED = "Please complete this required field."


def input_errors(blocks: list[Json], state: Json) -> dict[str, str]:
    """Messages by block_id for inputs that the client would not send.

    The wording is the sandbox's own; Slack's differs by language.
    """
    errors: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        entry = state.get(block["block_id"], {}).get(element["action_id"], {})
        value = entry.get(VALUE_KEYS.get(element["type"], ""))
        problem = None
        if value in (None, "", []):
            problem = None if block.get("optional") else REQUIRED
        elif isinstance(value, str):
            problem = _text_problem(element, value)
        if problem:
            errors[block["block_id"]] = problem
    return errors


def _text_problem(element: Json, value: str) -> str | None:
    kind = element["type"]
    if kind == "number_input":
        return _number_problem(element, value)
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        return "Enter an email address."
    if kind == "url_text_input" and not re.fullmatch(r"https?://\S+", value):
        return "Enter a web address."
    if len(value) < element.get("min_length", 0):
        return f"Enter at least {element['min_length']} characters."
    if kind == "plain_text_input" and len(value) > element.get("max_length", 3000):
        return f"Enter at most {element.get('max_length', 3000)} characters."
    return None


def _number_problem(element: Json, value: str) -> str | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return "Enter a number."
    if not number.is_finite():
        return "Enter a number."
    if not element["is_decimal_allowed"] and number != number.to_integral_value():
        return "Enter a whole number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        return f"Enter a number of at least {element['min_value']}."
    if "max_value" in element and number > Decimal(element["max_value"]):
        return f"Enter a number of at most {element['max_value']}."
    return None
