"""What the table of routes is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.people import Actor
from bot.domain.policy import Action
from bot.runtime import Runtime
from bot.slack.answers import Answer
from bot.slack.payload import Incoming

Handle = Callable[[Runtime, Incoming, Actor], Answer | None]
Check = Callable[[Runtime, Incoming, Actor], Mapping[str, Any]]
Instead = Callable[[Runtime, Incoming, Actor], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Route:
    """`right` is what the use case asks for; it is checked there, against the object.

    `check` returns the errors of a form by block id, before the form is acknowledged. `instead`
    returns a view that takes its place before anything is done, None where the form is complete.
    """

    right: Action
    handle: Handle
    check: Check | None = None
    instead: Instead | None = None
