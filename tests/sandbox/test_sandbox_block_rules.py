"""Rules of blocks and views that are not a size: types, properties, ids, what goes together."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.block_kit.surfaces import check_message_blocks, check_view_body
from bot.sandbox.errors import ApiError

Json = dict[str, Any]
PLAIN = {"type": "plain_text", "text": "x"}
MRKDWN = {"type": "mrkdwn", "text": "x"}
SECTION: Json = {"type": "section", "text": MRKDWN}
BUTTON: Json = {"type": "button", "text": PLAIN}
INPUT: Json = {"type": "input", "label": PLAIN, "element": {"type": "plain_text_input"}}
OPTION: Json = {"text": PLAIN, "value": "a"}
GROUP: Json = {"label": PLAIN, "options": [OPTION]}
NUMBER: Json = {"type": "number_input", "is_decimal_allowed": True}
RICH_TEXT: Json = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": []}],
}
TABLE: Json = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}
HOME: Json = {"type": "home", "blocks": [SECTION]}
MODAL: Json = {"type": "modal", "title": PLAIN, "blocks": [SECTION]}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


ACCEPTED_BLOCKS = (
    [{"type": "divider"}],
    [SECTION | {"accessory": BUTTON | {"style": "danger", "value": "1"}}],
    [{"type": "section", "fields": [PLAIN, MRKDWN]}],
    [{"type": "context", "elements": [MRKDWN, PLAIN]}],
    [actions(BUTTON, {"type": "datepicker", "initial_date": "2026-11-23"})],
    [actions({"type": "timepicker", "initial_time": "09:30"})],
    [actions({"type": "static_select", "options": [OPTION], "initial_option": OPTION})],
    [actions({"type": "multi_users_select", "initial_users": ["U1"], "max_selected_items": 2})],
    [INPUT],
    [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}],
    [SECTION | {"block_id": "a"}, SECTION | {"block_id": "b"}],
    [INPUT | {"element": NUMBER | {"min_value": "-1.5", "initial_value": "0", "max_value": "10"}}],
    [INPUT | {"element": {"type": "rich_text_input", "initial_value": RICH_TEXT}}],
    [TABLE | {"column_settings": [None, {"align": "right", "is_wrapped": True}]}],
)


@pytest.mark.parametrize("blocks", ACCEPTED_BLOCKS)
def test_sound_blocks_pass(blocks: list[Json]) -> None:
    check_message_blocks(blocks)


REFUSED_BLOCKS = (
    ([{"text": PLAIN}], "missing required field: type [json-pointer:/blocks/0]"),
    ([{"type": "sections"}], "unsupported type: sections [json-pointer:/blocks/0/type]"),
    ([{"type": ["section"]}], "unsupported type: ['section'] [json-pointer:/blocks/0/type]"),
    ([{"type": "section"}], "must define at least one of `text`, `fields`"),
    ([SECTION | {"colour": "red"}], "invalid additional property: colour [json-pointer:/blocks/0]"),
    ([SECTION | {"text": "x"}], "must provide an object [json-pointer:/blocks/0/text]"),
    ([{"type": "header", "text": MRKDWN}], "unsupported type: mrkdwn"),
    ([{"type": "header"}], "missing required field: text [json-pointer:/blocks/0]"),
    ([{"type": "context", "elements": [BUTTON]}], "unsupported type: button"),
    ([actions(BUTTON | {"style": "default"})], "must be one of `primary`, `danger`"),
    ([actions(BUTTON | {"text": MRKDWN})], "unsupported type: mrkdwn"),
    ([actions(BUTTON | {"confirm": {"title": PLAIN}})], "missing required field: deny"),
    ([actions({"type": "plain_text_input"})], "unsupported type: plain_text_input"),
    ([actions({"type": "static_select"})], "exactly one of `options`, `option_groups`"),
    (
        [actions({"type": "static_select", "options": [OPTION], "option_groups": [GROUP]})],
        "exactly one of `options`, `option_groups`",
    ),
    (
        [
            actions(
                {
                    "type": "static_select",
                    "options": [OPTION],
                    "initial_option": OPTION | {"value": "b"},
                }
            )
        ],
        "initial option must match one of the options",
    ),
    ([actions({"type": "datepicker", "initial_date": "23.11.2026"})], "has an invalid format"),
    ([actions({"type": "datepicker", "initial_date": "2026-13-01"})], "has an invalid format"),
    ([actions({"type": "timepicker", "initial_time": "24:00"})], "has an invalid format"),
    (
        [INPUT | {"element": NUMBER | {"min_value": "ten"}}],
        "has an invalid format [json-pointer:/blocks/0/element/min_value]",
    ),
    (
        [INPUT | {"element": NUMBER | {"min_value": "10", "max_value": "9"}}],
        "`min_value` must not be above `max_value` [json-pointer:/blocks/0/element]",
    ),
    (
        [INPUT | {"element": NUMBER | {"initial_value": "3", "max_value": "2"}}],
        "`initial_value` must not be above `max_value`",
    ),
    (
        [INPUT | {"element": {"type": "rich_text_input", "min_lines": 3, "max_lines": 2}}],
        "`min_lines` must not be above `max_lines`",
    ),
    (
        [INPUT | {"element": {"type": "rich_text_input", "initial_value": SECTION}}],
        "unsupported type: section",
    ),
    ([SECTION | {"accessory": {"type": "plain_text_input"}}], "unsupported type: plain_text_input"),
    ([TABLE | {"column_settings": [{"align": "top"}]}], "must be one of `left`, `center`, `right`"),
    (
        [SECTION | {"block_id": "a"}, SECTION | {"block_id": "a"}],
        '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]',
    ),
    (
        [actions(BUTTON | {"action_id": "a"}, BUTTON | {"action_id": "a"})],
        '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ),
    (["text"], "must provide an object [json-pointer:/blocks/0]"),
    ([{"type": "image", "alt_text": "x"}], "exactly one of `image_url`, `slack_file`"),
    ([{"type": "image", "image_url": "file:///x", "alt_text": "x"}], "has an invalid format"),
)


@pytest.mark.parametrize(("blocks", "expected"), REFUSED_BLOCKS)
def test_unsound_blocks_are_refused_with_the_reason(blocks: list[Json], expected: str) -> None:
    with pytest.raises(ApiError, match=r"^invalid_blocks$") as refused:
        check_message_blocks(blocks)
    lines = refused.value.extra["response_metadata"]["messages"]
    assert any(expected in line for line in lines), lines


def test_same_action_id_in_two_blocks_passes() -> None:
    check_message_blocks([actions(BUTTON | {"action_id": "a"})] * 2)


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(ApiError) as refused:
        check_message_blocks([{"type": "header"}, {"type": "section"}])
    assert len(refused.value.extra["response_metadata"]["messages"]) == 2


@pytest.mark.parametrize(
    ("blocks", "named"),
    [
        ([{"type": "video"}], "video at /blocks/0"),
        ([{"type": "file"}], "file at /blocks/0"),
        ([{"type": "context_actions"}], "context_actions at /blocks/0"),
        ([actions({"type": "workflow_button"})], "workflow_button at /blocks/0/elements/0"),
        ([SECTION | {"accessory": {"type": "external_select"}}], "external_select at /blocks/0"),
        ([INPUT | {"element": {"type": "file_input"}}], "file_input at /blocks/0/element"),
        (
            [actions(BUTTON | {"visible_to_user_ids": ["U1"]})],
            "visible_to_user_ids at /blocks/0/elements/0/visible_to_user_ids",
        ),
    ],
)
def test_what_slack_knows_and_the_sandbox_does_not_is_refused(
    blocks: list[Json], named: str
) -> None:
    with pytest.raises(ApiError, match="sandbox_not_implemented") as refused:
        check_message_blocks(blocks)
    assert refused.value.status == 501
    assert refused.value.extra["detail"].startswith(named)


@pytest.mark.parametrize(
    ("view", "named"),
    [
        ({"type": "workflow_step", "blocks": []}, "workflow_step at /view"),
        (MODAL | {"submit_disabled": False}, "submit_disabled at /view/submit_disabled"),
    ],
)
def test_parts_of_workflows_are_refused(view: Json, named: str) -> None:
    with pytest.raises(ApiError, match="sandbox_not_implemented") as refused:
        check_view_body(view)
    assert refused.value.extra["detail"] == named


@pytest.mark.parametrize("view", [HOME, MODAL, MODAL | {"submit": PLAIN, "blocks": [INPUT]}])
def test_sound_views_pass(view: Json) -> None:
    check_view_body(view)


REFUSED_VIEWS = (
    ({"blocks": []}, "missing required field: type [json-pointer:/view]"),
    ({"type": "dialog", "blocks": []}, "unsupported type: dialog [json-pointer:/view/type]"),
    ({"type": "modal", "blocks": []}, "missing required field: title [json-pointer:/view]"),
    ({"type": "modal", "title": PLAIN}, "missing required field: blocks [json-pointer:/view]"),
    (
        MODAL | {"blocks": [SECTION, INPUT]},
        "to use an `input` block in modals [json-pointer:/view/blocks/1/input]",
    ),
    (MODAL | {"title": MRKDWN}, "unsupported type: mrkdwn [json-pointer:/view/title/type]"),
    (HOME | {"title": PLAIN}, "invalid additional property: title [json-pointer:/view]"),
    (MODAL | {"notify_on_close": "yes"}, "must be a boolean [json-pointer:/view/notify_on_close]"),
    (
        HOME | {"blocks": [{"type": "markdown", "text": "x"}]},
        "unsupported type: markdown [json-pointer:/view/blocks/0/type]",
    ),
    (
        MODAL | {"blocks": [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}]},
        "unsupported type: table [json-pointer:/view/blocks/0/type]",
    ),
    (
        MODAL
        | {
            "submit": PLAIN,
            "blocks": [
                INPUT | {"element": {"type": "plain_text_input", "focus_on_load": True}},
                INPUT | {"element": {"type": "plain_text_input", "focus_on_load": True}},
            ],
        },
        "only one element can have `focus_on_load`",
    ),
    (
        MODAL
        | {
            "submit": PLAIN,
            "blocks": [
                INPUT | {"element": {"type": "plain_text_input", "min_length": 3, "max_length": 2}}
            ],
        },
        "`min_length` must not be above `max_length`",
    ),
    (
        MODAL | {"submit": PLAIN, "blocks": [INPUT | {"element": {"type": "number_input"}}]},
        "missing required field: is_decimal_allowed",
    ),
    (
        MODAL | {"submit": PLAIN, "blocks": [INPUT | {"element": BUTTON}]},
        "unsupported type: button",
    ),
)


@pytest.mark.parametrize(("view", "expected"), REFUSED_VIEWS)
def test_unsound_views_are_refused_with_the_reason(view: Json, expected: str) -> None:
    with pytest.raises(ApiError, match=r"^invalid_arguments$") as refused:
        check_view_body(view)
    lines = refused.value.extra["response_metadata"]["messages"]
    assert any(expected in line for line in lines), lines
