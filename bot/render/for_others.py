"""What a person hears of things that somebody else did about their goals."""

from bot.render import limits, rows
from bot.render.blocks import Rendered, message, section, text_length
from bot.render.card_parts import plans
from bot.render.environment import Words
from bot.render.rows import Params

_HEAD_LENGTH = 400


def nudge(words: Words, params: Params) -> Rendered:
    """A manager asks for the answer that is missing."""
    text = words.mrkdwn("for_others/nudge", by=params["by"], count=params["count"])
    return message(text, [section(text)])


def review_question(words: Words, params: Params) -> Rendered:
    """A manager asks about a check-in."""
    row = rows.known(params["row"])
    text = words.mrkdwn(
        "for_others/question",
        by=params["by"],
        slack_id=params["slack_id"],
        row=row,
        question=params["question"],
    )
    return message(text, [section(text)])


def looked_at(words: Words, params: Params) -> Rendered:
    """An administrator looked at something private of the reader's, and why.

    What was prepared by an earlier release says of which kind it is by its subject.
    """
    usual = "scorecard" if params.get("subject") == "person" else "goal"
    text = words.mrkdwn("for_others/looked_at", **{"kind": usual, "on": None, **params})
    return message(text, [section(text)])


def still_right(words: Words, params: Params) -> Rendered:
    """Somebody wonders with their manager whether a key result is still the right one."""
    text = words.mrkdwn(
        "for_others/still_right",
        by=params["by"],
        slack_id=params["slack_id"],
        row=rows.known(params["row"]),
    )
    return message(text, [section(text)])


def answered_for_you(words: Words, params: Params) -> Rendered:
    """Somebody who leads the person answered in their place."""
    head = words.mrkdwn(
        "for_others/answered", by=params["by"], corrected=bool(params.get("corrected"))
    )
    below = plans(words, params)
    budget = limits.MESSAGE_TEXT - _HEAD_LENGTH - text_length(below)
    changed = [rows.answer(row) for row in params["rows"]]
    listed = rows.texts(words, "answer/row", changed, budget=budget)
    most = limits.MESSAGE_BLOCKS - 1 - len(below)
    shown = rows.sections(words, listed, most_blocks=most, budget=budget)
    return message(head, [section(head), *shown, *below])
