"""Figures that a query finds in a database, which it can only read.

The database itself keeps it so: PostgreSQL by a transaction that is read-only and a protocol that
carries one statement, SQLite by a file that is opened for reading and a check of each step.
"""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.domain.connectors import Figure, figure
from bot.domain.errors import Invalid

SECONDS = 10
MOST_ROWS = 100
LONGEST_VALUE = 1_000_000
COLUMNS = ("value", "date", "numerator", "denominator")
READING = {
    *(sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE),
    sqlite3.SQLITE_FUNCTION,
}
STEPS_BETWEEN_LOOKS = 10_000


def figures(url: str, query: str, *, seconds: float = SECONDS) -> Sequence[Figure]:
    """A figure for each row, at most MOST_ROWS. Raises Invalid "connector.…".

    Columns are known by their names: value, date, numerator, denominator; one alone is the value.
    """
    try:
        parts = make_url(url)
    except ArgumentError as error:
        raise Invalid("connector.not_a_database") from error
    kind = parts.get_backend_name()
    if kind == "sqlite":
        names, rows = _of_sqlite(parts, query, seconds)
    elif kind == "postgresql":
        names, rows = _of_postgresql(parts, query, seconds)
    else:
        raise Invalid("connector.not_a_database")
    if len(rows) > MOST_ROWS:
        raise Invalid("connector.too_many_rows", most=MOST_ROWS)
    return list(_figures(names, rows))


Found = tuple[Sequence[str], Sequence[Sequence[Any]]]


def _of_sqlite(parts: URL, query: str, seconds: float) -> Found:
    address = f"file:{quote(parts.database or '')}?mode=ro"
    until = time.monotonic() + seconds
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=seconds)) as connection:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
            connection.execute("PRAGMA query_only = ON")
            connection.set_authorizer(_allowed)
            connection.set_progress_handler(
                lambda: int(time.monotonic() > until), STEPS_BETWEEN_LOOKS
            )
            cursor = connection.execute(query)
            names = [column[0] for column in cursor.description or ()]
            return names, cursor.fetchmany(MOST_ROWS + 1)
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise Invalid("connector.slow_query", seconds=int(seconds)) from error
        raise _refused(error) from error
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise _refused(error) from error


def _allowed(action: int, _one: str | None, name: str | None, *_: str | None) -> int:
    if action in READING and (name or "").lower() != "load_extension":
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _of_postgresql(parts: URL, query: str, seconds: float) -> Found:
    try:
        import psycopg
    except ImportError as error:
        raise Invalid("connector.no_postgresql") from error
    address = parts.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        with psycopg.connect(address, connect_timeout=int(seconds), autocommit=False) as connection:
            connection.read_only = True
            connection.execute(
                "SELECT set_config('statement_timeout', %s, true)", [f"{int(seconds * 1000)}ms"]
            )
            with connection.cursor() as cursor:
                # Row by row, as a whole answer could be any size; it carries one statement alone.
                rows = cursor.stream(query.encode())
                found = [row for row, _ in zip(rows, range(MOST_ROWS + 1), strict=False)]
                names = [column.name for column in cursor.description or ()]
                rows.close()  # type: ignore[attr-defined]
            connection.rollback()
            return names, found
    except psycopg.errors.QueryCanceled as error:
        raise Invalid("connector.slow_query", seconds=int(seconds)) from error
    except psycopg.Error as error:
        raise _refused(error) from error


def _figures(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[Figure]:
    if not rows:
        raise Invalid("connector.no_rows")
    places = {name.lower(): place for place, name in enumerate(names) if name.lower() in COLUMNS}
    if len(names) == 1:
        places = {"value": 0}
    if "value" not in places:
        raise Invalid("connector.no_value_column")
    for row in rows:
        said = {name: row[place] for name, place in places.items()}
        on = said.pop("date", None)
        numbers = {
            name: figure(value, what=name) for name, value in said.items() if value is not None
        }
        if "value" not in numbers:
            raise Invalid("connector.not_a_number", what="value", said="NULL")
        yield Figure(on=_day(on), **numbers)


def _day(said: Any) -> date | None:
    if isinstance(said, datetime):
        return said.date()
    if said is None or isinstance(said, date):
        return said
    try:
        return date.fromisoformat(str(said)[:10])
    except ValueError as error:
        raise Invalid("connector.not_a_date", said=str(said)[:40]) from error


def _refused(error: Exception) -> Invalid:
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return Invalid("connector.sql_refused", why=lines[0][:160])
