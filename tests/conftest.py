"""Fixtures for every test: the two databases, ready migrated, and a closed door to the network."""

import functools
import os
import shutil
import sqlite3
import ssl
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import postgres_server
import pytest
from pytest_socket import socket_allow_hosts
from sqlalchemy import event

from storage import schema
from storage.uow import Database

RUN_DIRECTORY = "OKRBOT_TEST_RUN_DIRECTORY"
REQUIRE_POSTGRES = "OKRBOT_REQUIRE_POSTGRES"


def pytest_configure(config: pytest.Config) -> None:
    """Make the directory that the workers of this run share; they inherit its name."""
    if not hasattr(config, "workerinput"):
        directory = tempfile.mkdtemp(prefix="okrbot-")
        # As root the PostgreSQL server runs as another user, who must be able to get to its files.
        Path(directory).chmod(0o755)
        os.environ[RUN_DIRECTORY] = directory


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(RUN_DIRECTORY), ignore_errors=True)


def pytest_runtest_setup() -> None:
    """Let tests talk to this machine only."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session", autouse=True)
def one_tls_context() -> Iterator[None]:
    """Slack's SDK reads all certificates for each connection, which takes longer than most tests
    here; nothing they speak to has one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", functools.cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session")
def run_directory() -> Path:
    """A directory that all workers of this run share."""
    return Path(os.environ[RUN_DIRECTORY])


@pytest.fixture(scope="session")
def postgres(run_directory: Path) -> Iterator[postgres_server.Server]:
    """The PostgreSQL server of this run, with a migrated template."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgres_server.running(run_directory))
        except postgres_server.CannotStart as error:
            why = f"PostgreSQL cannot start here: {error}"
            if os.environ.get(REQUIRE_POSTGRES) == "1":
                pytest.fail(why)
            pytest.skip(why)
        server.make_template()
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy; one per worker, as it takes milliseconds."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    schema.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def sqlite_shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The SQLite database of this worker. Its engines stay open, for what costs most in a test is
    SQL that SQLAlchemy compiles for the first time."""
    path = tmp_path_factory.mktemp("shared") / "okrbot.db"
    database = Database.open(f"sqlite:///{path}")
    for engine in (database.write, database.inbox):
        event.listen(engine, "connect", _without_waiting_for_the_disk)
    yield database
    database.dispose()


def _without_waiting_for_the_disk(connection: sqlite3.Connection, _record: Any) -> None:
    connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture
def sqlite_anew(sqlite_shared: Database, sqlite_template: Path) -> Callable[[], Database]:
    """Empties the SQLite database of this worker, for a test that needs one after another."""

    def emptied() -> Database:
        with closing(sqlite3.connect(sqlite_template)) as template:
            pooled = sqlite_shared.write.raw_connection()
            template.backup(pooled.driver_connection)
            pooled.close()
        return sqlite_shared

    return emptied


@pytest.fixture
def sqlite_database(sqlite_anew: Callable[[], Database]) -> Database:
    """A migrated SQLite database without a row, for what does not depend on the kind."""
    return sqlite_anew()


@pytest.fixture(scope="session")
def postgres_shared(postgres: postgres_server.Server) -> Iterator[tuple[str, Database]]:
    """The migrated PostgreSQL database of this worker by its name, and open."""
    with postgres.migrated_database() as name:
        database = Database.open(postgres.url(name))
        yield name, database
        database.dispose()


@pytest.fixture
def postgres_database(
    postgres: postgres_server.Server, postgres_shared: tuple[str, Database]
) -> Database:
    """A migrated PostgreSQL database without a row, its ids counting from 1."""
    name, database = postgres_shared
    database.dispose()
    postgres.empty(name)
    return database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """A migrated database without a row; the test runs once on each kind."""
    name = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    found = request.getfixturevalue(name)
    assert isinstance(found, Database)
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any table, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        server = request.getfixturevalue("postgres")
        with server.empty_database() as url:
            yield url
