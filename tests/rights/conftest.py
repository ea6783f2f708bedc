"""The house and the office are known to every test here, and the log is short."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from house import House, closing, house, open_house
from office import Office, Spied, opened

from bot import logs
from bot.domain import policy
from storage.uow import Database

# Fixtures are known by name where they are imported into a conftest.
__all__ = ["closing", "house"]


@pytest.fixture(scope="session", autouse=True)
def short_log() -> None:
    logs.configure(level="ERROR")


@pytest.fixture
def office(house: House) -> Office:
    return opened(house)


@pytest.fixture
def postgres_office(
    postgres_database: Database, tmp_path: Path, closing: ThreadPoolExecutor
) -> Iterator[Office]:
    """The same office on the other kind of database."""
    with open_house(postgres_database, tmp_path, closing=closing) as found:
        yield opened(found)


@pytest.fixture
def spied(monkeypatch: pytest.MonkeyPatch) -> Spied:
    """What `authorize` is asked, by whatever."""
    found = Spied(policy.RULES)
    monkeypatch.setattr(policy, "RULES", found)
    return found
