"""The one way past the triggers of append-only tables: for erasing people and for retention.

It is open within one transaction alone, and closed again before that ends: other transactions
cannot pass meanwhile, and a rollback leaves everything as it was.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlmodel import Session

from storage.migrations import append_only

TABLES = ("audit", "check_in", "alert_change", "scorecard_review")


@contextmanager
def lifted(session: Session, table: str) -> Iterator[None]:
    """Let this transaction change rows of a table; of one that is not append-only nothing."""
    if table not in TABLES:
        yield
        return
    session.flush()
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        trigger = f"{table}_append_only"
        connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}"))
        yield
        connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}"))
        return
    for name in (f"{table}_no_update", f"{table}_no_delete"):
        connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    append_only.protect(connection, table)
