"""A message, a modal and a home tab with every block and element that the page draws."""

from __future__ import annotations

from typing import Any

from page_app import CONFIRM, button, plain

Json = dict[str, Any]


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def options(*labels: str) -> list[Json]:
    return [{"text": plain(label), "value": label.lower()} for label in labels]


def rich(*pieces: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(pieces)}


def word(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text} | ({"style": style} if style else {})


def elements(user: str, channel: str) -> list[Json]:
    """One of each element that may stand in an actions block."""
    groups = [
        {"label": plain("Now"), "options": options("Today", "Tomorrow")},
        {"label": plain("Later"), "options": options("Next week")},
    ]
    most = [
        button("plain", "Plain"),
        button("primary", "Primary", style="primary"),
        button("danger", "Danger", style="danger", confirm=CONFIRM),
        {"type": "static_select", "placeholder": plain("One"), "option_groups": groups},
        {"type": "users_select", "placeholder": plain("A person"), "initial_user": user},
        {"type": "channels_select", "placeholder": plain("A channel")},
        {"type": "conversations_select", "placeholder": plain("A conversation")},
        {
            "type": "multi_static_select",
            "placeholder": plain("Several"),
            "options": options("Red", "Green", "Blue"),
            "max_selected_items": 2,
        },
        {"type": "multi_users_select", "placeholder": plain("People"), "initial_users": [user]},
        {"type": "multi_channels_select", "initial_channels": [channel]},
        {"type": "datepicker", "initial_date": "2026-11-23"},
        {"type": "timepicker", "initial_time": "09:30"},
        {"type": "datetimepicker", "initial_date_time": 1795399200},
        {"type": "overflow", "options": options("Mute", "Archive")},
        {"type": "checkboxes", "options": [*options("Bold"), described("Italic")]},
        {"type": "radio_buttons", "options": options("Yes", "No"), "initial_option": yes()},
    ]
    return [{"action_id": f"element-{place}"} | one for place, one in enumerate(most)]


def described(label: str) -> Json:
    return {**options(label)[0], "description": plain("leans to the right")}


def yes() -> Json:
    return options("Yes")[0]


def rich_text(user: str, channel: str) -> Json:
    listed = {"type": "rich_text_list", "style": "ordered", "elements": [rich(word("first"))]}
    inner = {"type": "rich_text_list", "style": "bullet", "indent": 1}
    date = {"type": "date", "timestamp": 1795399200, "format": "{date_num} {time}", "fallback": "?"}
    return {
        "type": "rich_text",
        "elements": [
            rich(
                word("Rich "), word("bold", bold=True), word(" and "), word("struck", strike=True)
            ),
            rich({"type": "user", "user_id": user}, word(" in "), channel_piece(channel)),
            rich({"type": "emoji", "name": "tada"}, word(" on "), date),
            rich({"type": "color", "value": "#36a64f"}),
            listed,
            inner | {"elements": [rich(word("nested"))]},
            {"type": "rich_text_quote", "elements": [word("quoted")]},
            {"type": "rich_text_preformatted", "elements": [word("x = 1")]},
        ],
    }


def channel_piece(channel: str) -> Json:
    return {"type": "channel", "channel_id": channel}


TABLE: Json = {
    "type": "table",
    "column_settings": [{"is_wrapped": True}, {"align": "right"}],
    "rows": [
        [{"type": "raw_text", "text": "Goal"}, {"type": "raw_text", "text": "Value"}],
        [
            {"type": "rich_text", "elements": [rich(word("Traffic", bold=True))]},
            {"type": "raw_number", "value": 41.5},
        ],
    ],
}
MARKDOWN = """# Title
**bold**, *italic*, ~~gone~~, `code` and [a link](https://a.example)

- one
- two

> quoted

| Goal | Value |
|------|-------|
| KPI  | 12    |
"""


def message(user: str, channel: str, picture: str) -> list[Json]:
    """Blocks of a message; `picture` is the address of an image."""
    image = {"type": "image", "image_url": picture, "alt_text": "A green square"}
    return [
        {"type": "header", "text": plain("Everything :tada:")},
        {"type": "section", "text": mrkdwn("*Bold* _italic_ ~gone~ `code` &amp; <@" + user + ">")},
        {"type": "section", "fields": [mrkdwn(f"*Field {n}*\nvalue {n}") for n in range(4)]},
        {"type": "section", "text": plain("With an image"), "accessory": image},
        {
            "type": "section",
            "text": mrkdwn("With a button"),
            "accessory": button("accessory", "Open"),
        },
        {"type": "divider"},
        {"type": "context", "elements": [image, mrkdwn("Small _print_ :lock:")]},
        {**image, "title": plain("A picture")},
        rich_text(user, channel),
        {"type": "markdown", "text": MARKDOWN},
        TABLE,
        {"type": "actions", "block_id": "all", "elements": elements(user, channel)},
    ]


def inputs(user: str, channel: str) -> list[Json]:
    """One input block of each kind."""
    typed: list[Json] = [
        {"type": "plain_text_input", "placeholder": plain("A line")},
        {"type": "plain_text_input", "multiline": True},
        {"type": "number_input", "is_decimal_allowed": False, "min_value": "3"},
        {"type": "email_text_input"},
        {"type": "url_text_input"},
    ]
    chosen = [one for one in elements(user, channel) if one["type"] not in ("button", "overflow")]
    return [
        {
            "type": "input",
            "block_id": f"input-{place}",
            "label": plain(f"{element['type'].replace('_', ' ').capitalize()} {place}"),
            "hint": plain("A hint"),
            "optional": place > 2,
            "element": {**element, "action_id": "a"},
        }
        for place, element in enumerate([*typed, *chosen])
    ]


def modal(user: str, channel: str) -> Json:
    return {
        "type": "modal",
        "callback_id": "everything",
        "title": plain("Everything"),
        "submit": plain("Save"),
        "blocks": inputs(user, channel),
    }
