"""One sound example of each block and element, to be made larger at one place."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]

# One code point that takes four bytes in UTF-8 and two units in UTF-16.
LETTER = "😀"

PLAIN: Json = {"type": "plain_text", "text": LETTER}
MRKDWN: Json = {"type": "mrkdwn", "text": LETTER}
ID: Json = {"action_id": "a"}
OPTION: Json = {"text": PLAIN, "value": "v", "description": PLAIN}
GROUP: Json = {"label": PLAIN, "options": [OPTION]}
CONFIRM: Json = {"title": PLAIN, "text": PLAIN, "confirm": PLAIN, "deny": PLAIN}
DISPATCH: Json = {"trigger_actions_on": ["on_enter_pressed"]}
SECTION: Json = {"type": "section", "block_id": "b", "text": MRKDWN}
FIELDS: Json = {"type": "section", "fields": [MRKDWN]}
HEADER: Json = {"type": "header", "text": PLAIN}
CONTEXT: Json = {"type": "context", "elements": [MRKDWN]}
IMAGE: Json = {"type": "image", "image_url": "https://a.example/b.png", "alt_text": "b"}
MARKDOWN: Json = {"type": "markdown", "text": LETTER}
TABLE: Json = {
    "type": "table",
    "rows": [[{"type": "raw_text", "text": LETTER}]],
    "column_settings": [{"align": "left"}],
}
_RICH_TEXT_PIECE: Json = {"type": "text", "text": LETTER}
_RICH_TEXT_LINE: Json = {"type": "rich_text_section", "elements": [_RICH_TEXT_PIECE]}
RICH_TEXT_LIST: Json = {
    "type": "rich_text_list",
    "style": "bullet",
    "elements": [_RICH_TEXT_LINE],
    "indent": 0,
    "offset": 0,
    "border": 0,
}
RICH_TEXT_QUOTE: Json = {"type": "rich_text_quote", "elements": [_RICH_TEXT_PIECE], "border": 0}
RICH_TEXT_CODE: Json = RICH_TEXT_QUOTE | {"type": "rich_text_preformatted"}

BUTTON: Json = {"type": "button", "text": PLAIN, "value": "v", "confirm": CONFIRM, **ID}
LINK: Json = BUTTON | {"url": "https://a.example/", "accessibility_label": "l"}
SELECT: Json = {"type": "static_select", "placeholder": PLAIN, "options": [OPTION], **ID}
GROUPS: Json = {"type": "static_select", "option_groups": [GROUP], **ID}
MULTI: Json = SELECT | {"type": "multi_static_select", "max_selected_items": 1}
OVERFLOW: Json = {"type": "overflow", "options": [OPTION | {"url": "https://a.example/"}], **ID}
CHECKBOXES: Json = {"type": "checkboxes", "options": [OPTION], **ID}
RADIO: Json = {"type": "radio_buttons", "options": [OPTION], **ID}
FILTER: Json = {
    "type": "conversations_select",
    "filter": {"include": ["im"]},
    "placeholder": PLAIN,
    **ID,
}
TYPING: Json = {
    "type": "plain_text_input",
    "placeholder": PLAIN,
    "min_length": 0,
    "max_length": 3000,
    "initial_value": LETTER,
    "dispatch_action_config": DISPATCH,
    **ID,
}
RICH_TYPING: Json = {
    "type": "rich_text_input",
    "placeholder": PLAIN,
    "min_lines": 1,
    "max_lines": 100,
    **ID,
}
DATE_TIME: Json = {"type": "datetimepicker", "initial_date_time": 1_800_000_000, **ID}
NUMBER: Json = {
    "type": "number_input",
    "is_decimal_allowed": False,
    "placeholder": PLAIN,
    "initial_value": "1",
    "min_value": "0",
    "max_value": "2",
    **ID,
}


def placeholder_of(kind: str) -> Json:
    """An element that has little more than its placeholder."""
    return {"type": kind, "placeholder": PLAIN, **ID}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def rich_text(element: Json) -> Json:
    return {"type": "rich_text", "elements": [element]}


def input_block(element: Json) -> Json:
    return {"type": "input", "label": PLAIN, "hint": PLAIN, "element": element}


def message(*blocks: Json) -> Json:
    return {"blocks": list(blocks)}


def modal(*blocks: Json) -> Json:
    texts = dict.fromkeys(("title", "submit", "close"), PLAIN)
    names = dict.fromkeys(("private_metadata", "callback_id", "external_id"), "")
    return {"view": {"type": "modal", "blocks": list(blocks), **texts, **names}}


def home(*blocks: Json) -> Json:
    names = dict.fromkeys(("private_metadata", "callback_id", "external_id"), "")
    return {"view": {"type": "home", "blocks": list(blocks), **names}}


SURFACES = {"message": message, "modal": modal, "home": home}


def at(content: Json, place: str) -> Any:
    """What stands at a JSON pointer."""
    found: Any = content
    for step in place.split("/")[1:]:
        found = found[int(step)] if isinstance(found, list) else found[step]
    return found


def grown(content: Json, place: str, size: int) -> Json:
    """A copy with what stands at a JSON pointer brought to a size.

    Texts are filled up with letters, lists with their first item; a number takes the size itself.
    """
    content = json.loads(json.dumps(content))  # a copy in which no two places share an object
    way, _, last = place.rpartition("/")
    holder, value = at(content, way), at(content, place)
    key: Any = int(last) if isinstance(holder, list) else last
    if isinstance(value, str):
        holder[key] = (value + LETTER * size)[:size]
    elif isinstance(value, list):
        holder[key] = (value + value[:1] * size)[:size]
    else:
        holder[key] = size
    return content
