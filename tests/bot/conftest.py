"""The house is known to every test here, and its log is short."""

import pytest
from browser import chrome, context, visit
from house import closing, house, new_house, open_at
from watched_logs import watched_logs

from bot import logs

# Fixtures are known by name where they are imported into a conftest.
__all__ = ["chrome", "closing", "context", "house", "new_house", "open_at", "visit", "watched_logs"]


@pytest.fixture(scope="session", autouse=True)
def short_log() -> None:
    """As a running bot logs: without the values of every variable, which takes seconds."""
    logs.configure(level="ERROR")
