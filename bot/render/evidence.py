"""A message as evidence for a key result, or as what blocks it: the forms and what is told."""

from typing import Any

from bot.render import fields
from bot.render.blocks import Block, Rendered, message, modal, section
from bot.render.environment import Words
from bot.render.escaping import clean
from bot.render.field_ids import EvidenceField
from bot.render.ids import View
from bot.render.rows import Params

LONGEST_BLOCKER, LONGEST_NOTE = 1_000, 300
_TITLE = 120


def attach_evidence(words: Words, params: Params) -> dict[str, Any]:
    """Which key result the message is evidence for, and a note."""
    note = fields.long_text(
        words.plain("evidence.note"),
        block_id=EvidenceField.NOTE,
        value="",
        longest=LONGEST_NOTE,
        optional=True,
    )
    return _form(words, View.ATTACH_EVIDENCE, params, note)


def make_blocker(words: Words, params: Params) -> dict[str, Any]:
    """Which key result the message says is blocked; its words may be changed."""
    blocker = fields.long_text(
        words.plain("evidence.blocker"),
        block_id=EvidenceField.BLOCKER,
        value=clean(params["text"]),
        longest=LONGEST_BLOCKER,
        hint=words.plain("evidence.blocker_hint"),
    )
    return _form(words, View.MAKE_BLOCKER, params, blocker)


def evidence_attached(words: Words, params: Params) -> Rendered:
    """To which key result what was attached."""
    facts = {name: params[name] for name in ("title", "link", "author", "new")}
    text = words.mrkdwn("evidence/attached", limit=_TITLE, **facts)
    return message(text, [section(text)])


def _form(words: Words, view: View, params: Params, field: Block) -> dict[str, Any]:
    choices = [(str(one["id"]), one["title"]) for one in params["key_results"]]
    which = fields.choice(
        words.plain("evidence.key_result"),
        choices,
        block_id=EvidenceField.KEY_RESULT,
        chosen=choices[0][0] if len(choices) == 1 else None,
    )
    return modal(
        [which, field],
        callback_id=view,
        private_metadata=params["source"],
        title=words.plain(f"views.{view}_title"),
        submit=words.plain("buttons.save"),
        close=words.plain("buttons.cancel"),
    )
