"""Buttons that give a command: the way on from one answer to the next."""

from collections.abc import Sequence
from typing import Any, Final

from bot.render.blocks import Block, button, context, menu, option
from bot.render.environment import Words
from bot.render.escaping import ELLIPSIS, clean, clip
from bot.render.ids import Action, Run
from bot.render.limits import OPTION_TEXT, SELECT_OPTIONS
from bot.render.rows import Params

_OPTION: Final = OPTION_TEXT - 1


def door(
    label: str, line: str, index: int, *, page: int = 1, replaces: bool = False
) -> dict[str, Any]:
    """A button that gives the command `line`; `index` tells several of one message apart.

    With `replaces` the answer takes the place of a message that only its reader sees.
    """
    value = str(Run(line, page, replaces=replaces))
    return button(label, action_id=Action.run(index), value=value)


def chart_button(words: Words, shown: str) -> dict[str, Any]:
    """Shows a chart of what `shown` names: "kpi:3" or "team:5"."""
    return button(words.plain("charts.chart"), action_id=Action.CHART, value=shown)


def choice(label: str, lines: Sequence[tuple[str, str]], *, at: int) -> dict[str, Any]:
    """A menu of commands, each by its title; `at` tells it apart from the buttons beside it."""
    options = [
        option(clip(clean(title), _OPTION) or ELLIPSIS, str(Run(line)))
        for title, line in lines[:SELECT_OPTIONS]
    ]
    return menu(label, options, action_id=Action.run(at))


def why_menu(words: Words, goals: Sequence[Params], *, at: int) -> list[dict[str, Any]]:
    """*Why?* of key results: a button for one, a menu for several, nothing for none."""
    known = {row["id"]: str(row["title"]) for row in goals if row.get("kind", "kr") == "kr"}
    lines = [(title, f"/okr why kr:{key}") for key, title in known.items() if key is not None]
    if len(lines) == 1:
        return [door(words.plain("look.why"), lines[0][1], at)]
    return [choice(words.plain("look.why"), lines, at=at)] if lines else []


def after_page(words: Words, line: str, page: int, *, more: bool) -> list[dict[str, Any]]:
    """*More* and *Back* of an answer that comes in pages; each takes the place of the other."""
    found: list[dict[str, Any]] = []
    if page > 1:
        back = words.plain("look.back")
        found.append(door(back, line, len(found), page=page - 1, replaces=True))
    if more:
        on = words.plain("look.more")
        found.append(door(on, line, len(found), page=page + 1, replaces=True))
    return found


def with_reason(line: str, params: Params) -> str:
    """The command with the reason for which an admin was shown what it leads on from."""
    why = params.get("for_reason")
    return f"{line} because {why}" if why else line


def for_reason(words: Words, params: Params) -> Block | None:
    """That somebody sees this as an admin, and why."""
    why = params.get("for_reason")
    return context(words.line("look.for_reason", why=why)) if why else None


def initiatives_button(words: Words, key_result_id: object) -> dict[str, Any]:
    """Opens the form in which people say what they do for a key result."""
    label = words.plain("buttons.initiatives")
    return button(label, action_id=Action.INITIATIVES, value=str(key_result_id))
