"""A desk on each kind of database."""

from pathlib import Path

import pytest
from desk import Desk

from storage.uow import Database


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return Desk(database, tmp_path)
