"""INSERT that a unique key may turn into nothing, on both databases."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_once(
    session: Session,
    table: type[SQLModel],
    values: Mapping[str, Any],
    *,
    unique: Sequence[str],
    where: str | None = None,
) -> int | None:
    """The new row's id, or None when a row with the same `unique` columns is there already.

    `where` is the condition of the unique index, if it is a partial one.
    """
    return insert_once_on(session.connection(), table, values, unique=unique, where=where)


def insert_once_on(
    connection: Connection,
    table: type[SQLModel],
    values: Mapping[str, Any],
    *,
    unique: Sequence[str],
    where: str | None = None,
) -> int | None:
    """The same without a session."""
    statement = _insert(connection.dialect.name, table, tuple(unique), where, returned=("id",))
    row = connection.execute(statement, dict(values)).first()
    return None if row is None else int(row[0])


def insert_all(
    session: Session,
    table: type[SQLModel],
    rows: Sequence[Mapping[str, Any]],
    *,
    unique: Sequence[str],
    by: str,
) -> dict[Any, int]:
    """The ids of the new rows by their column `by`; those that are there already are absent.

    All rows must name the same columns.
    """
    if not rows:
        return {}
    connection = session.connection()
    name = connection.dialect.name
    statement = _insert(name, table, tuple(unique), None, returned=(by, "id"))
    found = connection.execute(statement, [dict(row) for row in rows])
    return {key: int(row_id) for key, row_id in found}


@cache  # building it takes longer than the database does
def _insert(
    dialect: str,
    table: type[SQLModel],
    unique: tuple[str, ...],
    where: str | None,
    *,
    returned: tuple[str, ...],
) -> Any:
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = make(table.__table__).on_conflict_do_nothing(  # type: ignore[attr-defined]
        index_elements=list(unique), index_where=text(where) if where else None
    )
    return statement.returning(*(statement.table.c[name] for name in returned))
