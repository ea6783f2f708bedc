"""The rules that look at a whole message or view: counts, unique ids, what goes together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from bot.sandbox.block_kit import blocks as table
from bot.sandbox.block_kit.check import (
    Problems,
    block_problems,
    problem,
    spec_problems,
    unknown_type,
)
from bot.sandbox.block_kit.elements import ASCENDING
from bot.sandbox.block_kit.rules import Surface
from bot.sandbox.errors import ApiError
from bot.sandbox.model import Json


def check_message_blocks(blocks: list[Json]) -> None:
    """Raises ApiError invalid_blocks, msg_blocks_too_long or sandbox_not_implemented."""
    problems = list(_message_problems(blocks))
    if problems:
        raise _refusal("invalid_blocks", problems)
    if _text_length(blocks) > table.MESSAGE_TEXT:
        line = f"texts together must be less than {table.MESSAGE_TEXT + 1} characters"
        raise _refusal("msg_blocks_too_long", [problem(line, "/blocks")])


def check_view_body(view: Json) -> None:
    """Raises ApiError view_too_large, sandbox_not_implemented or, for all else, invalid_arguments.

    invalid_arguments is what Slack answers for views.
    """
    if len(json.dumps(view, ensure_ascii=False).encode()) > table.VIEW_BYTES:
        line = f"must be less than {table.VIEW_BYTES + 1} bytes"
        raise _refusal("view_too_large", [problem(line, "/view")])
    problems = list(_view_problems(view))
    if problems:
        raise _refusal("invalid_arguments", problems)


def _refusal(code: str, problems: list[str]) -> ApiError:
    lines = [f"[ERROR] {line}" for line in problems]
    return ApiError(code, errors=problems, response_metadata={"messages": lines})


def _message_problems(blocks: list[Json]) -> Problems:
    if len(blocks) > table.MESSAGE_BLOCKS:
        yield problem(f"no more than {table.MESSAGE_BLOCKS} items allowed", "/blocks")
        return
    yield from _blocks_problems(blocks, Surface.MESSAGE, "/blocks")
    markdown = sum(len(_string(block, "text")) for block in _of_type(blocks, "markdown"))
    if markdown > table.MARKDOWN_TOTAL:
        yield problem(
            f"markdown must be less than {table.MARKDOWN_TOTAL + 1} characters", "/blocks"
        )
    tables = list(_of_type(blocks, "table"))
    if len(tables) > table.TABLES:
        yield problem("only one table is allowed", "/blocks")
    if sum(_text_length(one.get("rows")) for one in tables) > table.TABLE_TEXT:
        yield problem(f"table must be less than {table.TABLE_TEXT + 1} characters", "/blocks")


def _view_problems(view: Json) -> Problems:
    kind = view.get("type")
    if kind is None:
        yield problem("missing required field: type", "/view")
        return
    if not isinstance(kind, str) or kind not in table.VIEWS:
        yield unknown_type(kind, "/view")
        return
    yield from spec_problems(view, table.VIEWS[kind], "/view")
    blocks = view.get("blocks")
    if not isinstance(blocks, list) or len(blocks) > 100:
        return
    yield from _blocks_problems(blocks, Surface(kind), "/view/blocks")
    if kind == "modal" and "submit" not in view:
        for index, block in enumerate(blocks):
            if isinstance(block, dict) and block.get("type") == "input":
                message = "must define `submit` to use an `input` block in modals"
                yield problem(message, f"/view/blocks/{index}/input")


def _blocks_problems(blocks: list[Any], surface: Surface, pointer: str) -> Problems:
    seen: set[str] = set()
    focused = 0
    for index, block in enumerate(blocks):
        here = f"{pointer}/{index}"
        found = list(block_problems(block, surface, here))
        yield from found
        if not isinstance(block, dict):
            continue
        block_id = block.get("block_id")
        if isinstance(block_id, str) and block_id in seen:
            yield problem(f'`block_id` "{block_id}" already exists', f"{here}/block_id")
        elif isinstance(block_id, str):
            seen.add(block_id)
        if not found:
            yield from _element_problems(block, here)
            focused += sum(bool(one.get("focus_on_load")) for one, _ in _elements(block, here))
    if focused > 1:
        yield problem("only one element can have `focus_on_load`", pointer)


def _element_problems(block: Json, pointer: str) -> Problems:
    """Rules inside one block that is right in itself."""
    seen: set[str] = set()
    for element, here in _elements(block, pointer):
        action_id = element.get("action_id")
        if action_id in seen:
            yield problem(f'`action_id` "{action_id}" already exists', f"{here}/action_id")
        elif action_id is not None:
            seen.add(action_id)
        yield from _initial_problems(element, here)
        given = [name for name in ASCENDING.get(element["type"], ()) if name in element]
        for low, high in pairwise(given):
            if Decimal(element[low]) > Decimal(element[high]):
                yield problem(f"`{low}` must not be above `{high}`", here)


def _initial_problems(element: Json, pointer: str) -> Problems:
    options = list(element.get("options", ()))
    for group in element.get("option_groups", ()):
        options += group["options"]
    chosen = list(element.get("initial_options", ()))
    if "initial_option" in element:
        chosen.append(element["initial_option"])
    for option in chosen:
        if option not in options:  # guess: compared as the app sent them
            yield problem("initial option must match one of the options exactly", pointer)


def _elements(block: Json, pointer: str) -> Iterator[tuple[Json, str]]:
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            yield block[name], f"{pointer}/{name}"
    if block["type"] == "actions":
        for index, element in enumerate(block["elements"]):
            yield element, f"{pointer}/elements/{index}"


def _of_type(blocks: list[Any], kind: str) -> Iterator[Json]:
    return (block for block in blocks if isinstance(block, dict) and block.get("type") == kind)


def _string(block: Json, name: str) -> str:
    value = block.get(name)
    return value if isinstance(value, str) else ""


def _text_length(part: Any) -> int:
    """Code points of everything under a `text` key."""
    if isinstance(part, list):
        return sum(_text_length(item) for item in part)
    if isinstance(part, dict):
        return sum(
            len(item) if name == "text" and isinstance(item, str) else _text_length(item)
            for name, item in part.items()
        )
    return 0
