"""The content of a message as the app gives it: text, blocks, attachments, metadata."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.sandbox.block_kit.complete import completed
from bot.sandbox.block_kit.surfaces import check_message_blocks
from bot.sandbox.errors import ApiError, invalid_arguments
from bot.sandbox.model import Json, Message
from bot.sandbox.webapi.call import Call
from bot.sandbox.webapi.scopes import require_scope
from bot.sandbox.webapi.slack_files import check_slack_files
from bot.sandbox.workspace import Workspace

TEXT_LIMIT = 40_000
MARKDOWN_LIMIT = 12_000
ATTACHMENT_LIMIT = 100
METADATA_BYTES = 16_000  # guess: the error is documented, the number is not
CUSTOM = frozenset({"username", "icon_emoji", "icon_url"})


@dataclass(frozen=True, slots=True)
class Content:
    """Checked content, its blocks completed with the ids that Slack adds."""

    text: str
    blocks: list[Json] | None
    attachments: list[Json] | None


def read_content(ws: Workspace, call: Call, *, updating: bool = False) -> Content:
    """Content from a call's arguments.

    Raises ApiError: no_text, msg_too_long, markdown_text_conflict, invalid_blocks …
    """
    if call.flag("as_user"):
        raise ApiError("as_user_not_supported")
    if CUSTOM & set(call.args):
        require_scope(call, "chat:write.customize")
        raise ApiError("sandbox_not_implemented", status=501, detail="customised sender")
    given: Json = {
        "text": call.text("text"),
        "blocks": call.structure("blocks", ApiError("invalid_blocks_format")),
        "attachments": call.structure("attachments", ApiError("invalid_attachments")),
    }
    markdown = call.text("markdown_text")
    if markdown:
        if given["text"] or given["blocks"]:
            raise ApiError("markdown_text_conflict")
        if len(markdown) > MARKDOWN_LIMIT:
            raise ApiError("msg_too_long")
        # guess: what the message looks like when it is read back
        given["blocks"] = [{"type": "markdown", "text": markdown}]
    content = check_content(ws, given, updating=updating)
    _warn(call, given)
    return content


def _warn(call: Call, given: Json) -> None:
    """Notes what Slack advises against: texts cut short, and none where only texts are read."""
    text, attachments = given["text"], given["attachments"]
    if len(text) > TEXT_LIMIT:
        call.warnings.append("message_truncated")
    if text or not (given["blocks"] or attachments):
        return
    # guess: when exactly these two come
    if given["blocks"]:
        call.warnings.append("missing_text_in_message")
    elif not all(one.get("fallback") for one in attachments):
        call.warnings.extend(["missing_text_in_message", "missing_fallback_text_in_attachment"])


def check_content(ws: Workspace, given: Json, *, updating: bool = False) -> Content:
    """Content from `text`, `blocks` and `attachments` of a call or a response payload."""
    text, blocks, attachments = (given.get(name) for name in ("text", "blocks", "attachments"))
    # guess: without a text Slack makes one from the blocks; here it stays empty
    text = text or ""
    if blocks is not None and not _is_list_of_objects(blocks):
        raise ApiError("invalid_blocks_format")
    if attachments is not None and not _is_list_of_objects(attachments):
        raise ApiError("invalid_attachments")
    if len(attachments or ()) > ATTACHMENT_LIMIT:
        raise ApiError("too_many_attachments")
    if any({"actions", "blocks"} & set(attachment) for attachment in attachments or ()):
        raise ApiError("sandbox_not_implemented", status=501, detail="blocks in attachments")
    if not (text.strip() or blocks or attachments):
        raise ApiError("no_text")
    if len(text) > TEXT_LIMIT:
        if updating:
            raise ApiError("msg_too_long")
        text = text[:TEXT_LIMIT]
    if blocks:
        check_message_blocks(blocks)
        check_slack_files(ws, blocks, "invalid_blocks")
    # An empty list is kept: it is how an update removes blocks.
    stored = completed(blocks, ws.new_block_id) if blocks else blocks
    return Content(text, stored, attachments)


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def retained(message: Message, content: Content, call: Call) -> Content:
    """The content of an updated message: what the call leaves out stays as it was."""
    return Content(
        content.text if "text" in call.args else message.text,
        message.blocks if content.blocks is None else content.blocks or None,
        message.attachments if content.attachments is None else content.attachments or None,
    )


def metadata_argument(call: Call) -> Json | None:
    """The `metadata` argument, None if it is absent, empty to remove it.

    Raises ApiError: invalid_metadata_format, metadata_too_large.
    """
    broken = ApiError("invalid_metadata_format")
    value = call.structure("metadata", broken)
    if value is None:
        return None
    if not isinstance(value, dict):
        raise broken
    if not value:
        return {}
    if len(json.dumps(value, ensure_ascii=False).encode()) > METADATA_BYTES:
        raise ApiError("metadata_too_large")
    shaped = isinstance(value.get("event_type"), str) and value["event_type"]
    if not shaped or not isinstance(value.get("event_payload"), dict):
        raise broken
    if set(value) - {"event_type", "event_payload"}:
        raise invalid_arguments("invalid additional property [json-pointer:/metadata]")
    return value
