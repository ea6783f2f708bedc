"""A goal before its writer is done with it, and what people are told of it afterwards."""

import json
from typing import Any

from bot.render import findings, rows
from bot.render.blocks import (
    Block,
    Rendered,
    actions,
    button,
    context,
    divider,
    message,
    modal,
    section,
)
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, clip, from_mrkdwn
from bot.render.ids import Action, View
from bot.render.limits import CONTEXT_TEXT, SECTION_TEXT
from bot.render.rows import Params

_TITLE = 150
_MOST = 12


def goal_review(words: Words, params: Params) -> dict[str, Any]:
    """The objective and its key results, each with what was found in it and a way to change it."""
    head = section(words.mrkdwn("writing/review_head", goal=_objective(params), limit=_TITLE))
    edit = button(
        words.plain("buttons.edit"),
        action_id=Action.EDIT_OBJECTIVE,
        value=str(params["objective_id"]),
    )
    body: list[Block] = [head | {"accessory": edit}]
    body += _found(words, params["findings"])
    about = {one["id"]: one for one in params["by_key_result"]}
    for row in params["rows"][:_MOST]:
        body += [divider(), *_key_result(words, row, about.get(row["id"]))]
    add = button(
        words.plain("buttons.add_key_result"),
        action_id=Action.ADD_KEY_RESULT,
        value=str(params["objective_id"]),
    )
    body.append(actions(None, add))
    becomes = params["becomes"]
    facts = {"cycle": params["cycle"], "who": ", ".join(params["who"])}
    body.append(context(words.mrkdwn("writing/becomes", becomes=becomes, **facts)))
    return modal(
        body,
        callback_id=View.GOAL_REVIEW,
        private_metadata=json.dumps({"o": params["objective_id"]}),
        title=words.plain("views.goal_review_title"),
        submit=words.plain("buttons.activate" if becomes == "active" else "buttons.finish"),
        close=words.plain("buttons.close"),
    )


def goal_written(words: Words, params: Params) -> Rendered:
    """Told to who wrote it, who owns it and who decides; only the last is asked for something."""
    refused = [findings.told(words, one) for one in params["refused"]]
    text = words.mrkdwn(
        "writing/written",
        goal=_objective(params),
        role=params["role"],
        becomes=params["becomes"],
        by=params["by"],
        who=", ".join(params["who"]),
        refused=refused,
        limit=_TITLE,
    )
    limit = rows.title_limit(len(params["rows"]), budget=6_000)
    listed = [
        words.mrkdwn("writing/kr_line", row=rows.known(row), limit=limit)
        for row in params["rows"][:_MOST]
    ]
    body: list[Block | None] = [section(text)]
    if listed:
        body.append(section(Mrkdwn("\n".join(listed))))
    asked = params["role"] == "decider"
    look = button(
        words.plain("buttons.review" if asked else "buttons.edit"),
        action_id=Action.REVIEW_GOAL,
        value=str(params["objective_id"]),
        primary=asked,
    )
    body.append(actions(None, look))
    return message(text, body)


def form_refused(words: Words, params: Params) -> dict[str, Any]:
    """In place of a form: why nothing was written, and the way out."""
    text = from_mrkdwn(clip(params["text"], SECTION_TEXT)) or words.line("errors.unknown", key="")
    return modal(
        [section(text)],
        callback_id=View.REFUSED,
        private_metadata="",
        title=words.plain("views.form_refused_title"),
        submit=None,
        close=words.plain("buttons.close"),
    )


def _key_result(words: Words, row: Params, about: Params | None) -> list[Block]:
    shown = section(words.mrkdwn("writing/kr_line", row=rows.known(row), limit=_TITLE))
    edit = button(
        words.plain("buttons.edit"), action_id=Action.EDIT_KEY_RESULT, value=str(row["id"])
    )
    found: list[Block] = [shown | {"accessory": edit}]
    if about is not None:
        found += _found(words, about["findings"], findings.checklist(words, about["smart"]))
    return found


def _found(words: Words, found: Any, last: Mrkdwn | None = None) -> list[Block]:
    lines = [*findings.lines(words, found), *([last] if last else [])]
    text = clip("\n".join(lines), CONTEXT_TEXT)
    return [context(Mrkdwn(text))] if lines else []


def _objective(params: Params) -> dict[str, Any]:
    return {name: params.get(name) for name in ("title", "owner", "parent", "state")}
