"""The form of a new cycle."""

from typing import Any

from bot.render import inputs
from bot.render.blocks import Block, context, input_block, modal, option
from bot.render.cycle_words import days
from bot.render.environment import Words
from bot.render.ids import Action, View
from bot.render.ids import Block as BlockId
from bot.render.rows import Params

_NAME = 40


def new_cycle(words: Words, params: Params) -> dict[str, Any]:
    """A quarter or a year that follows, or days of its own."""
    terms = [
        option(f"{one['name']} ({days(words, one)})", str(one["key"]))
        for one in params["terms"][:20]
    ]
    first = terms[0]["value"] if terms else None
    terms.append(option(words.plain("cycle_form.custom"), "custom"))
    choice = inputs.chosen(
        words.plain("cycle_form.choose"), terms, action_id=Action.VALUE, value=first or "custom"
    )
    body: list[Block] = [
        input_block(words.plain("cycle_form.term"), choice, block_id=BlockId.TERM),
        context(words.line("cycle_form.custom_hint")),
        _day(words, "starts", BlockId.STARTS),
        _day(words, "ends", BlockId.ENDS),
        input_block(
            words.plain("cycle_form.name"),
            inputs.text(
                words.plain("cycle_form.name_example"), action_id=Action.VALUE, longest=_NAME
            ),
            block_id=BlockId.NAME,
            optional=True,
        ),
    ]
    return modal(
        body,
        callback_id=View.NEW_CYCLE,
        private_metadata="",
        title=words.plain("cycle_form.title"),
        submit=words.plain("cycle_form.submit"),
        close=words.plain("buttons.cancel"),
    )


def _day(words: Words, name: str, block: str) -> Block:
    picker = inputs.day(words.plain("cycle_form.choose_day"), action_id=Action.VALUE)
    return input_block(words.plain(f"cycle_form.{name}"), picker, block_id=block, optional=True)
