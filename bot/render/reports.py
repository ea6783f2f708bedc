"""What managers see of their people: who is silent, and check-ins to look at."""

from typing import Any

from bot.render import rows
from bot.render.blocks import (
    Block,
    Rendered,
    actions,
    button,
    context,
    input_block,
    message,
    modal,
    section,
    text_input,
)
from bot.render.environment import Words
from bot.render.escaping import clean, clip, user_text
from bot.render.ids import Action, View
from bot.render.ids import Block as BlockId
from bot.render.rows import Facts, Params

MOST_NAMED = 20
MOST_REVIEWED = 15
_NAME_LENGTH = 60
_TITLE_LENGTH = 100
_QUOTE_LENGTH = 150


def silent(words: Words, params: Params) -> Rendered:
    """Who has not answered this week, with a button for each who can be nudged."""
    shown = params["silent"][:MOST_NAMED]
    head = words.mrkdwn(
        "reports/silent",
        week=params["week"],
        silent=shown,
        more=len(params["silent"]) - len(shown),
        away=params["away"][:MOST_NAMED],
        away_more=max(len(params["away"]) - MOST_NAMED, 0),
        answered=params["answered"],
        not_asked=params["not_asked"],
        limit=_NAME_LENGTH,
    )
    buttons = [
        button(
            words.plain("reports.nudge", name=clip(clean(one["name"]), _NAME_LENGTH)),
            action_id=Action.nudge(at),
            value=str(one["request_id"]),
        )
        for at, one in enumerate(shown)
        if not one["nudged"]
    ]
    found: list[Block] = [section(head)]
    if buttons:
        found.append(actions("nudge", *buttons))
    found.append(context(words.line("reports.private")))
    return message(head, found)


def review(words: Words, params: Params) -> Rendered:
    """Check-ins of one's people, each with its three buttons."""
    each = {item["check_in_id"]: rows.answer(item) for item in params["items"]}
    items = [row | {"check_in_id": check_in_id} for check_in_id, row in each.items()]
    head = words.mrkdwn("reports/review", count=len(items), more=bool(params["more"]))
    found: list[Block] = [section(head)]
    for item in items[:MOST_REVIEWED]:
        found += _reviewed(words, item)
    return message(head, found)


def review_correct(words: Words, params: Params) -> dict[str, Any]:
    """Asks for the right figure, and why; `far` is one that is to be confirmed."""
    far = str(params.get("far") or "")
    row = rows.known(params)
    value = text_input(action_id=Action.VALUE, placeholder=_placeholder(words, row))
    reason = text_input(action_id=Action.VALUE, placeholder=words.plain("reports.reason_empty"))
    body = [
        _about(words, params),
        *([section(words.line("reports.far", said=user_text(far)))] if far else []),
        input_block(words.plain("views.value"), value, block_id=BlockId.VALUE),
        input_block(words.plain("reports.reason"), reason, block_id=BlockId.REASON),
        context(words.line("reports.owner_told")),
    ]
    view = _modal(words, View.REVIEW_CORRECT, params, body, submit="buttons.save")
    return view | ({"private_metadata": f"{view['private_metadata']}:{far}"} if far else {})


def review_ask(words: Words, params: Params) -> dict[str, Any]:
    """Asks for the question."""
    empty = words.plain("reports.question_empty")
    question = text_input(action_id=Action.VALUE, placeholder=empty) | {"multiline": True}
    body = [
        _about(words, params),
        input_block(words.plain("reports.question"), question, block_id=BlockId.VALUE),
    ]
    return _modal(words, View.REVIEW_ASK, params, body, submit="reports.send")


def _reviewed(words: Words, item: Facts) -> list[Block]:
    check_in_id = str(item["check_in_id"])
    text = words.mrkdwn(
        "reports/reviewed",
        row=item,
        limit=_TITLE_LENGTH,
        name_limit=_NAME_LENGTH,
        quote_limit=_QUOTE_LENGTH,
    )
    labels = {
        Action.REVIEW_AGREE: "reports.agree",
        Action.REVIEW_CORRECT: "reports.correct",
        Action.REVIEW_ASK: "reports.ask",
    }
    pressed = [
        button(words.plain(label), action_id=action, value=check_in_id)
        for action, label in labels.items()
    ]
    return [section(text), actions(BlockId.reviewed(check_in_id), *pressed)]


def _about(words: Words, params: Params) -> Block:
    row = rows.answer(params)
    facts = {"limit": _TITLE_LENGTH, "name_limit": _NAME_LENGTH, "quote_limit": _QUOTE_LENGTH}
    return section(words.mrkdwn("reports/reviewed", row=row, **facts))


def _placeholder(words: Words, row: Facts) -> str:
    if row["value"] is None:
        return words.plain("views.value_placeholder")
    return words.plain("reports.now", value=words.numbers.measured(row["value"], row))


def _modal(
    words: Words, view: View, params: Params, body: list[Block], *, submit: str
) -> dict[str, Any]:
    return modal(
        body,
        callback_id=view,
        private_metadata=str(params["check_in_id"]),
        title=words.plain(f"views.{view}_title"),
        submit=words.plain(submit),
        close=words.plain("buttons.cancel"),
    )
