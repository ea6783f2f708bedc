"""Databases that hold a synthetic company: built once for a run, copied for each row."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, text
from sqlmodel import SQLModel

from storage import engine, schema
from storage.tables import metadata
from storage.uow import Database
from tests import postgres_server
from tests.bench.frame import Unavailable
from tests.bench.organisation import Organisation, Row

ENGINES = ("sqlite", "postgresql")


class Stores:
    """`size` people. Nothing is built before it is asked for; `close` throws all away."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._stack = ExitStack()

    @contextmanager
    def copy(self, kind: str) -> Iterator[str]:
        """The URL of a database of this kind, one of ENGINES, with the company in it."""
        if kind == "sqlite":
            with tempfile.TemporaryDirectory(dir=self.folder) as folder:
                path = Path(folder) / "okrbot.db"
                shutil.copyfile(self._sqlite, path)
                yield f"sqlite:///{path}"
        else:
            with self.server.created(self._postgresql) as name:
                yield self.server.url(name)

    @contextmanager
    def empty(self, kind: str) -> Iterator[str]:
        """The URL of a database of this kind without a table."""
        if kind == "sqlite":
            with tempfile.TemporaryDirectory(dir=self.folder) as folder:
                yield f"sqlite:///{Path(folder) / 'okrbot.db'}"
        else:
            with self.server.empty_database() as url:
                yield url

    @contextmanager
    def opened(self, kind: str) -> Iterator[Database]:
        """The same, opened as the bot opens it."""
        with self.copy(kind) as url:
            database = Database.open(url)
            try:
                yield database
            finally:
                database.dispose()

    def close(self) -> None:
        self._stack.close()

    @cached_property
    def folder(self) -> Path:
        found = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="okrbot-")))
        found.chmod(0o755)  # the server of PostgreSQL runs as another user
        return found

    @cached_property
    def server(self) -> postgres_server.Server:
        """Raises Unavailable where PostgreSQL cannot run."""
        try:
            running = postgres_server.running(self.folder, postgres_server.SAFE)
            server = self._stack.enter_context(running)
        except postgres_server.CannotStart as error:
            raise Unavailable(f"PostgreSQL cannot start here: {error}") from error
        server.make_template()
        return server

    @cached_property
    def _sqlite(self) -> Path:
        path = self.folder / "template.db"
        build(f"sqlite:///{path}", Organisation(self.size))
        return path

    @cached_property
    def _postgresql(self) -> str:
        name = self._stack.enter_context(self.server.migrated_database())
        build(self.server.url(name), Organisation(self.size))
        return name


def build(url: str, organisation: Organisation) -> None:
    """Migrate the database and write all rows."""
    schema.upgrade(url)
    made = engine.writer(url, pool_size=1)
    try:
        fill(made, organisation)
    finally:
        made.dispose()


def fill(made: Engine, organisation: Organisation) -> None:
    """Write all rows into a migrated database, in one transaction."""
    with made.begin() as connection:
        for table, rows in organisation.chunks():
            write(connection, table, rows)
        count_on(connection)
    analyse(made)


def write(connection: Connection, table: type[SQLModel], rows: list[Row]) -> None:
    """Insert rows of one table; all name the same columns."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(insert(table), rows)
        return
    names = ", ".join(rows[0])
    cursor = connection.connection.cursor()
    with cursor.copy(f"COPY {table.__tablename__} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([_json(value) for value in row.values()])


def _json(value: object) -> object:
    return json.dumps(value) if isinstance(value, dict | list) else value


def count_on(connection: Connection) -> None:
    """Let ids that the database gives go on after those that were written."""
    if connection.dialect.name != "postgresql":
        return
    for table in metadata.tables.values():
        if "id" in table.c and table.c.id.type.python_type is int:
            sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
            newest = f'(SELECT max(id) FROM "{table.name}")'
            connection.execute(text(f"SELECT setval({sequence}, {newest})"))


def analyse(made: Engine) -> None:
    """Let PostgreSQL know its tables, as it does after a while; SQLite is never told."""
    if made.dialect.name == "postgresql":
        with made.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM (ANALYZE)"))
