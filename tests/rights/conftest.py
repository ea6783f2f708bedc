"""The house and the office are known to every test here, and the log is short."""

import pytest
from house import House, closing, house
from office import Office, Spied, opened

from bot import logs
from bot.domain import policy

# Fixtures are known by name where they are imported into a conftest.
__all__ = ["closing", "house"]


@pytest.fixture(scope="session", autouse=True)
def short_log() -> None:
    logs.configure(level="ERROR")


@pytest.fixture
def office(house: House) -> Office:
    return opened(house)


@pytest.fixture
def spied(monkeypatch: pytest.MonkeyPatch) -> Spied:
    """What `authorize` is asked, by whatever."""
    found = Spied(policy.RULES)
    monkeypatch.setattr(policy, "RULES", found)
    return found
