"""Ready texts as the blocks of slack_sdk.models, which check themselves as they become dicts."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, MarkdownTextObject, SectionBlock


def blocks(texts: Sequence[str], buttons: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """A section for each text, and a row of buttons with their values."""
    sections = [SectionBlock(text=MarkdownTextObject(text=text, verbatim=True)) for text in texts]
    pressed = [
        ButtonElement(text=label, action_id=f"run:{n}", value=value)
        for n, (label, value) in enumerate(buttons)
    ]
    return [block.to_dict() for block in (*sections, ActionsBlock(elements=pressed))]
