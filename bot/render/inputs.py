"""Elements of modals that hold something already: choices, days, texts to go on with."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.render import limits
from bot.render.blocks import menu, text_input
from bot.render.escaping import plain_text


def chosen(
    placeholder: str,
    options: Sequence[Mapping[str, Any]],
    *,
    action_id: str,
    value: str | None = None,
) -> dict[str, Any]:
    """A menu in which the option of this value is chosen, if it is there."""
    found = menu(placeholder, options, action_id=action_id)
    initial = next((one for one in found["options"] if one["value"] == value), None)
    return found | ({"initial_option": initial} if initial else {})


def day(placeholder: str, *, action_id: str, on: str | None = None) -> dict[str, Any]:
    """A calendar to choose a day from; `on` is an ISO date."""
    found: dict[str, Any] = {
        "type": "datepicker",
        "action_id": action_id,
        "placeholder": {
            "type": "plain_text",
            "text": plain_text(placeholder, limits.PLACEHOLDER),
            "emoji": True,
        },
    }
    return found | ({"initial_date": date.fromisoformat(on).isoformat()} if on else {})


def text(
    placeholder: str,
    *,
    action_id: str,
    value: str | None = None,
    longest: int = limits.INPUT_LENGTH,
    multiline: bool = False,
) -> dict[str, Any]:
    """A field for a text that may be there already."""
    found = text_input(action_id=action_id, placeholder=placeholder)
    found |= {"max_length": longest, "multiline": multiline}
    kept = (value or "")[:longest]
    return found | ({"initial_value": kept} if kept.strip() else {})
