"""Inputs of forms that show what they are filled with."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.render import limits
from bot.render.blocks import Block, input_block, option
from bot.render.escaping import clip, plain_text

VALUE = "value"
Element = dict[str, Any]
Group = tuple[str, Sequence[Mapping[str, Any]]]


def line(
    initial: str | None, *, placeholder: str = "", longest: int = 150, several: bool = False
) -> Element:
    """A text on one line, or on several."""
    found: Element = {"type": "plain_text_input", "action_id": VALUE, "max_length": longest}
    if placeholder:
        found["placeholder"] = {
            "type": "plain_text",
            "text": plain_text(placeholder, limits.PLACEHOLDER),
            "emoji": True,
        }
    if several:
        found["multiline"] = True
    return found | ({"initial_value": clip(initial, longest)} if initial else {})


def choice(
    options: Sequence[Mapping[str, Any]],
    initial: str | None,
    *,
    action_id: str = VALUE,
    radio: bool = False,
) -> Element:
    """A menu, or radio buttons where there are few options."""
    kind = "radio_buttons" if radio else "static_select"
    shown = list(options[: limits.SELECT_OPTIONS])
    found: Element = {"type": kind, "action_id": action_id, "options": shown}
    chosen = next((one for one in shown if one["value"] == initial), None)
    return found | ({"initial_option": chosen} if chosen else {})


def grouped(groups: Sequence[Group], initial: str | None) -> Element:
    """A menu with headings."""
    found: Element = {"type": "static_select", "action_id": VALUE, "option_groups": _groups(groups)}
    chosen = _chosen(groups, [initial] if initial else [])
    return found | ({"initial_option": chosen[0]} if chosen else {})


def several(options: Sequence[Mapping[str, Any]], initial: Sequence[str]) -> Element:
    """A menu of which any number may be chosen."""
    shown = list(options[: limits.SELECT_OPTIONS])
    found: Element = {"type": "multi_static_select", "action_id": VALUE, "options": shown}
    chosen = [one for one in shown if one["value"] in initial]
    return found | ({"initial_options": chosen} if chosen else {})


def person(initial: str | None) -> Element:
    """Somebody of the workspace."""
    found: Element = {"type": "users_select", "action_id": VALUE}
    return found | ({"initial_user": initial} if initial else {})


def people(initial: Sequence[str]) -> Element:
    """Any number of people."""
    found: Element = {"type": "multi_users_select", "action_id": VALUE}
    return found | ({"initial_users": list(initial)} if initial else {})


def day(initial: str | None) -> Element:
    """A date."""
    found: Element = {"type": "datepicker", "action_id": VALUE}
    return found | ({"initial_date": initial} if initial else {})


def field(
    name: str,
    label: str,
    element: Element,
    *,
    hint: str = "",
    optional: bool = False,
    tells: bool = False,
) -> Block:
    """An input whose block id is the name of its field; `tells` sends what is chosen at once."""
    block = input_block(label, element, block_id=name, hint=hint, optional=optional)
    return block | ({"dispatch_action": True} if tells else {})


def options_of(pairs: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Options of values with their texts."""
    return [option(text, value) for value, text in pairs]


def _groups(groups: Sequence[Group]) -> list[dict[str, Any]]:
    return [
        {
            "label": {
                "type": "plain_text",
                "text": plain_text(title, limits.OPTION_TEXT),
                "emoji": True,
            },
            "options": list(options[: limits.SELECT_OPTIONS]),
        }
        for title, options in groups[: limits.SELECT_OPTIONS]
    ]


def _chosen(groups: Sequence[Group], values: Sequence[str]) -> list[Mapping[str, Any]]:
    return [one for _, options in groups for one in options if one["value"] in values]
