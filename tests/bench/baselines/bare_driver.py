"""sqlite3 and psycopg behind the few calls that baselines make; rows are named tuples."""

import json
import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import psycopg
from sqlalchemy import URL

from storage.types import canonical

SQLITE_MOMENT = "%Y-%m-%d %H:%M:%S.%f"
DECIMALS = ("start", "target", "floor", "ceiling", "value", "low", "high", "critical_high")
DAYS = ("occurs_on", "starts_on", "ends_on", "start_on", "due_on", "value_on", "first")
MOMENTS = ("checked_in_at", "next_at", "retry_at", "skipped_at")
SQLITE_VALUES: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(DECIMALS, Decimal),
    **dict.fromkeys(DAYS, date.fromisoformat),
    **dict.fromkeys(MOMENTS, lambda said: datetime.fromisoformat(said).replace(tzinfo=UTC)),
    **dict.fromkeys(("rule", "skipped_params"), json.loads),
}
Rows = Iterable[Sequence[Any]]


class OnSqlite:
    """Commits as safely as the bot does."""

    sign, locked = "?", ""

    def __init__(self, url: URL) -> None:
        self.connection = sqlite3.connect(str(url.database), isolation_level=None)
        self.connection.execute("PRAGMA synchronous = FULL")
        self.connection.execute("PRAGMA foreign_keys = ON")

    def begin(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        self.connection.execute("COMMIT")

    def read(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        cursor = self.connection.execute(statement, values)
        names = [column[0] for column in cursor.description]
        return _tuples(names, cursor, SQLITE_VALUES)

    def fetch(self, statement: str, values: Any) -> Sequence[Any]:
        """Rows as the driver gives them."""
        return self.connection.execute(statement, values).fetchall()

    def run(self, statement: str, values: Any) -> None:
        self.connection.execute(statement, values)

    def write(self, statement: str, rows: Rows) -> None:
        self.connection.executemany(statement, rows)

    def insert(self, statement: str, rows: Rows) -> list[int]:
        """The new ids, in order."""
        run = self.connection.execute
        return [run(statement, row).fetchone()[0] for row in rows]

    def close(self) -> None:
        self.connection.close()

    def moment(self, at: datetime) -> Any:
        return at.strftime(SQLITE_MOMENT)

    def day(self, on: date) -> Any:
        return on.isoformat()


class OnPostgresql:
    """psycopg sends the rows of one statement without waiting for each."""

    sign, locked = "%s", "FOR UPDATE OF s SKIP LOCKED"

    def __init__(self, url: URL) -> None:
        conninfo = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self.connection = psycopg.connect(conninfo, options="-c timezone=UTC")
        self.cursor = self.connection.cursor()

    def begin(self) -> None:
        """psycopg begins by itself."""

    def commit(self) -> None:
        self.connection.commit()

    def read(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        cursor = self.cursor.execute(statement, values)
        names = [column.name for column in cursor.description or ()]
        return _tuples(names, cursor, dict.fromkeys(DECIMALS, _plain))

    def fetch(self, statement: str, values: Any) -> Sequence[Any]:
        """Rows as the driver gives them."""
        return self.cursor.execute(statement, values).fetchall()

    def run(self, statement: str, values: Any) -> None:
        self.cursor.execute(statement, values)

    def write(self, statement: str, rows: Rows) -> None:
        self.cursor.executemany(statement, rows)

    def insert(self, statement: str, rows: Rows) -> list[int]:
        """The new ids, in order."""
        self.cursor.executemany(statement, rows, returning=True)
        return [row[0] for one in self.cursor.results() for row in one.fetchall()]

    def close(self) -> None:
        self.connection.close()

    def moment(self, at: datetime) -> Any:
        return at

    def day(self, on: date) -> Any:
        return on


Driver = OnSqlite | OnPostgresql


def opened(url: URL) -> Driver:
    return OnSqlite(url) if url.get_backend_name() == "sqlite" else OnPostgresql(url)


def _tuples(
    names: Sequence[str], rows: Rows, convert: Mapping[str, Callable[[Any], Any]]
) -> list[Any]:
    """Named tuples, the named columns converted."""
    made = _named(tuple(names))
    changed = [(at, convert[name]) for at, name in enumerate(names) if name in convert]
    found = []
    for row in rows:
        values = list(row)
        for at, change in changed:
            if values[at] is not None:
                values[at] = change(values[at])
        found.append(made(values))
    return found


def _plain(value: Decimal) -> Decimal:
    """Without the zeros that PostgreSQL adds."""
    return Decimal(canonical(value))


@cache
def _named(names: tuple[str, ...]) -> Any:
    """Making the class costs more than a small statement."""
    return namedtuple("Found", names)._make  # type: ignore[misc]
