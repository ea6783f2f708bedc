"""Images in blocks that name an uploaded file instead of an address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.files import IMAGES
from bot.sandbox.sharing import by_address, visible_to_bot
from bot.sandbox.workspace import Workspace


def check_slack_files(ws: Workspace, blocks: Any, code: str, pointer: str = "/blocks") -> None:
    """Raises ApiError `code` unless every `slack_file` is an image that the bot may see.

    The blocks have passed their own check.
    """
    wrong = [
        f"[ERROR] invalid slack file [json-pointer:{where}]"
        for where, named in _slack_files(blocks, pointer)
        if not _is_image(ws, named)
    ]
    if wrong:
        raise ApiError(code, response_metadata={"messages": wrong})


def _is_image(ws: Workspace, named: dict[str, Any]) -> bool:
    file = visible_to_bot(ws, named["id"]) if "id" in named else by_address(ws, named["url"])
    return file is not None and file.mimetype in IMAGES


def _slack_files(part: Any, pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(part, list):
        for index, item in enumerate(part):
            yield from _slack_files(item, f"{pointer}/{index}")
    elif isinstance(part, dict):
        for name, item in part.items():
            if name == "slack_file":
                yield f"{pointer}/{name}", item
            else:
                yield from _slack_files(item, f"{pointer}/{name}")
