"""Errors that a user can do something about, in one line each."""

from collections.abc import Iterator

from pydantic import ValidationError
from sqlalchemy.exc import ArgumentError, OperationalError

from bot.cli.failure import Failure
from bot.protocols import NotConnected, OutcomeUnknown, SlackRefused
from bot.sandbox.errors import ServerError
from bot.web.server import CannotListen
from bot.wiring import MissingToken, WrongKeys
from storage.backup import NotSound
from storage.erased import Unreadable
from storage.occupancy import Occupied
from storage.schema import SchemaRefused

#: Their text says the way out.
SAID = (
    *(CannotListen, Failure, NotSound, Occupied),
    *(SchemaRefused, ServerError, WrongKeys, Unreadable),
)


def mendable(error: Exception) -> str | None:
    """What a user can do about it, or None when only a developer can."""
    match error:
        case ValidationError():
            return "\nokrbot: ".join(problems(error))
        case MissingToken():
            return f"{error} is not set. README, “Connect a workspace”, says where to find it."
        case SlackRefused():
            return f"Slack refused: {error.code}. `okrbot doctor` says how to mend it."
        case NotConnected() | OutcomeUnknown():
            return f"Slack does not answer ({error}). Check OKRBOT_SLACK_API_URL and the network."
        case OperationalError() | ArgumentError():
            reason = _reason(error)
            return f"The database cannot be used: {reason}. Check OKRBOT_DATABASE_URL."
    return str(error) if isinstance(error, SAID) else None


def problems(error: ValidationError) -> Iterator[str]:
    """What is wrong with the settings, one line each; their values are never shown."""
    for problem in error.errors(include_input=False, include_url=False):
        name = "_".join(str(part) for part in problem["loc"]).upper()
        said = problem["msg"].removeprefix("Value error, ")
        yield f"OKRBOT_{name.removeprefix('OKRBOT_')}: {said}" if name else said


def _reason(error: OperationalError | ArgumentError) -> str:
    cause = error.orig if isinstance(error, OperationalError) else error
    return str(cause).strip().splitlines()[0]
