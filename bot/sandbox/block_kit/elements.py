"""Table of interactive elements and of images inside blocks."""

from __future__ import annotations

from bot.sandbox.block_kit.rules import (
    Bool,
    Int,
    ListOf,
    Obj,
    Rule,
    Spec,
    Str,
    Text,
    Typed,
    Unsupported,
)

ACTION_ID: dict[str, Rule] = {"action_id": Str(255, least=1)}
CONFIRM: dict[str, Rule] = {"confirm": Obj("confirm")}
FOCUS: dict[str, Rule] = {"focus_on_load": Bool()}
PLACEHOLDER: dict[str, Rule] = {"placeholder": Text(150)}
DISPATCH: dict[str, Rule] = {"dispatch_action_config": Obj("dispatch action")}
SELECT: dict[str, Rule] = ACTION_ID | CONFIRM | FOCUS | PLACEHOLDER
MULTI: dict[str, Rule] = SELECT | {"max_selected_items": Int(least=1)}
RESPONSE_URL: dict[str, Rule] = {"response_url_enabled": Bool()}
ID = Str(255, least=1)  # guess: how long an id may be
# guess: which spellings of a number pass
NUMBER = Str(pattern=r"-?\d+(\.\d+)?")

OPTIONS: dict[str, Rule] = {
    "options": ListOf(Obj("select option"), most=100),
    "option_groups": ListOf(Obj("option group"), most=100),
}
ONE_SOURCE = (("options", "option_groups"),)
CONVERSATIONS: dict[str, Rule] = {
    "default_to_current_conversation": Bool(),
    "filter": Obj("conversation filter"),
}

IMAGE: dict[str, Rule] = {
    "image_url": Str(3000, least=1, pattern=r"https?://\S+"),
    "slack_file": Obj("slack file"),
    "alt_text": Str(2000, least=1),  # guess: that it must not be empty
}

BUTTON = Spec(
    ACTION_ID
    | CONFIRM
    | {
        "text": Text(75),
        "value": Str(2000, least=1),
        "url": Str(3000, least=1),
        "style": Str(choices=("primary", "danger")),
        "accessibility_label": Str(75),
        "agent_prompt": Unsupported(),
        "agent_prompt_display": Unsupported(),
        "visible_to_user_ids": Unsupported(),
    },
    required=("text",),
)

SELECTS: dict[str, Spec] = {
    "static_select": Spec(
        SELECT | OPTIONS | {"initial_option": Obj("select option")}, one_of=ONE_SOURCE
    ),
    "multi_static_select": Spec(
        MULTI | OPTIONS | {"initial_options": ListOf(Obj("select option"), most=100)},
        one_of=ONE_SOURCE,
    ),
    "users_select": Spec(SELECT | {"initial_user": ID}),
    "multi_users_select": Spec(MULTI | {"initial_users": ListOf(ID)}),
    "channels_select": Spec(SELECT | RESPONSE_URL | {"initial_channel": ID}),
    "multi_channels_select": Spec(MULTI | {"initial_channels": ListOf(ID)}),
    "conversations_select": Spec(
        SELECT | RESPONSE_URL | CONVERSATIONS | {"initial_conversation": ID}
    ),
    "multi_conversations_select": Spec(
        MULTI | CONVERSATIONS | {"initial_conversations": ListOf(ID)}
    ),
}

CHOICES: dict[str, Spec] = {
    "overflow": Spec(
        ACTION_ID | CONFIRM | {"options": ListOf(Obj("overflow option"), most=5)},
        required=("options",),
    ),
    "checkboxes": Spec(
        ACTION_ID
        | CONFIRM
        | FOCUS
        | {
            "options": ListOf(Obj("option"), most=10),
            "initial_options": ListOf(Obj("option"), most=10),
        },
        required=("options",),
    ),
    "radio_buttons": Spec(
        ACTION_ID
        | CONFIRM
        | FOCUS
        | {"options": ListOf(Obj("option"), most=10), "initial_option": Obj("option")},
        required=("options",),
    ),
}

DATE = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"

PICKERS: dict[str, Spec] = {
    "datepicker": Spec(SELECT | {"initial_date": Str(pattern=DATE)}),
    "timepicker": Spec(
        SELECT
        | {
            "initial_time": Str(pattern=r"([01]\d|2[0-3]):[0-5]\d"),
            "timezone": Str(255, least=1),  # guess: the length
        }
    ),
    "datetimepicker": Spec(
        # Documented as ten digits.
        ACTION_ID | CONFIRM | FOCUS | {"initial_date_time": Int(10**9, 10**10 - 1)}
    ),
}

INPUTS: dict[str, Spec] = {
    "plain_text_input": Spec(
        ACTION_ID
        | FOCUS
        | PLACEHOLDER
        | DISPATCH
        | {
            "initial_value": Str(3000),  # guess: as much as a person may type
            "multiline": Bool(),
            "min_length": Int(0, 3000),
            "max_length": Int(1, 3000),
        }
    ),
    "number_input": Spec(
        ACTION_ID
        | FOCUS
        | PLACEHOLDER
        | DISPATCH
        | {
            "is_decimal_allowed": Bool(),
            "initial_value": NUMBER,
            "min_value": NUMBER,
            "max_value": NUMBER,
        },
        required=("is_decimal_allowed",),
    ),
    "email_text_input": Spec(ACTION_ID | FOCUS | PLACEHOLDER | DISPATCH | {"initial_value": Str()}),
    "url_text_input": Spec(ACTION_ID | FOCUS | PLACEHOLDER | DISPATCH | {"initial_value": Str()}),
    "rich_text_input": Spec(
        ACTION_ID
        | FOCUS
        | PLACEHOLDER
        | DISPATCH
        | {
            "initial_value": Typed(("rich_text",)),
            "min_lines": Int(1, 100),
            "max_lines": Int(1, 100),
        }
    ),
}

# Bounds that must not cross: what stands earlier must not be above what stands later.
ASCENDING: dict[str, tuple[str, ...]] = {
    "plain_text_input": ("min_length", "max_length"),
    "number_input": ("min_value", "initial_value", "max_value"),
    "rich_text_input": ("min_lines", "max_lines"),
}

ELEMENTS: dict[str, Spec] = (
    {"button": BUTTON, "image": Spec(IMAGE, ("alt_text",), (("image_url", "slack_file"),))}
    | SELECTS
    | CHOICES
    | PICKERS
    | INPUTS
)
