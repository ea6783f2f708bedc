"""Table of blocks and views: properties, lengths, counts, and where each may stand."""

from __future__ import annotations

from bot.sandbox.block_kit.elements import CHOICES, IMAGE, INPUTS, PICKERS, SELECTS
from bot.sandbox.block_kit.objects import BOTH
from bot.sandbox.block_kit.rules import (
    Bool,
    Free,
    Int,
    ListOf,
    Obj,
    Rule,
    Spec,
    Str,
    Surface,
    Text,
    Typed,
    Unsupported,
)

ACTION_ELEMENTS = ("button", *SELECTS, *CHOICES, *PICKERS)
ACCESSORIES = ("image", "button", *SELECTS, *CHOICES, "datepicker", "timepicker")
INPUT_ELEMENTS = (*INPUTS, *SELECTS, "checkboxes", "radio_buttons", *PICKERS)

# guess: that it must not be empty
BLOCK_ID: dict[str, Rule] = {"block_id": Str(255, least=1)}
MESSAGES_ONLY = frozenset({Surface.MESSAGE})

BLOCKS: dict[str, Spec] = {
    "section": Spec(
        BLOCK_ID
        | {
            "text": Text(3000, BOTH),
            "fields": ListOf(Text(2000, BOTH), most=10),
            "accessory": Typed(ACCESSORIES),
            "expand": Bool(),
        },
        any_of=(("text", "fields"),),
    ),
    "header": Spec(BLOCK_ID | {"text": Text(150)}, required=("text",)),
    "divider": Spec(BLOCK_ID),
    "context": Spec(
        BLOCK_ID | {"elements": ListOf(Typed(("image", *BOTH)), most=10)}, required=("elements",)
    ),
    "actions": Spec(
        BLOCK_ID | {"elements": ListOf(Typed(ACTION_ELEMENTS), most=25)}, required=("elements",)
    ),
    "image": Spec(
        BLOCK_ID | IMAGE | {"title": Text(2000)},
        required=("alt_text",),
        one_of=(("image_url", "slack_file"),),
    ),
    "input": Spec(
        BLOCK_ID
        | {
            "label": Text(2000),
            "element": Typed(INPUT_ELEMENTS),
            "dispatch_action": Bool(),
            "hint": Text(2000),
            "optional": Bool(),
        },
        required=("label", "element"),
    ),
    "rich_text": Spec(
        BLOCK_ID
        | {
            "elements": ListOf(
                Typed(
                    (
                        "rich_text_section",
                        "rich_text_list",
                        "rich_text_preformatted",
                        "rich_text_quote",
                    )
                ),
                least=0,
            )
        },
        required=("elements",),
    ),
    "markdown": Spec(
        BLOCK_ID | {"text": Str(12_000, least=1)}, required=("text",), surfaces=MESSAGES_ONLY
    ),
    # guess: in messages alone
    "table": Spec(
        BLOCK_ID
        | {
            "rows": ListOf(
                ListOf(Typed(("raw_text", "raw_number", "rich_text")), most=20), most=100
            ),
            "column_settings": ListOf(Obj("column", nullable=True), least=0, most=20),
        },
        required=("rows",),
        surfaces=MESSAGES_ONLY,
    ),
}

# Slack has these too. They are refused here with a word of the sandbox's own until they are needed.
UNSUPPORTED = frozenset(
    {
        "alert",
        "auth_provider",
        "call",
        "card",
        "carousel",
        "condition",
        "container",
        "context_actions",
        "data_table",
        "data_visualization",
        "feedback_buttons",
        "file",
        "file_input",
        "external_select",
        "icon_button",
        "multi_external_select",
        "plan",
        "task_card",
        "team",
        "url",
        "video",
        "workflow_button",
        "workflow_step",
    }
)

_STYLE: dict[str, Rule] = {"style": Obj("rich text style")}
_INDENT = Int(0, 8)
_RICH_PIECES = ListOf(
    Typed(
        (
            "text",
            "link",
            "user",
            "usergroup",
            "channel",
            "broadcast",
            "emoji",
            "date",
            "color",
        )
    ),
    least=0,
)

RICH_TEXT: dict[str, Spec] = {
    "rich_text_section": Spec({"elements": _RICH_PIECES}, required=("elements",)),
    "rich_text_list": Spec(
        {
            "elements": ListOf(Typed(("rich_text_section",)), least=0),
            "style": Str(choices=("bullet", "ordered")),
            "indent": _INDENT,
            "offset": Int(0),
            "border": Int(0, 1),
        },
        required=("elements", "style"),
    ),
    "rich_text_preformatted": Spec(
        {"elements": _RICH_PIECES, "border": Int(0, 1), "language": Str()}, required=("elements",)
    ),
    "rich_text_quote": Spec(
        {"elements": _RICH_PIECES, "border": Int(0, 1)}, required=("elements",)
    ),
    "text": Spec(_STYLE | {"text": Str(least=1)}, required=("text",)),
    "link": Spec(
        _STYLE | {"url": Str(least=1), "text": Str(), "unsafe": Bool()}, required=("url",)
    ),
    "user": Spec(_STYLE | {"user_id": Str(least=1)}, required=("user_id",)),
    "usergroup": Spec(_STYLE | {"usergroup_id": Str(least=1)}, required=("usergroup_id",)),
    "channel": Spec(_STYLE | {"channel_id": Str(least=1)}, required=("channel_id",)),
    "broadcast": Spec({"range": Str(choices=("here", "channel", "everyone"))}, required=("range",)),
    "emoji": Spec(
        _STYLE | {"name": Str(least=1), "unicode": Str(), "skin_tone": Int()}, required=("name",)
    ),
    "date": Spec(
        _STYLE | {"timestamp": Int(0), "format": Str(least=1), "url": Str(), "fallback": Str()},
        required=("timestamp", "format"),
    ),
    "color": Spec({"value": Str(least=1)}, required=("value",)),
    "raw_text": Spec({"text": Str(least=1)}, required=("text",)),
    "raw_number": Spec({"value": Free(), "text": Str()}, required=("value",)),
}

VIEW_COMMON: dict[str, Rule] = {
    "blocks": ListOf(Free(), least=0, most=100),
    "private_metadata": Str(3000),
    "callback_id": Str(255),
    "external_id": Str(255),
}

VIEWS: dict[str, Spec] = {
    "modal": Spec(
        VIEW_COMMON
        | {
            "title": Text(24),
            "submit": Text(24),
            "close": Text(24),
            "clear_on_close": Bool(),
            "notify_on_close": Bool(),
            "submit_disabled": Unsupported(),  # of a workflow's configuration
        },
        required=("title", "blocks"),
    ),
    "home": Spec(VIEW_COMMON, required=("blocks",)),
}

MESSAGE_BLOCKS = 50
MARKDOWN_TOTAL = 12_000
# guess: both known from use, documented nowhere
TABLE_TEXT = 10_000
TABLES = 1
# guess: seen near this figure, documented nowhere
MESSAGE_TEXT = 13_200
# guess: counted in UTF-8 as the sandbox writes it, with a blank after each comma and colon
VIEW_BYTES = 250_000
