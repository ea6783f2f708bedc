"""The house is known to every test here, and its log is short."""

import pytest
from house import closing, house

from bot import logs

# Fixtures are known by name where they are imported into a conftest.
__all__ = ["closing", "house"]


@pytest.fixture(scope="session", autouse=True)
def short_log() -> None:
    logs.configure(level="CRITICAL")
