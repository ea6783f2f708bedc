"""What a person sees of blocks, for assertions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any


def texts(part: Any, kind: str | None = None) -> Iterator[str]:
    """Every text of blocks or a view; of one kind of text object when it is named."""
    if isinstance(part, Mapping):
        if isinstance(part.get("text"), str) and kind in (None, part.get("type")):
            yield part["text"]
        for value in part.values():
            yield from texts(value, kind)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for value in part:
            yield from texts(value, kind)


def whole(part: Any) -> str:
    return "\n".join(texts(part))


def elements(blocks: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Buttons and menus, in order."""
    return [each for block in blocks if block["type"] == "actions" for each in block["elements"]]


def buttons(blocks: Iterable[Mapping[str, Any]]) -> list[str]:
    return [each["text"]["text"] for each in elements(blocks) if each["type"] == "button"]
