"""What is done in a test is undone, so that the next cell of the matrix finds the same company."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from office import Office
from sqlalchemy import Engine
from sqlmodel import SQLModel


@contextmanager
def back_again(office: Office) -> Iterator[None]:
    """What is done within is undone: the database is put back as it was, whatever kind it is."""
    engine = office.house.stage.database.write
    put_back = _sqlite if engine.dialect.name == "sqlite" else _postgresql
    with put_back(engine):
        yield
        office.house.settle()


@contextmanager
def _sqlite(engine: Engine) -> Iterator[None]:
    with closing(sqlite3.connect(":memory:")) as kept:
        pooled = engine.raw_connection()
        pooled.driver_connection.backup(kept)
        pooled.close()
        yield
        pooled = engine.raw_connection()
        kept.backup(pooled.driver_connection)
        pooled.close()


@contextmanager
def _postgresql(engine: Engine) -> Iterator[None]:
    """Only tables that changed are written again; ids that were given out are not given again."""
    before = _copied(engine)
    yield
    changed = [name for name, rows in _copied(engine).items() if rows != before[name]]
    if not changed:
        return
    with engine.begin() as connection:
        # Neither append-only triggers nor references.
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        cursor = connection.connection.cursor()
        for name in changed:
            cursor.execute(f'DELETE FROM "{name}"')
            with cursor.copy(f'COPY "{name}" FROM STDIN') as copy:
                copy.write(b"".join(before[name]))


def _copied(engine: Engine) -> dict[str, list[bytes]]:
    """The rows of each table, in the text form of COPY and in one order."""
    found = {}
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        for table in SQLModel.metadata.sorted_tables:
            with cursor.copy(f'COPY "{table.name}" TO STDOUT') as copy:
                found[table.name] = sorted(b"".join(bytes(one) for one in copy).splitlines(True))
    return found
