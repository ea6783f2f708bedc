"""The modal that asks for another figure for one question."""

from typing import Any

from bot.render import rows
from bot.render.blocks import Block, input_block, menu, modal, option, text_input
from bot.render.environment import Words
from bot.render.escaping import clean, clip, without_entities
from bot.render.ids import Action, View
from bot.render.ids import Block as BlockId
from bot.render.rows import Facts, Params

_LABEL_LENGTH = 150


def other_value(words: Words, params: Params) -> dict[str, Any]:
    """Asks for the figure; and for the goal too, where that is the doubt."""
    subjects = [rows.known(each) for each in params["subjects"]]
    body: list[Block] = []
    if len(subjects) == 1:
        only = subjects[0]
        body.append(
            input_block(
                clip(clean(only["title"]), _LABEL_LENGTH),
                _value_input(words, only),
                block_id=BlockId.item(only["n"]),
                hint=words.plain("views.steps_hint" if only["steps"] else "views.value_hint"),
            )
        )
    else:
        choices = [option(f"{each['n']}  {each['title']}", str(each["n"])) for each in subjects]
        picker = menu(words.plain("views.choose"), choices, action_id=Action.VALUE)
        value = text_input(
            action_id=Action.VALUE, placeholder=words.plain("views.value_placeholder")
        )
        body += [
            input_block(words.plain("views.subject"), picker, block_id=BlockId.SUBJECT),
            input_block(
                words.plain("views.value"),
                value,
                block_id=BlockId.VALUE,
                hint=words.plain("views.value_hint"),
            ),
        ]
    return _modal(words, View.OTHER_VALUE, str(params["question_id"]), body)


def _value_input(words: Words, row: Facts) -> dict[str, Any]:
    if row["value"] is None:
        placeholder = words.plain("views.value_placeholder")
    else:
        placeholder = without_entities(words.mrkdwn("view_value", row=row))
    return text_input(action_id=Action.VALUE, placeholder=placeholder)


def _modal(words: Words, view: View, metadata: str, body: list[Block]) -> dict[str, Any]:
    return modal(
        body,
        callback_id=view,
        private_metadata=metadata,
        title=words.plain(f"views.{view}_title"),
        submit=words.plain("buttons.save"),
        close=words.plain("buttons.cancel"),
    )
