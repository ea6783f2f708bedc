"""What the doctor says of one thing that was looked at."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How bad it is: the bot works as it should, works but ought to be mended, or does not."""

    FINE = "fine"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `remedy` says in one line how to mend what is not fine."""

    check: str
    what: str
    state: State = State.FINE
    remedy: str | None = None


def wrong(check: str, what: str, remedy: str) -> Finding:
    """The bot does not work so."""
    return Finding(check, what, State.WRONG, remedy)


def warning(check: str, what: str, remedy: str) -> Finding:
    """The bot works, but somebody should look."""
    return Finding(check, what, State.WARNING, remedy)
