"""What a play needs beside its company."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.demo.actors import Cast
from bot.services.importing import ImportFile


def unchanged(file: ImportFile) -> ImportFile:
    """The company as the file has it."""
    return file


@dataclass(frozen=True, slots=True)
class Plot:
    """A story: it begins at `start` with what `before` leaves of the file; `tell` plays it."""

    start: datetime
    tell: Callable[[Cast, ImportFile], None]
    before: Callable[[ImportFile], ImportFile] = unchanged
