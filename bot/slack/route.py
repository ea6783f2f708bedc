"""What the table of routes is made of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import DomainError, NotAllowed
from bot.domain.people import Actor
from bot.domain.policy import Action, Right
from bot.runtime import Runtime
from bot.slack.answers import Answer
from bot.slack.payload import Incoming

Handle = Callable[[Runtime, Incoming, Actor], Answer | None]
Check = Callable[[Runtime, Incoming, Actor], Mapping[str, Any]]
Instead = Callable[[Runtime, Incoming, Actor], Mapping[str, Any] | None]
Follow = Callable[[Runtime, Incoming, Actor], Mapping[str, Any] | None]


class FieldsRefused(Exception):
    """What a form says cannot be used: words by the id of the block.

    `denied` are those of the reasons that are no matter of what was typed, but of a right.
    """

    def __init__(self, by_block: Mapping[str, str], errors: Iterable[DomainError] = ()) -> None:
        super().__init__(by_block)
        self.by_block = by_block
        self.denied = [error for error in errors if isinstance(error, NotAllowed)]


@dataclass(frozen=True, slots=True)
class Route:
    """`right` is what the use case asks for; it is checked there, against the object.

    `also` is what it asks for instead or as well, by what the form holds.

    `check` returns the errors of a form by block id, before the form is acknowledged. `follow` does
    the work of a form before that: it gives the view that takes the form's place, None closes it.
    Such a form is not tried again by the tick: who sent it sees what became of it.
    `instead` gives a view that takes the place of a form which is not complete, before anything is
    done; None where it is.
    """

    right: Right
    handle: Handle
    check: Check | None = None
    instead: Instead | None = None
    follow: Follow | None = None
    also: tuple[Action, ...] = ()
