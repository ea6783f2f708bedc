"""Short answers: notes, help, choices, and errors that say the way out."""

from collections.abc import Sequence
from typing import Any

from bot.domain.folding import fold
from bot.render import rows
from bot.render.blocks import Rendered, actions, button, message, section
from bot.render.check_in import example
from bot.render.doors import door
from bot.render.environment import Words
from bot.render.errors import shown
from bot.render.escaping import Mrkdwn, clip, from_mrkdwn
from bot.render.ids import Action
from bot.render.limits import BUTTON_TEXT, SECTION_TEXT
from bot.render.rows import Params

_CHOICES_SHOWN = 15
_CHOICE_LENGTH = 120
#: Pages of help by their topics, folded.
_TOPICS = {
    **dict.fromkeys(("remind", "nhac", "nhip nhac"), "help/remind"),
    **dict.fromkeys(("look", "show", "goals", "tree", "xem", "cay", "tra cuu"), "help/look"),
    **dict.fromkeys(("manager", "quan ly"), "help/manager"),
    **dict.fromkeys(("scorecard", "scorecards", "bang diem"), "help/scorecard"),
    **dict.fromkeys(("privacy", "data", "quyen rieng tu", "du lieu"), "help/privacy"),
}


def note(words: Words, params: Params) -> Rendered:
    """A fitting answer to a message without figures. `key` names one text of [notes].

    The example is made from `n`, `value` and `unit` of one of the person's goals.
    """
    key = params["key"]
    if key == "leave":
        key = _leave(params)
    items = [rows.known(params)] if params.get("n") is not None else []
    facts = {name: shown(words, name, value) for name, value in params.items()}
    text = words.line(f"notes.{key}", **(facts | {"example": example(words, items)}))
    if key not in ("leave", "leave_later"):
        return _said(text)
    label, days = "buttons.pause", [params["leave_until"]]
    if key == "leave_later":
        label, days = "buttons.pause_later", [params["leave_from"], params["leave_until"]]
    pause = button(words.plain(label), action_id=Action.PAUSE, value="/".join(map(str, days)))
    return message(text, [section(text), actions(None, pause)])


def _leave(params: Params) -> str:
    """The text for a leave whose last day is not known, that began, or that is still to come."""
    if not params.get("leave_until"):
        return "leave_open"
    return "leave_later" if params.get("leave_from") else "leave"


def cadence_set(words: Words, params: Params) -> Rendered:
    """How often a goal is asked about from now on; `count` is how many key results that are."""
    facts = {name: params[name] for name in ("title", "count", "cadence", "own")}
    return _said(words.mrkdwn("cadence_set", limit=_CHOICE_LENGTH, **facts))


def team_cadence_set(words: Words, params: Params) -> Rendered:
    """How often the goals of a team are asked about from now on.

    `count` key results are asked about so often, `others` keep a cadence of their own.
    """
    facts = {name: params[name] for name in ("team", "count", "others", "cadence", "own")}
    return _said(words.mrkdwn("team_cadence_set", limit=_CHOICE_LENGTH, **facts))


def paused(words: Words, params: Params) -> Rendered:
    """From when and until when nobody asks, when the next question comes, and the way back."""
    facts = {"until": params["until"]} | {name: params.get(name) for name in ("starts", "next_ask")}
    text = words.mrkdwn("pause/paused", **facts)
    label = "buttons.stay" if facts["starts"] else "buttons.resume"
    back = button(words.plain(label), action_id=Action.RESUME)
    return message(text, [section(text), actions(None, back)])


def resumed(words: Words, params: Params) -> Rendered:
    """Back again, and when the next question comes."""
    facts = {"next_ask": params.get("next_ask"), "called_off": bool(params.get("called_off"))}
    return _said(words.mrkdwn("pause/resumed", **facts))


def help_shown(words: Words, params: Params) -> Rendered:
    """The commands that there are, with an example each, or all about one of them."""
    usual = "help/kpi" if params["command"] == "/kpi" else "help/okr"
    name = _TOPICS.get(fold(params.get("topic") or ""), usual)
    return _said(words.mrkdwn(name), fallback=words.line("fallback.help"))


def unknown_command(words: Words, params: Params) -> Rendered:
    """An unknown word gets the nearest command, and help."""
    nearest = params.get("nearest")
    return _said(
        words.mrkdwn(
            "unknown_command",
            help=f"{params['command']} {words.plain('commands.help')}",
            word=params["word"],
            nearest=f"{params['command']} {nearest}" if nearest else None,
            limit=_CHOICE_LENGTH,
        )
    )


def which_one(words: Words, params: Params) -> Rendered:
    """Several things fit, or one may be meant: a button for each gives the command again."""
    choices: Sequence[Any] = params["choices"]
    shown_choices = choices[:_CHOICES_SHOWN]
    # One that nobody was asked about before is a guess: see bot.domain.matching.
    titles = [str(each["title"]) for each in shown_choices]
    # A button may cut off what tells two apart: then they are listed, and the buttons numbered.
    listed = any(len(title) > BUTTON_TEXT for title in titles)
    text = words.mrkdwn(
        "which_one",
        query=params["query"],
        choices=titles,
        listed=listed,
        guessed=bool(params.get("guessed")) or len(choices) == 1,
        more=max(len(choices) - _CHOICES_SHOWN, 0),
        limit=_CHOICE_LENGTH,
    )
    doors = [
        door(
            f"{at + 1}  {titles[at]}" if listed else titles[at],
            f"{params['command']} {each['id']}",
            at,
            replaces=True,
        )
        for at, each in enumerate(shown_choices)
    ]
    mine = button(words.plain("buttons.show_mine"), action_id=Action.SHOW_MINE)
    return message(text, [section(text), actions(None, *doors, mine)])


def error(words: Words, params: Params) -> Rendered:
    """`text` is mrkdwn of Renderer.error; those who have goals are offered a way to them.

    `doors` are further ways out: a word of [look] and a command each.
    """
    known = clip(params["text"].strip(), SECTION_TEXT)
    text = from_mrkdwn(known) or words.line("errors.unknown", key="")
    if not params.get("has_goals", True):
        return message(text, [section(text)])
    doors = [
        door(words.plain(f"look.{each['label']}"), each["line"], at)
        for at, each in enumerate(params.get("doors") or [])
    ]
    mine = button(words.plain("buttons.show_mine"), action_id=Action.SHOW_MINE)
    return message(text, [section(text), actions(None, *doors, mine)])


def saved_in_dm(words: Words, params: Params) -> Rendered:
    """Told where the command was typed: what was understood stands in the DM."""
    return _said(words.mrkdwn("saved_in_dm", rows=params["rows"], questions=params["questions"]))


def _said(text: Mrkdwn, *, fallback: Mrkdwn | None = None) -> Rendered:
    return message(fallback or text, [section(text)])
