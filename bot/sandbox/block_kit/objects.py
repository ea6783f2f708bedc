"""Table of composition objects: options, confirmations, filters …"""

from __future__ import annotations

from bot.sandbox.block_kit.rules import Bool, ListOf, Obj, Spec, Str, Text

BOTH = ("plain_text", "mrkdwn")
OPTION_VALUE = Str(150, least=1)

OBJECTS: dict[str, Spec] = {
    "option": Spec(
        {
            "text": Text(75, BOTH),
            "value": OPTION_VALUE,
            "description": Text(75, BOTH),
        },
        required=("text", "value"),
    ),
    # In selects texts are plain.
    "select option": Spec(
        {"text": Text(75), "value": OPTION_VALUE, "description": Text(75)},
        required=("text", "value"),
    ),
    "overflow option": Spec(
        {
            "text": Text(75),
            "value": OPTION_VALUE,
            "description": Text(75),
            "url": Str(3000, least=1),
        },
        required=("text", "value"),
    ),
    "option group": Spec(
        {"label": Text(75), "options": ListOf(Obj("select option"), most=100)},
        required=("label", "options"),
    ),
    "confirm": Spec(
        {
            "title": Text(100),
            "text": Text(300, BOTH),
            "confirm": Text(30),
            "deny": Text(30),
            "style": Str(choices=("primary", "danger")),
        },
        required=("title", "text", "confirm", "deny"),
    ),
    "conversation filter": Spec(
        {
            "include": ListOf(Str(choices=("im", "mpim", "private", "public"))),
            "exclude_external_shared_channels": Bool(),
            "exclude_bot_users": Bool(),
        },
        any_of=(("include", "exclude_external_shared_channels", "exclude_bot_users"),),
    ),
    "dispatch action": Spec(
        {
            "trigger_actions_on": ListOf(
                Str(choices=("on_enter_pressed", "on_character_entered")), most=2
            )
        },
        required=("trigger_actions_on",),
    ),
    # guess: the lengths
    "slack file": Spec(
        {"id": Str(255, least=1), "url": Str(3000, least=1)}, one_of=(("id", "url"),)
    ),
    "rich text style": Spec(
        {name: Bool() for name in ("bold", "italic", "strike", "code", "underline", "highlight")}
    ),
    "column": Spec({"align": Str(choices=("left", "center", "right")), "is_wrapped": Bool()}),
}

# Lengths of texts depend on where they stand, see the rule `Text`.
TEXTS: dict[str, Spec] = {
    "plain_text": Spec({"text": Str(), "emoji": Bool()}, required=("text",)),
    "mrkdwn": Spec({"text": Str(), "verbatim": Bool()}, required=("text",)),
}
