"""What a user can put right: said in one line, without a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.domain.errors import DomainError
from bot.render import Renderer


class Failure(Exception):
    """The command cannot go on; the text says the way out."""


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
