"""Engines for the two databases, with the settings that each one needs to be safe."""

import os
import select
import sqlite3
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from math import ceil
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError

BUSY_TIMEOUT_MS = 10_000
PAUSE_S = 0.01


def writer(
    url: str,
    *,
    pool_size: int = 20,
    checkpoints: bool = True,
    patience_ms: int = BUSY_TIMEOUT_MS,
    one_statement: bool = False,
) -> Engine:
    """An engine whose transactions may write.

    On SQLite each one begins with BEGIN IMMEDIATE: a deferred transaction that upgrades from read
    to write fails at once in spite of the busy timeout, and read-modify-writes would be lost. All
    share one connection: there is one writer at a time anyway, and before SQLite 3.51.3 a file may
    be damaged when one connection checkpoints while another writes. For the same reason who writes
    beside it leaves checkpoints to it (`checkpoints` False). `patience_ms`: how long it waits for
    a connection of the pool and for others' locks. `one_statement`: transactions are of a single
    statement, which PostgreSQL commits by itself, with one way to the server instead of three.
    """
    return _engine(
        url,
        begin="BEGIN IMMEDIATE",
        pool_size=pool_size,
        checkpoints=checkpoints,
        patience_ms=patience_ms,
        isolation="AUTOCOMMIT" if one_statement else "READ COMMITTED",
    )


def reader(url: str, *, pool_size: int = 20) -> Engine:
    """An engine that refuses writes; on SQLite its reads do not wait for the writer."""
    return _engine(url, begin="BEGIN", pool_size=pool_size, read_only=True)


def analyse(engine: Engine) -> None:
    """Let PostgreSQL know how its tables are filled, which a restored one does not before a while:
    until then it sorts whole tables for a few rows. SQLite is never told."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")


def empty_log(engine: Engine) -> bool:
    """Take SQLite's log into the file and empty it: it still holds what was there before a change.

    Only for who checkpoints. False when a reader was in the way; True where there is no log.
    """
    if engine.dialect.name != "sqlite":
        return True
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        [(busy, *_)] = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return not busy
    finally:
        connection.close()


def rewrite(engine: Engine) -> None:
    """Write an SQLite file anew, without what its free pages still hold, and empty its log.

    Only for who is alone with the file.
    """
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _engine(
    url: str,
    *,
    begin: str,
    pool_size: int,
    read_only: bool = False,
    checkpoints: bool = False,
    patience_ms: int = BUSY_TIMEOUT_MS,
    isolation: str = "REPEATABLE READ",
) -> Engine:
    backend = make_url(url).get_backend_name()
    if backend == "sqlite":
        pragmas = {
            "synchronous": "FULL",
            "foreign_keys": "ON",
            # What is deleted or shortened leaves nothing behind in the file.
            "secure_delete": "ON",
            "query_only": "ON" if read_only else "OFF",
        } | ({} if checkpoints else {"wal_autocheckpoint": "0"})
        connections = pool_size if read_only else 1
        return _sqlite(url, begin, pragmas, pool_size=connections, patience_ms=patience_ms)
    if backend in ("postgresql", "postgres"):
        return _postgresql(url, pool_size, isolation, read_only=read_only, patience_ms=patience_ms)
    raise ArgumentError(f"{backend} is not supported, only sqlite and postgresql are")


def _sqlite(
    url: str, begin: str, pragmas: Mapping[str, str], *, pool_size: int, patience_ms: int
) -> Engine:
    in_memory = make_url(url).database in (None, "", ":memory:")
    engine = create_engine(
        url,
        pool_size=pool_size,
        hide_parameters=True,  # errors are logged, and parameters hold people's words
        connect_args={"check_same_thread": False},
        **({} if in_memory else {"max_overflow": 0, "pool_timeout": patience_ms / 1000}),
    )

    @event.listens_for(engine, "do_connect")
    def make_private(*_: Any) -> None:
        # A new file is for one user alone, as are the files that SQLite keeps beside it.
        name = make_url(url).database
        if not in_memory and name and not name.startswith("file:"):
            with suppress(OSError):  # it is there, or connecting says why it cannot be made
                os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions by itself
        _use_wal(connection, patience_ms)
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name} = {value}")

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _use_wal(connection: sqlite3.Connection, patience_ms: int) -> None:
    """Keep a log beside the file. Whoever turns a new file to it must be alone with it, and SQLite
    does not always wait for that, whatever the busy timeout."""
    limit = time.monotonic() + patience_ms / 1000
    connection.execute(f"PRAGMA busy_timeout = {patience_ms}")
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > limit:
                raise
            time.sleep(PAUSE_S)
        else:
            return


def _postgresql(
    url: str, pool_size: int, isolation: str, *, read_only: bool, patience_ms: int
) -> Engine:
    driver = make_url(url).set(drivername="postgresql+psycopg")
    options = f"-c timezone=UTC -c lock_timeout={patience_ms}ms"
    if patience_ms < BUSY_TIMEOUT_MS:
        options += f" -c statement_timeout={patience_ms}ms"
    if read_only:
        options += " -c default_transaction_read_only=on"
    # A server that takes no connection, or a network that swallows what is sent, is given up then.
    limits = {"connect_timeout": ceil(patience_ms / 1000), "tcp_user_timeout": patience_ms}
    engine = create_engine(
        driver,
        pool_size=pool_size,
        pool_timeout=patience_ms / 1000,
        hide_parameters=True,
        isolation_level=isolation,
        connect_args={"options": options, **limits, **_chosen(driver, limits)},
    )
    event.listen(engine, "handle_error", _keep_rows_out)

    @event.listens_for(engine, "checkout")
    def see_whether_it_is_open(connection: Any, *_: Any) -> None:
        # A server that ended a connection has said so, and it waits to be read. To ask each time
        # (pool_pre_ping) would be one more way to the server and back for every transaction.
        try:
            if _has_news(connection.fileno()):
                engine.dialect.do_ping(connection)
        except (connection.OperationalError, connection.InterfaceError) as error:
            raise DisconnectionError from error  # the pool opens another one

    return engine


def _has_news(file: int) -> bool:
    poll = select.poll()
    poll.register(file, select.POLLIN)
    return bool(poll.poll(0))


def _chosen(url: URL, limits: Iterable[str]) -> dict[str, str]:
    """Those limits that the URL itself names."""
    return {name: str(url.query[name]) for name in limits if name in url.query}


def _keep_rows_out(context: ExceptionContext) -> None:
    """PostgreSQL quotes the refused row below its message, and rows hold people's words."""
    import psycopg  # an extra: who uses SQLite need not have it

    original, wrapped = context.original_exception, context.sqlalchemy_exception
    if isinstance(original, psycopg.Error) and original.diag.message_primary and wrapped:
        original.args = (original.diag.message_primary,)
        kind = f"psycopg.errors.{type(original).__name__}"
        wrapped.args = (f"({kind}) {original.diag.message_primary}",)
