"""The unit of work: one transaction, committed as a whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine
from sqlmodel import Session

from storage import engine
from storage.home_changes import WatchedSession

INBOX_PATIENCE_MS = 1_500


@dataclass(frozen=True, slots=True)
class Database:
    """The engines of one database; `inbox` gives up early, as Slack waits for three seconds."""

    write: Engine
    read: Engine
    inbox: Engine

    @classmethod
    def open(cls, url: str, *, pool_size: int = 20, checkpoints: bool = True) -> "Database":
        """All engines; without `checkpoints` for who writes an SQLite file beside the bot."""
        return cls(
            engine.writer(url, pool_size=pool_size, checkpoints=checkpoints),
            engine.reader(url, pool_size=pool_size),
            engine.writer(
                url,
                pool_size=pool_size,
                checkpoints=False,
                patience_ms=INBOX_PATIENCE_MS,
                one_statement=True,
            ),
        )

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """A session that commits when the block ends and rolls back when it raises."""
        with WatchedSession(self.write, expire_on_commit=False) as session:
            yield session
            session.commit()

    @contextmanager
    def storing(self) -> Iterator[Connection]:
        """For what must be stored within a second and a half or be refused.

        On SQLite it commits and rolls back as `unit_of_work` does, on PostgreSQL each statement
        commits by itself. A session would take as long as the work.
        """
        with self.inbox.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database and cannot change it."""
        with Session(self.read, expire_on_commit=False) as session:
            yield session

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.write.dispose()
        self.read.dispose()
        self.inbox.dispose()
