"""Help that one team asks of another: the form, the two cards, the list."""

from typing import Any

from bot.render import inputs
from bot.render.blocks import (
    Block,
    Rendered,
    actions,
    button,
    context,
    input_block,
    message,
    modal,
    option,
    section,
)
from bot.render.cycle_words import title
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, mention, user_text
from bot.render.ids import Action, View
from bot.render.ids import Block as BlockId
from bot.render.rows import Params

_WHAT, _EFFORT = 500, 100
_LISTED = 15


def dependency(words: Words, params: Params) -> Rendered:
    """A request as the lead who is asked, or the asker, has it; it follows the answer."""
    lines = [words.line(f"depend.head_{params['role']}", **_facts(words, params))]
    lines += _details(words, params)
    lines.append(_state(words, params))
    text = Mrkdwn("\n".join(line for line in lines if line))
    found: list[Block | None] = [section(text)]
    if params["can_answer"]:
        found.append(_answers(words, params["id"]))
    return message(lines[0], found)


def dependency_answer(words: Words, params: Params) -> Rendered:
    """The asker hears what became of it."""
    head = words.line(f"depend.told_{params['state']}", **_facts(words, params))
    because = _because(words, params)
    text = Mrkdwn("\n".join([head, *([because] if because else [])]))
    return message(head, [section(text)])


def dependency_list(words: Words, params: Params) -> Rendered:
    """What is asked of us, then what we asked of others."""
    found: list[Block | None] = []
    for name in ("of_us", "by_us"):
        if params[name]:
            found.append(section(words.line(f"depend.{name}")))
        for one in params[name][:_LISTED]:
            found.append(section(_line(words, one, name)))
            if one["can_answer"]:
                found.append(_answers(words, one["id"]))
    if not found:
        found.append(section(words.line("depend.nothing")))
    if params["more"]:
        found.append(context(words.line("lists.more", count=params["more"])))
    ask = button(words.plain("buttons.ask_team"), action_id=Action.ASK_TEAM)
    kept = found[:48]
    return message(words.line("depend.fallback"), [*kept, actions(None, ask)])


def depend(words: Words, params: Params) -> dict[str, Any]:
    """For which goal, of which team, what, how much and by when."""
    objectives = [option(one["title"], str(one["id"])) for one in params["objectives"]]
    teams = [option(one["name"], str(one["id"])) for one in params["teams"]]
    only = objectives[0]["value"] if len(objectives) == 1 else None
    team = None if params["chosen"] is None else str(params["chosen"])
    choose = words.plain("views.choose")
    body = [
        input_block(
            words.plain("depend_form.objective"),
            inputs.chosen(choose, objectives, action_id=Action.VALUE, value=only),
            block_id=BlockId.OBJECTIVE,
        ),
        input_block(
            words.plain("depend_form.team"),
            inputs.chosen(
                words.plain("depend_form.choose_team"), teams, action_id=Action.VALUE, value=team
            ),
            block_id=BlockId.TEAM,
        ),
        _written(words, "what", BlockId.WHAT, longest=_WHAT, multiline=True),
        _written(words, "effort", BlockId.EFFORT, longest=_EFFORT),
        input_block(
            words.plain("depend_form.due"),
            inputs.day(words.plain("depend_form.choose_day"), action_id=Action.VALUE),
            block_id=BlockId.DUE,
        ),
    ]
    return _modal(words, View.DEPEND, "", body, submit="depend_form.submit")


def decline(words: Words, params: Params) -> dict[str, Any]:
    """Why not."""
    text = words.line("depend_form.declines", **_facts(words, params))
    body = [
        section(text),
        _written(words, "because", BlockId.BECAUSE, longest=_WHAT, multiline=True),
    ]
    return _modal(words, View.DECLINE, str(params["id"]), body, submit="depend_form.decline_submit")


def _written(
    words: Words, name: str, block: str, *, longest: int, multiline: bool = False
) -> Block:
    typed = inputs.text(
        words.plain(f"depend_form.{name}_example"),
        action_id=Action.VALUE,
        longest=longest,
        multiline=multiline,
    )
    return input_block(words.plain(f"depend_form.{name}"), typed, block_id=block)


def _modal(
    words: Words, view: View, metadata: str, body: list[Block], *, submit: str
) -> dict[str, Any]:
    return modal(
        body,
        callback_id=view,
        private_metadata=metadata,
        title=words.plain(f"depend_form.{view}_title"),
        submit=words.plain(submit),
        close=words.plain("buttons.cancel"),
    )


def _facts(words: Words, params: Params) -> dict[str, Mrkdwn]:
    return {
        "asker": mention(params["asker"], params["asker_name"]),
        "asked": mention(params["asked"], params["asked_name"]),
        "team": title(params["team"], 80),
        "title": title(params["title"]),
        "what": user_text(params["what"] or "…", 300),
        "due": words.language.dates.day(params["due"]),
    }


def _details(words: Words, params: Params) -> list[Mrkdwn]:
    return [
        words.line("depend.what", what=user_text(params["what"] or "…", _WHAT)),
        words.line(
            "depend.effort",
            effort=user_text(params["effort"] or "…", _EFFORT),
            due=words.language.dates.day(params["due"]),
        ),
    ]


def _state(words: Words, params: Params) -> Mrkdwn:
    said = words.line(f"depend_states.{params['state']}")
    because = _because(words, params)
    return Mrkdwn(f"{said}\n{because}" if because else said)


def _because(words: Words, params: Params) -> Mrkdwn | None:
    if not params["because"]:
        return None
    return words.line("depend.because", because=user_text(params["because"], _WHAT))


def _line(words: Words, one: Params, name: str) -> Mrkdwn:
    head = words.line(f"depend.line_{name}", **_facts(words, one))
    effort = user_text(one["effort"] or "…", _EFFORT)
    return Mrkdwn(f"{head}\n{effort} · {_state(words, one)}")


def _answers(words: Words, row_id: object) -> Block:
    return actions(
        None,
        button(
            words.plain("buttons.accept_request"),
            action_id=Action.ACCEPT_REQUEST,
            value=str(row_id),
            primary=True,
        ),
        button(
            words.plain("buttons.decline_request"),
            action_id=Action.DECLINE_REQUEST,
            value=str(row_id),
        ),
    )
