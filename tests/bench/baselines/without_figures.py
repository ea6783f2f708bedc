"""The same check-ins by the same bot, but that nobody keeps what teams come to."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch


@contextmanager
def without_figures() -> Iterator[None]:
    """Meanwhile no check-in notes what it changes for its team."""
    with patch("storage.team_figures.note", lambda *_: None):
        yield
