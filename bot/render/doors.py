"""Buttons that give a command: the way on from one answer to the next."""

from typing import Any

from bot.render.blocks import button
from bot.render.ids import Action, Run


def door(
    label: str, line: str, index: int, *, page: int = 1, replaces: bool = False
) -> dict[str, Any]:
    """A button that gives the command `line`; `index` tells several of one message apart.

    With `replaces` the answer takes the place of a message that only its reader sees.
    """
    value = str(Run(line, page, replaces=replaces))
    return button(label, action_id=Action.run(index), value=value)
