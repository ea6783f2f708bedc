"""The digest as its lead sees it first, and the form for a note above it."""

from typing import Any

from bot.render import digest, fields
from bot.render.blocks import Block, Rendered, actions, button, context, message, modal, section
from bot.render.environment import Words
from bot.render.escaping import place
from bot.render.field_ids import MeetingField
from bot.render.ids import Action, View
from bot.render.rows import Params

LONGEST_NOTE = 500
#: Buttons that act in the channel make no sense before it is posted.
WITHOUT_DOORS = {"digest_id": None}


def digest_preview(words: Words, params: Params) -> Rendered:
    """What will be posted, and what can be done about it."""
    shown = digest.digest(words, {**params["digest"], **WITHOUT_DOORS})
    state = params["state"]
    told = words.line(f"digest_preview.{state}", channel=place(params["channel"]))
    blocks: list[Block | None] = [section(told), *shown.blocks]
    if state == "planned":
        blocks.append(_ways(words, str(params["digest"]["digest_id"])))
    else:
        blocks.append(context(words.line("digest_preview.over")))
    return message(told, blocks)


def _ways(words: Words, value: str) -> Block:
    labels = {
        Action.DIGEST_NOTE: "digest_preview.note",
        Action.DIGEST_SEND: "digest_preview.send",
        Action.DIGEST_SKIP: "digest_preview.skip",
    }
    found = [
        button(words.plain(label), action_id=action, value=value)
        for action, label in labels.items()
    ]
    return actions(None, *found)


def digest_note(words: Words, params: Params) -> dict[str, Any]:
    """A few words that stand above the digest."""
    field = fields.long_text(
        words.plain("digest_preview.note_label"),
        block_id=MeetingField.NOTE,
        value=params["note"],
        longest=LONGEST_NOTE,
        hint=words.plain("digest_preview.note_hint"),
        optional=True,
    )
    return modal(
        [field],
        callback_id=View.DIGEST_NOTE,
        private_metadata=str(params["digest_id"]),
        title=words.plain("digest_preview.note_title"),
        submit=words.plain("buttons.save"),
        close=words.plain("buttons.cancel"),
    )
