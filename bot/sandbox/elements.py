"""Interactive elements inside blocks: finding them, and the state that they hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.sandbox.errors import ControlError
from bot.sandbox.model import Json

# Where an element keeps what was chosen, in actions and in state.values alike.
VALUE_KEYS = {
    "channels_select": "selected_channel",
    "checkboxes": "selected_options",
    "conversations_select": "selected_conversation",
    "datepicker": "selected_date",
    "datetimepicker": "selected_date_time",
    "email_text_input": "value",
    "multi_channels_select": "selected_channels",
    "multi_conversations_select": "selected_conversations",
    "multi_static_select": "selected_options",
    "multi_users_select": "selected_users",
    "number_input": "value",
    "overflow": "selected_option",
    "plain_text_input": "value",
    "radio_buttons": "selected_option",
    "static_select": "selected_option",
    "timepicker": "selected_time",
    "url_text_input": "value",
    "users_select": "selected_user",
}
STATELESS = frozenset({"button", "overflow", "image"})


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each interactive element with its block, in reading order."""
    for block in blocks:
        inner = [block.get("accessory"), block.get("element")]
        if block["type"] == "actions":
            inner += block["elements"]
        for element in inner:
            if element is not None and element["type"] != "image":
                yield block, element


def find_element(blocks: list[Json], action_id: str, block_id: str | None) -> tuple[Json, Json]:
    """The block and element with an action_id; without `block_id` the first one.

    Raises ControlError no_such_element.
    """
    for block, element in elements(blocks):
        if element.get("action_id") == action_id and block_id in (None, block["block_id"]):
            return block, element
    known = ", ".join(str(element.get("action_id")) for _, element in elements(blocks)) or "none"
    raise ControlError("no_such_element", f"There is no {action_id!r} here; there is: {known}.")


def held(element: Json, chosen: Any) -> Json:
    """The entry of an element in state.values for a plain value (text, option value, date …).

    Raises ControlError no_such_option, not_typable.
    """
    kind = element["type"]
    key = VALUE_KEYS.get(kind)
    if key is None:
        raise ControlError("not_typable", f"A {kind} takes no value here.")
    if key == "selected_option" and chosen is not None:
        chosen = _option(element, chosen)
    elif key == "selected_options":
        chosen = [_option(element, one) for one in chosen or ()]
    elif key == "value" and chosen is not None:
        chosen = str(chosen) or None
    elif key.endswith("s") and chosen is None:
        chosen = []
    return {"type": kind, key: chosen}


def _option(element: Json, chosen: Any) -> Json:
    wanted = chosen.get("value") if isinstance(chosen, dict) else chosen
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    for group in groups:
        for option in group["options"]:
            if option.get("value") == wanted:
                return dict(option)
    raise ControlError("no_such_option", f"{element.get('action_id')!r} has no option {wanted!r}.")


def initial(element: Json) -> Json:
    """The entry of an element nobody has touched."""
    key = VALUE_KEYS[element["type"]]
    name = "initial_value" if key == "value" else key.replace("selected_", "initial_")
    found = element.get(name)
    if found is None and key.endswith("s"):
        found = []
    return {"type": element["type"], key: found}


def current_state(blocks: list[Json], typed: dict[str, dict[str, Json]]) -> Json:
    """state.values: what was typed or chosen, else what the elements start with."""
    state: Json = {}
    for block, element in elements(blocks):
        if element["type"] in STATELESS or element["type"] not in VALUE_KEYS:
            continue
        entry = typed.get(block["block_id"], {}).get(element["action_id"])
        if entry is None or entry["type"] != element["type"]:
            entry = initial(element)
        state.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return state


def action(block: Json, element: Json, chosen: Any, *, ts: str) -> tuple[Json, Json | None]:
    """An entry of `actions`, and the state entry to remember if the element has state."""
    kind = element["type"]
    entry: Json = {"type": kind, "action_id": element["action_id"], "block_id": block["block_id"]}
    if kind == "button":
        entry |= {key: element[key] for key in ("text", "value", "style") if key in element}
        return entry | {"action_ts": ts}, None
    state = held(element, chosen)
    entry |= state | {"action_ts": ts}
    if "placeholder" in element:
        entry["placeholder"] = element["placeholder"]
    return entry, None if kind in STATELESS else state
