"""What was understood from a reply, what is still in doubt, and the way back."""

from collections.abc import Sequence
from typing import Any

from bot.render import card_parts, limits, rows
from bot.render.blocks import (
    Block,
    Rendered,
    actions,
    button,
    context,
    menu,
    message,
    option,
    section,
    text_length,
)
from bot.render.doors import why_menu
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, clean, user_text, without_entities
from bot.render.ids import Action
from bot.render.ids import Block as BlockId
from bot.render.rows import Params

MOST_QUESTIONS = 10
QUESTIONS_LENGTH = 5_000
"""Characters that all questions may take; the rest of the message is for what was saved."""
_HEAD_LENGTH = 300
_SUBJECT_LENGTH = 60
_SAID_LENGTH = 80
_SILENT_SHOWN = 12


def answer_card(words: Words, params: Params) -> Rendered:
    """One card per reply, edited in place as questions are answered."""
    changed = [rows.answer(row) for row in params["rows"]]
    waiting = [each for each in params["questions"] if each["state"] == "open"]
    head = words.mrkdwn(
        "answer/head",
        state=params["state"],
        questions=len(waiting),
        on_behalf_of=params.get("on_behalf_of"),
    )
    below = _questions(words, waiting) + _small_print(words, params)
    budget = limits.MESSAGE_TEXT - _HEAD_LENGTH - text_length(below)
    listed = rows.texts(words, "answer/row", changed, budget=budget)
    most = limits.MESSAGE_BLOCKS - 1 - len(below)
    found = [section(head), *rows.sections(words, listed, most_blocks=most, budget=budget), *below]
    return message(words.mrkdwn("answer/fallback", **_counts(params, waiting)), found)


def question_text(words: Words, question: Params) -> Mrkdwn:
    """The question as one sentence: whose figure, what was said, and the readings on offer."""
    subjects = question["subjects"]
    what = words.mrkdwn(
        "answer/what",
        title=subjects[0]["title"] if len(subjects) == 1 else None,
        said=question.get("said") or None,
        title_limit=_SUBJECT_LENGTH,
        said_limit=_SAID_LENGTH,
    )
    return words.line(f"questions.{question['reason']}", what=what, ask=_ask(words, question))


def _ask(words: Words, question: Params) -> Mrkdwn:
    candidates = question["candidates"]
    if len({each["n"] for each in candidates or question["subjects"]}) > 1:
        return words.line("ask.which")
    if question["reason"] == "which_steps":
        return _ask_steps(words, candidates)
    options = _options(words, candidates)
    if not options:
        return words.line("ask.figure")
    if len(options) == 1:
        return words.line("ask.confirm", option=options[0])
    return words.line("ask.choose", first=Mrkdwn(", ".join(options[:-1])), last=options[-1])


def _ask_steps(words: Words, candidates: Sequence[Params]) -> Mrkdwn:
    if len(candidates) != 1:
        return words.line("ask.steps")
    return words.line("ask.step", option=_steps(words, candidates[0]))


def _steps(words: Words, candidate: Params) -> Mrkdwn:
    """The step that a candidate calls done, or that it calls all of them so."""
    titles = candidate.get("marks")
    if not titles:
        return words.numbers.measured(candidate["value"], rows.known(candidate))
    if len(titles) > 1:
        return words.line("steps.all_of_them")
    return user_text(titles[0], _SUBJECT_LENGTH)


def _options(words: Words, candidates: Sequence[Params]) -> list[Mrkdwn]:
    """What can be chosen, as a sentence names it."""
    given = [rows.known(each) for each in candidates if each.get("value") is not None]
    if any(each["shape"] == "yes_no" for each in given):
        return [words.numbers.measured(each["value"], each) for each in given]
    unit = given[0]["unit"] if given else ""
    return words.numbers.choices([each["value"] for each in given], unit)


def _option(words: Words, question: Params, candidate: Params) -> Mrkdwn:
    """A reading to choose: its figure, with the goal's name where the doubt is which goal."""
    value, title = candidate.get("value"), user_text(candidate["title"], _SUBJECT_LENGTH)
    if value is None:
        return title
    amount = _steps(words, candidate)
    several = len({each["n"] for each in question["candidates"]}) > 1
    return words.line("ask.titled", title=title, amount=amount) if several else amount


def _questions(words: Words, waiting: Sequence[Params]) -> list[Block]:
    found: list[Block] = []
    shown = 0
    for question in waiting[:MOST_QUESTIONS]:
        asked = _question(words, question)
        if text_length(found) + text_length(asked) > QUESTIONS_LENGTH:
            break
        found += asked
        shown += 1
    if shown < len(waiting):
        found.append(context(words.line("lists.more", count=len(waiting) - shown)))
    return found


def _question(words: Words, question: Params) -> list[Block]:
    question_id = str(question["id"])
    picks = [
        button(
            without_entities(_option(words, question, candidate)),
            action_id=Action.pick(candidate["index"]),
            value=f"{question_id}:{candidate['index']}",
        )
        for candidate in question["candidates"]
    ]
    label = "other_steps" if question["reason"] == "which_steps" else "other"
    other = button(words.plain(f"buttons.{label}"), action_id=Action.OTHER, value=question_id)
    return [
        section(Mrkdwn(f"❓ {question_text(words, question)}")),
        actions(BlockId.question(question_id), *picks, other),
    ]


def _small_print(words: Words, params: Params) -> list[Block]:
    found: list[Block] = []
    silent = params.get("silent") or []
    if silent:
        facts = {"rows": silent[:_SILENT_SHOWN], "more": max(len(silent) - _SILENT_SHOWN, 0)}
        found.append(context(words.mrkdwn("answer/silent", limit=_SUBJECT_LENGTH, **facts)))
    found += card_parts.plans(words, params) + card_parts.hints(words, params)
    if params.get("cut"):
        found.append(context(words.line("answer.cut")))
    if params["state"] == "saved" and params.get("undo_until"):
        reply_id = str(params["reply_id"])
        undo = button(words.plain("buttons.undo"), action_id=Action.UNDO, value=reply_id)
        why = why_menu(words, params["rows"], at=0)
        more = [*_undo_one(words, params, reply_id), *why, *card_parts.initiatives(words, params)]
        found.append(actions(None, undo, *more))
        found.append(context(words.mrkdwn("answer/undo", until=params["undo_until"])))
    return found


def _undo_one(words: Words, params: Params, reply_id: str) -> list[dict[str, Any]]:
    """A menu of the rows, where there are several that can be taken back one by one."""
    standing = [row for row in params["rows"] if row["written"] and not row["undone"]]
    if len(standing) < 2:
        return []
    options = [
        option(f"{row['n']} {clean(row['title'])}", f"{reply_id}:{row['n']}") for row in standing
    ]
    return [menu(words.plain("buttons.undo_one"), options, action_id=Action.UNDO_ONE)]


def _counts(params: Params, waiting: Sequence[Params]) -> dict[str, Any]:
    return {"state": params["state"], "rows": len(params["rows"]), "questions": len(waiting)}
