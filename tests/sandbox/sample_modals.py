"""Small modals for tests."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
PLAIN = {"type": "plain_text", "text": "x"}


def text_input(block: str, **element: Any) -> Json:
    return {
        "type": "input",
        "block_id": block,
        "label": PLAIN,
        "element": {"type": "plain_text_input", "action_id": "a", **element},
    }


def modal(*blocks: Json, **more: Any) -> Json:
    inputs = list(blocks) or [text_input("b")]
    return {"type": "modal", "title": PLAIN, "submit": PLAIN, "blocks": inputs, **more}
