"""What was not delivered, told to the admins, who post it again or drop it."""

from typing import Any

from bot.render.blocks import Block, Rendered, actions, button, context, message, section
from bot.render.environment import Words
from bot.render.ids import Action
from bot.render.rows import Params

_LONGEST_ERROR = 80


def dead_letters(words: Words, params: Params) -> Rendered:
    """One message for all of them, edited in place: what is settled loses its buttons."""
    head = words.mrkdwn("letters/head", waiting=params["waiting"])
    blocks: list[Block | None] = [section(head)]
    for letter in params["letters"]:
        blocks += _letter(words, letter)
    if params["more"] > 0:
        blocks.append(context(words.mrkdwn("letters/more", more=params["more"])))
    return message(head, blocks)


def _letter(words: Words, letter: dict[str, Any]) -> list[Block | None]:
    known = f"letter_kinds.{letter['kind']}" in words.language.strings
    shown = letter | {
        "kind": letter["kind"] if known else "other",
        "error": (letter["error"] or "?")[:_LONGEST_ERROR],
    }
    said = section(words.mrkdwn("letters/row", letter=shown))
    if letter["state"] != "open":
        return [said]
    value = str(letter["id"])
    return [
        said,
        actions(
            None,
            button(words.plain("buttons.post_again"), action_id=Action.POST_AGAIN, value=value),
            button(words.plain("buttons.drop"), action_id=Action.DROP, value=value),
        ),
    ]
