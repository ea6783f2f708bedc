"""What Slack adds to blocks when it stores them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from bot.sandbox.elements import elements
from bot.sandbox.model import Json


def completed(blocks: list[Json], new_id: Callable[[], str]) -> list[Json]:
    """A copy with a block_id and action_id wherever the app gave none, and text defaults."""
    done = copy.deepcopy(blocks)
    for block in done:
        block.setdefault("block_id", new_id())
    for _, element in elements(done):
        element.setdefault("action_id", new_id())
    _complete_texts(done)
    return done


def completed_view(view: Json, new_id: Callable[[], str]) -> Json:
    """A copy of a view, completed like the blocks in it."""
    texts = {name: view[name] for name in ("title", "submit", "close") if view.get(name)}
    texts = copy.deepcopy(texts)
    _complete_texts(texts)
    return view | texts | {"blocks": completed(view["blocks"], new_id)}


def _complete_texts(part: Any) -> None:
    if isinstance(part, list):
        for item in part:
            _complete_texts(item)
    elif isinstance(part, dict):
        if part.get("type") == "plain_text":
            part.setdefault("emoji", True)
        elif part.get("type") == "mrkdwn":
            part.setdefault("verbatim", False)
        else:
            for item in part.values():
                _complete_texts(item)
