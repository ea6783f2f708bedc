"""The API is known to every test here, and its log is short."""

import pytest
from api_house import api, sqlite_api

from bot import logs

# Fixtures are known by name where they are imported into a conftest.
__all__ = ["api", "sqlite_api"]


@pytest.fixture(scope="session", autouse=True)
def short_log() -> None:
    logs.configure(level="CRITICAL")
