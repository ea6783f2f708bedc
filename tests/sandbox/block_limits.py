"""The limits of blocks and views as rows: where, at least, at most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import block_samples as sample
from block_samples import SURFACES, actions, at, input_block, rich_text

Json = dict[str, Any]
MESSAGE = ("message",)
EVERYWHERE = tuple(SURFACES)
# Block: kind, an example, where it may stand, the way to what is limited, and the limits there.
Block = tuple[str, Json, tuple[str, ...], str, dict[str, tuple[int | None, int | None]]]


@dataclass(frozen=True, slots=True)
class Limit:
    """What stands at `place` of `content` may have a size from `least` to `most`.

    `named` is the place that the refusal names, `code` its error on messages.
    """

    name: str
    surface: str
    content: Json
    place: str
    least: int | None
    most: int | None
    named: str
    code: str = "invalid_blocks"

    @property
    def ident(self) -> str:
        """For people and for the name of a test."""
        return f"{self.surface}: {self.name}"

    @property
    def is_number(self) -> bool:
        """Whether the size is the number itself, and not a length."""
        return isinstance(at(self.content, self.place), int)


_TEXT = (1, 3000)
_CONFIRM = {
    "/confirm/title/text": (1, 100),
    "/confirm/text/text": (1, 300),
    "/confirm/confirm/text": (1, 30),
    "/confirm/deny/text": (1, 30),
}
_OPTION = {
    "/options/0/text/text": (1, 75),
    "/options/0/value": (1, 150),
    "/options/0/description/text": (1, 75),
}
_PLACEHOLDER = {"/placeholder/text": (1, 150)}

BLOCKS: tuple[Block, ...] = (
    ("section", sample.SECTION, EVERYWHERE, "", {"/text/text": _TEXT, "/block_id": (1, 255)}),
    ("section", sample.FIELDS, EVERYWHERE, "", {"/fields": (1, 10), "/fields/0/text": (1, 2000)}),
    ("header", sample.HEADER, EVERYWHERE, "", {"/text/text": (1, 150)}),
    ("context", sample.CONTEXT, EVERYWHERE, "", {"/elements": (1, 10), "/elements/0/text": _TEXT}),
    (
        "image",
        sample.IMAGE | {"title": sample.PLAIN},
        EVERYWHERE,
        "",
        {"/image_url": (None, 3000), "/alt_text": (1, 2000), "/title/text": (1, 2000)},
    ),
    (
        "image_element",
        {"type": "context", "elements": [sample.IMAGE]},
        EVERYWHERE,
        "/elements/0",
        {"/image_url": (None, 3000), "/alt_text": (1, 2000)},
    ),
    (
        "input",
        input_block(sample.TYPING),
        EVERYWHERE,
        "",
        {"/label/text": (1, 2000), "/hint/text": (1, 2000)},
    ),
    ("markdown", sample.MARKDOWN, MESSAGE, "", {"/text": (1, 12_000)}),
    (
        "table",
        sample.TABLE,
        MESSAGE,
        "",
        {
            "/rows": (1, 100),
            "/rows/0": (1, 20),
            "/column_settings": (None, 20),
            "/rows/0/0/text": (1, None),
        },
    ),
    (
        "rich_text_list",
        rich_text(sample.RICH_TEXT_LIST),
        EVERYWHERE,
        "/elements/0",
        {"/indent": (0, 8), "/offset": (0, None), "/border": (0, 1)},
    ),
    (
        "rich_text_quote",
        rich_text(sample.RICH_TEXT_QUOTE),
        EVERYWHERE,
        "/elements/0",
        {"/border": (0, 1)},
    ),
    (
        "rich_text_preformatted",
        rich_text(sample.RICH_TEXT_CODE),
        EVERYWHERE,
        "/elements/0",
        {"/border": (0, 1)},
    ),
)

ACTIONS: dict[str, tuple[Json, dict[str, tuple[int | None, int | None]]]] = {
    "button": (
        sample.LINK,
        {
            "/text/text": (1, 75),
            "/value": (1, 2000),
            "/url": (1, 3000),
            "/accessibility_label": (None, 75),
            "/action_id": (1, 255),
            **_CONFIRM,
        },
    ),
    "static_select": (sample.SELECT, {"/options": (1, 100), **_OPTION, **_PLACEHOLDER}),
    "static_select_by_group": (
        sample.GROUPS,
        {
            "/option_groups": (1, 100),
            "/option_groups/0/label/text": (1, 75),
            "/option_groups/0/options": (1, 100),
        },
    ),
    "multi_static_select": (
        sample.MULTI,
        {"/options": (1, 100), "/max_selected_items": (1, None), **_PLACEHOLDER},
    ),
    "overflow": (sample.OVERFLOW, {"/options": (1, 5), "/options/0/url": (1, 3000), **_OPTION}),
    "checkboxes": (sample.CHECKBOXES, {"/options": (1, 10), **_OPTION}),
    "radio_buttons": (sample.RADIO, {"/options": (1, 10), **_OPTION}),
    "conversations_select": (sample.FILTER, {"/filter/include": (1, None), **_PLACEHOLDER}),
    "datetimepicker": (sample.DATE_TIME, {"/initial_date_time": (10**9, 10**10 - 1)}),
    **{
        kind: (sample.placeholder_of(kind), _PLACEHOLDER)
        for kind in ("users_select", "channels_select", "datepicker", "timepicker")
    },
}

INPUTS: dict[str, tuple[Json, dict[str, tuple[int | None, int | None]]]] = {
    "plain_text_input": (
        sample.TYPING,
        {
            "/min_length": (0, 3000),
            "/max_length": (1, 3000),
            "/initial_value": (None, 3000),
            "/dispatch_action_config/trigger_actions_on": (1, 2),
            **_PLACEHOLDER,
        },
    ),
    "rich_text_input": (
        sample.RICH_TYPING,
        {"/min_lines": (1, 100), "/max_lines": (1, 100), **_PLACEHOLDER},
    ),
    "number_input": (sample.NUMBER, _PLACEHOLDER),
    "email_text_input": (sample.placeholder_of("email_text_input"), _PLACEHOLDER),
    "url_text_input": (sample.placeholder_of("url_text_input"), _PLACEHOLDER),
}

VIEW = {
    "/blocks": (None, 100),
    "/private_metadata": (None, 3000),
    "/callback_id": (None, 255),
    "/external_id": (None, 255),
}
MODAL = {"/title/text": (1, 24), "/submit/text": (1, 24), "/close/text": (1, 24)}


def _in_blocks() -> list[Limit]:
    elements = [
        (kind, actions(element), EVERYWHERE, "/elements/0", sizes)
        for kind, (element, sizes) in ACTIONS.items()
    ]
    inputs = [
        (kind, input_block(element), EVERYWHERE, "/element", sizes)
        for kind, (element, sizes) in INPUTS.items()
    ]
    limits = []
    for kind, block, surfaces, way, sizes in (*BLOCKS, *elements, *inputs):
        for surface in surfaces:
            content = SURFACES[surface](block)
            start = ("/blocks/0" if surface == "message" else "/view/blocks/0") + way
            for path, (least, most) in sizes.items():
                place = start + path
                limits.append(Limit(kind + path, surface, content, place, least, most, place))
    return limits


def _of_action_blocks() -> list[Limit]:
    # Without an action_id: that must not repeat.
    block = actions({"type": "button", "text": sample.PLAIN})
    return [
        Limit("actions/elements", surface, build(block), place, 1, 25, place)
        for surface, build in SURFACES.items()
        for place in [f"{'' if surface == 'message' else '/view'}/blocks/0/elements"]
    ]


def _of_views() -> list[Limit]:
    block = {"type": "divider"}
    return [
        Limit(path, surface, SURFACES[surface](block), f"/view{path}", least, most, f"/view{path}")
        for surface in ("modal", "home")
        for path, (least, most) in {**VIEW, **(MODAL if surface == "modal" else {})}.items()
    ]


def _of_messages() -> list[Limit]:
    half = {"type": "markdown", "text": "x" * 6000}
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}
    rows = {name: sample.TABLE[name] for name in ("type", "rows")}
    whole = (
        ("blocks", {"type": "divider"}, "/blocks", 50),
        ("table_blocks", rows, "/blocks", 1),
        ("table_text", rows, "/blocks/0/rows/0/0/text", 10_000),
    )
    return [
        *(
            Limit(name, "message", sample.message(block), place, None, most, "/blocks")
            for name, block, place, most in whole
        ),
        Limit(
            "markdown_text",
            "message",
            sample.message(sample.MARKDOWN, half),
            "/blocks/0/text",
            None,
            6000,
            "/blocks",
        ),
        Limit(
            "message_text",
            "message",
            sample.message({"type": "section", "text": sample.MRKDWN}, *[long] * 4),
            "/blocks/0/text/text",
            None,
            1200,
            "/blocks",
            code="msg_blocks_too_long",
        ),
    ]


LIMITS = (*_in_blocks(), *_of_action_blocks(), *_of_views(), *_of_messages())
