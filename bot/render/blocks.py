"""Blocks of Slack's Block Kit, kept within its limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.render import limits
from bot.render.escaping import Mrkdwn, clip, plain_text

Block = dict[str, Any]

FORMATTING = str.maketrans("", "", "*`")


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture in a message: a Vega-Lite specification with its data.

    `alt` says in plain words what it shows; `instead` says it where there is no picture.
    """

    spec: Mapping[str, Any]
    alt: str
    instead: Block


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message: `text` is what notifications and screen readers say, escaped like mrkdwn.

    `charts` may take the places of the blocks at their indexes, which say the same in words.
    """

    text: str
    blocks: list[Block]
    charts: Mapping[int, Chart] = field(default_factory=dict)

    def illustrated(self, files: Mapping[int, str]) -> "Rendered":
        """The message with pictures; `files` are the ids of uploaded ones by index."""
        blocks = [
            image(files[index], self.charts[index].alt) if index in files else block
            for index, block in enumerate(self.blocks)
        ]
        return replace(self, blocks=blocks, charts={})


def message(text: Mrkdwn, blocks: Sequence[Block | Chart | None]) -> Rendered:
    """The blocks that are there, and the fallback as one line without formatting."""
    kept = [block for block in blocks if block is not None][: limits.MESSAGE_BLOCKS]
    charts = {index: block for index, block in enumerate(kept) if isinstance(block, Chart)}
    worded = [block.instead if isinstance(block, Chart) else block for block in kept]
    line = " ".join(text.translate(FORMATTING).split())
    return Rendered(clip(line, limits.FALLBACK_TEXT), worded, charts)


def image(file_id: str, alt: str) -> Block:
    """An uploaded picture."""
    text = plain_text(alt, limits.ALT_TEXT)
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": text}


def section(text: Mrkdwn, *, beside: Mapping[str, Any] | None = None) -> Block:
    """A text, with a button or menu beside it."""
    block: Block = {"type": "section", "text": _mrkdwn(text, limits.SECTION_TEXT)}
    return block | ({"accessory": dict(beside)} if beside else {})


def header(text: str) -> Block:
    return {"type": "header", "text": _plain(text, limits.HEADER_TEXT)}


def context(text: Mrkdwn) -> Block:
    return {"type": "context", "elements": [_mrkdwn(text, limits.CONTEXT_TEXT)]}


def divider() -> Block:
    return {"type": "divider"}


def actions(block_id: str | None, *elements: Mapping[str, Any]) -> Block:
    """A row of buttons and menus; those beyond Slack's number are left out."""
    block: Block = {"type": "actions", "elements": list(elements[: limits.ACTIONS])}
    return block | ({"block_id": block_id} if block_id else {})


def button(
    text: str, *, action_id: str, value: str | None = None, primary: bool = False
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": "button",
        "text": _plain(text, limits.BUTTON_TEXT),
        "action_id": action_id,
    }
    if value is not None:
        found["value"] = value
    return found | ({"style": "primary"} if primary else {})


def option(text: str, value: str) -> dict[str, Any]:
    return {"text": _plain(text, limits.OPTION_TEXT), "value": value[: limits.OPTION_VALUE]}


def menu(
    placeholder: str, options: Sequence[Mapping[str, Any]], *, action_id: str
) -> dict[str, Any]:
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": _plain(placeholder, limits.PLACEHOLDER),
        "options": list(options[: limits.SELECT_OPTIONS]),
    }


def text_input(*, action_id: str, placeholder: str) -> dict[str, Any]:
    return {
        "type": "plain_text_input",
        "action_id": action_id,
        "placeholder": _plain(placeholder, limits.PLACEHOLDER),
        "max_length": limits.INPUT_LENGTH,
    }


def input_block(
    label: str, element: Mapping[str, Any], *, block_id: str, hint: str = "", optional: bool = False
) -> Block:
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": _plain(label, limits.INPUT_LABEL),
        "element": dict(element),
        "optional": optional,
    }
    return block | ({"hint": _plain(hint, limits.INPUT_HINT)} if hint else {})


def modal(
    body: list[Block],
    *,
    callback_id: str,
    private_metadata: str,
    title: str,
    submit: str | None,
    close: str,
) -> dict[str, Any]:
    """A form; without `submit` one that is only read, and has no inputs."""
    found: dict[str, Any] = {
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": private_metadata,
        "title": _plain(title, limits.MODAL_TITLE),
        "close": _plain(close, limits.MODAL_TITLE),
        "blocks": body[: limits.VIEW_BLOCKS],
    }
    return found | ({"submit": _plain(submit, limits.MODAL_TITLE)} if submit else {})


def home(body: Sequence[Block]) -> dict[str, Any]:
    """The view of a home tab."""
    return {"type": "home", "blocks": list(body[: limits.VIEW_BLOCKS])}


def packed(rows: Sequence[Mrkdwn], *, most_blocks: int, budget: int) -> tuple[list[Block], int]:
    """Sections that hold `rows`, and how many rows did not fit.

    One row to a section while there are blocks enough, then several. `budget` is the number of
    characters that all of them may take.
    """
    per_block = -(-len(rows) // most_blocks) if rows else 1
    texts: list[str] = []
    used = taken = 0
    for row in rows:
        joins = bool(texts) and taken % per_block != 0
        if joins and len(texts[-1]) + len(row) + 2 > limits.SECTION_TEXT:
            break
        used += len(row) + 2
        if used > budget:
            break
        if joins:
            texts[-1] += f"\n\n{row}"
        else:
            texts.append(row)
        taken += 1
    return [section(Mrkdwn(text)) for text in texts], len(rows) - taken


def text_length(blocks: Sequence[Mapping[str, Any]]) -> int:
    """Code points of all texts that people read in `blocks`."""
    return sum(_texts_length(block) for block in blocks)


def _texts_length(part: Any) -> int:
    if isinstance(part, Mapping):
        return sum(
            len(value) if key == "text" and isinstance(value, str) else _texts_length(value)
            for key, value in part.items()
        )
    if isinstance(part, list):
        return sum(_texts_length(value) for value in part)
    return 0


def _mrkdwn(text: Mrkdwn, limit: int) -> dict[str, Any]:
    # Nothing may be guessed into links or channel names: what is meant as a mention is spelled out.
    return {"type": "mrkdwn", "text": clip(text, limit), "verbatim": True}


def _plain(text: str, limit: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": plain_text(text, limit), "emoji": True}
