"""What other libraries think of blocks: slack_sdk's models and slackblocks, fed with wire JSON."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import slackblocks
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import Block, basic_components
from slack_sdk.models.views import View
from slackblocks import blocks as their_blocks
from slackblocks import elements as their_elements
from slackblocks import rich_text as their_rich_text
from slackblocks.errors import InvalidUsageError

Json = dict[str, Any]
Accepts = Callable[[Json], bool]


def slack_sdk_accepts(content: Json) -> bool:
    """Whether a message's blocks or a view pass the validators of slack_sdk.models.

    It has no model of a message's blocks as a whole. Objects inside of elements are tried one by
    one, because elements take them as they are.
    """
    try:
        for model in _models(content):
            model.validate_json()
        if "view" in content:
            View(**content["view"]).to_dict()
        for block in content.get("blocks", ()):
            parsed = Block.parse(block)
            assert parsed is not None, f"slack_sdk does not know {block['type']}"
            parsed.to_dict()
    except SlackObjectFormationError:
        return False
    return True


MODELS: dict[str, Any] = {
    "confirm": basic_components.ConfirmObject,
    "dispatch_action_config": basic_components.DispatchActionConfig,
    "option_groups": basic_components.OptionGroup,
    "options": basic_components.Option,
    "plain_text": basic_components.PlainTextObject,
    "mrkdwn": basic_components.MarkdownTextObject,
    "raw_text": basic_components.RawTextObject,
}


def _models(part: Any, name: str = "") -> Iterator[JsonObject]:
    """slack_sdk's model of each object inside, by its type or by the property that holds it."""
    if isinstance(part, list):
        for item in part:
            yield from _models(item, name)
    elif isinstance(part, dict):
        model = MODELS.get(part.get("type", name))
        if model is not None:
            yield model(**_without_type(part))
        for key, item in part.items():
            yield from _models(item, key)


def slackblocks_accepts(content: Json) -> bool:
    """Whether slackblocks builds a message or a view with these properties."""
    try:
        if "view" in content:
            view = dict(content["view"])
            kind = {"modal": slackblocks.ModalView, "home": slackblocks.HomeTabView}
            _made(kind[view.pop("type")], view | {"blocks": _blocks(view["blocks"])})
        else:
            slackblocks.Message(channel="C1", blocks=_blocks(content["blocks"]))
    except InvalidUsageError:
        return False
    return True


BLOCK_CLASSES: dict[str, Any] = {
    "actions": slackblocks.ActionsBlock,
    "context": slackblocks.ContextBlock,
    "divider": slackblocks.DividerBlock,
    "header": slackblocks.HeaderBlock,
    "image": slackblocks.ImageBlock,
    "input": slackblocks.InputBlock,
    "markdown": their_blocks.MarkdownBlock,
    "rich_text": slackblocks.RichTextBlock,
    "section": slackblocks.SectionBlock,
    "table": slackblocks.TableBlock,
}
ELEMENT_CLASSES: dict[str, Any] = {
    "button": slackblocks.Button,
    "channels_select": slackblocks.ChannelSelectMenu,
    "checkboxes": slackblocks.CheckboxGroup,
    "conversations_select": slackblocks.ConversationSelectMenu,
    "datepicker": slackblocks.DatePicker,
    "datetimepicker": slackblocks.DateTimePicker,
    "email_text_input": slackblocks.EmailInput,
    "image": their_elements.Image,
    "mrkdwn": slackblocks.Markdown,
    "multi_static_select": slackblocks.StaticMultiSelectMenu,
    "number_input": slackblocks.NumberInput,
    "overflow": slackblocks.OverflowMenu,
    "plain_text": slackblocks.PlainText,
    "plain_text_input": slackblocks.PlainTextInput,
    "radio_buttons": slackblocks.RadioButtonGroup,
    "raw_text": slackblocks.RawText,
    "rich_text_input": slackblocks.RichTextInput,
    "rich_text_list": their_rich_text.RichTextList,
    "rich_text_preformatted": their_rich_text.RichTextCodeBlock,
    "rich_text_quote": their_rich_text.RichTextQuote,
    "rich_text_section": their_rich_text.RichTextSection,
    "static_select": slackblocks.StaticSelectMenu,
    "text": their_rich_text.RichText,
    "timepicker": slackblocks.TimePicker,
    "url_text_input": slackblocks.URLInput,
    "users_select": slackblocks.UserSelectMenu,
}
# Objects without a type, by the property that holds them.
OBJECT_CLASSES: dict[str, Any] = {
    "column_settings": slackblocks.ColumnSettings,
    "confirm": slackblocks.ConfirmationDialogue,
    "dispatch_action_config": slackblocks.DispatchActionConfiguration,
    "filter": slackblocks.ConversationFilter,
    "option_groups": slackblocks.OptionGroup,
    "options": slackblocks.Option,
}
RENAMED = {"initial_date_time": "initial_datetime"}


def _blocks(wires: list[Json]) -> list[Any]:
    return [_made(BLOCK_CLASSES[wire["type"]], _without_type(wire)) for wire in wires]


def _made(kind: Any, properties: Json) -> Any:
    """An instance; what is not given is left out, or None where it must be given."""
    parameters = inspect.signature(kind).parameters
    given = {RENAMED.get(name, name): _part(value, name) for name, value in properties.items()}
    for name, parameter in parameters.items():
        if parameter.default is parameter.empty:
            given.setdefault(name, None)
    return kind(**given)


def _part(value: Any, name: str) -> Any:
    if isinstance(value, list):
        return [_part(item, name) for item in value]
    if not isinstance(value, dict):
        return value
    if "type" in value:
        return _made(ELEMENT_CLASSES[value["type"]], _without_type(value))
    return _made(OBJECT_CLASSES[name], value)


def _without_type(wire: Json) -> Json:
    return {name: value for name, value in wire.items() if name != "type"}
