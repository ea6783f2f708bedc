"""INSERT that a unique key may turn into nothing, on both databases."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import text
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
    statement = _insert(session, table, unique, where)
    row = session.execute(statement.values(**values).returning(statement.table.c.id)).first()
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
    statement = _insert(session, table, unique, None)
    columns = statement.table.c
    found = session.connection().execute(
        statement.returning(columns[by], columns.id), [dict(row) for row in rows]
    )
    return {key: int(row_id) for key, row_id in found}


def _insert(
    session: Session, table: type[SQLModel], unique: Sequence[str], where: str | None
) -> Any:
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return make(table.__table__).on_conflict_do_nothing(  # type: ignore[attr-defined]
        index_elements=list(unique), index_where=text(where) if where else None
    )
