"""What a user can put right: said in one line, without a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError

from bot.domain.errors import DomainError
from bot.render import Renderer


class Failure(Exception):
    """The command cannot go on; the text says the way out."""


def problems(error: ValidationError) -> Iterator[str]:
    """What is wrong with the settings, one line each; their values are never shown."""
    for problem in error.errors(include_input=False, include_url=False):
        name = "_".join(str(part) for part in problem["loc"]).upper()
        said = problem["msg"].removeprefix("Value error, ")
        yield f"OKRBOT_{name.removeprefix('OKRBOT_')}: {said}" if name else said


@contextmanager
def refusing(lang: str = "en") -> Iterator[None]:
    """Say what a use case refuses; raises Failure."""
    try:
        yield
    except DomainError as error:
        raise Failure(told(error, lang)) from error


def told(error: DomainError, lang: str = "en") -> str:
    """An error in plain text."""
    return Renderer().field_error(error, locale=lang)
