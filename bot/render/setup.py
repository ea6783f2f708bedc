"""The first steps of a workspace: on the home tab and in a message of their own."""

from collections.abc import Sequence
from typing import Any, Final

from bot.render.blocks import Block, Rendered, actions, button, context, header, message, section
from bot.render.doors import door
from bot.render.environment import Words
from bot.render.ids import Action
from bot.render.rows import Params

#: Step → the word on its button and what that opens.
_BUTTONS: Final = {
    "language": ("workspace", Action.WORKSPACE_SETTINGS),
    "working_days": ("workspace", Action.WORKSPACE_SETTINGS),
    "teams": ("teams", Action.TEAMS),
    "pilot": ("teams", Action.TEAMS),
    "cycle": ("cycle", Action.NEW_CYCLE),
    "goals": ("add", Action.HOME_ADD),
}


def setup_guide(words: Words, params: Params) -> Rendered:
    """A check-list with a button for each step that is not done, edited in place.

    Once it is dismissed, moved to a newer message or done, it is one line.
    """
    if params["state"] != "open":
        said = words.line(f"setup.{params['state']}")
        return message(said, [section(said)])
    found: list[Block | None] = [
        header(words.plain("setup.head")),
        section(words.line("setup.what")),
        *steps(words, params["steps"]),
        actions(
            None,
            door(words.plain("setup.import"), "/okr import", 0),
            button(words.plain("setup.dismiss"), action_id=Action.DISMISS_SETUP),
        ),
        context(words.line("setup.again")),
    ]
    return message(words.line("setup.head"), found)


def setup_sent(words: Words, params: Params) -> Rendered:
    """Told where the command was typed."""
    text = words.line("setup.sent", done=params["done"], total=params["total"])
    return message(text, [section(text)])


def steps(words: Words, listed: Sequence[dict[str, Any]]) -> list[Block]:
    """A section for each step; those that are not done open their form."""
    found = []
    for step in listed:
        text = words.mrkdwn("home/step", step=step)
        name, action = _BUTTONS[step["key"]]
        beside = button(words.plain(f"home_buttons.{name}"), action_id=action)
        found.append(section(text) if step["done"] else section(text, beside=beside))
    return found
