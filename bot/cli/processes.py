"""`okrbot run`, `okrbot web` and `okrbot worker`: the processes that work until they are told to
end."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import ModuleType

import typer
from sqlalchemy.engine import make_url

from bot import logs, wiring
from bot.cli import preparing, quiet
from bot.cli.failure import Failure
from bot.services import erasing
from bot.settings import Settings
from bot.web import server
from bot.wiring import whole
from storage import occupancy, schema
from storage.uow import Database

DRAIN_SECONDS = 8.0  # of the ten that service managers give before they kill
PAGES_SECONDS = 3.0  # of those, for the last answers over HTTP
OF_POSTGRESQL = ("procrastinate", "psycopg")


def run() -> None:
    """Run the whole bot in one process, connected to Slack by Socket Mode."""
    settings, ended = _settings(), stopped()
    with occupancy.alone(settings.database_url), _listening(settings) as listener:
        preparing.tell(schema.upgrade(settings.database_url), settings)
        wiring.try_tokens(settings)
        bot = whole.build(settings)
        erasing.again(bot.runtime)
        with server.serving(whole.web(bot), listener) if listener else nullcontext():
            bot.start()
            typer.echo(f"okrbot works for {bot.reach.told()}. Ctrl-C ends it.")
            _warn(bot.database)
            _tell_pages(settings, listener)
            ended.wait()
            # Within the lock: threads that hang must not outlive it.
            _leave_unless(bot.stop(within_seconds=DRAIN_SECONDS))


def web() -> None:
    """Listen to Slack over HTTP, as one of several; workers send. Needs PostgreSQL."""
    settings, ended = _settings(), stopped()
    _check_postgresql(settings)
    with _listening(settings) as listener:
        if listener is None:
            raise Failure("`okrbot web` listens: set OKRBOT_HTTP_PORT to a port, 0 is none.")
        preparing.tell(schema.upgrade(settings.database_url), settings)
        replicas = _replicas()
        replica = replicas.web_replica(settings)
        with server.serving(replica.pages, listener):
            replica.start()
            typer.echo(f"okrbot listens for {replica.reach.told()}. Ctrl-C ends it.")
            typer.echo(f"Slack's Request URL ends with {replicas.SLACK_PATH}")
            _tell_pages(settings, listener)
            ended.wait()
            replica.health.close()
    _leave_unless(replica.stop(within_seconds=DRAIN_SECONDS - PAGES_SECONDS))


def worker() -> None:
    """Send, tick and retry, as one of several. Needs PostgreSQL."""
    settings, ended = _settings(), stopped()
    _check_postgresql(settings)
    with _listening(settings) as listener:
        preparing.tell(schema.upgrade(settings.database_url), settings)
        replica = _replicas().worker_replica(settings)
        erasing.again(replica.runtime)
        with server.serving(replica.pages, listener) if listener else nullcontext():
            replica.start()
            typer.echo(f"okrbot sends for {replica.reach.told()}. Ctrl-C ends it.")
            _warn(replica.database)
            _tell_pages(settings, listener)
            ended.wait()
            _leave_unless(replica.stop(within_seconds=DRAIN_SECONDS))


def stopped() -> threading.Event:
    """Set by Ctrl-C and SIGTERM."""
    told = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told.set())
    return told


def _settings() -> Settings:
    settings = Settings()
    logs.configure(
        level=settings.log_level, as_json=settings.log_json, secrets=settings.secret_values
    )
    logs.catch_the_rest()
    return settings


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket | None]:
    """The socket for the pages, taken before anything else happens; None when they are off."""
    if not settings.http_port:
        yield None
        return
    with server.listen(settings.http_host, settings.http_port) as listener:
        yield listener


def _warn(database: Database) -> None:
    """Say for whom nothing is sent, and why: it is easily taken for a fault."""
    with database.reading() as session:
        for line in quiet.warned(session):
            typer.echo(line)


def _tell_pages(settings: Settings, listener: socket.socket | None) -> None:
    if listener:
        at = f"http://{settings.http_host}:{settings.http_port}"
        typer.echo(f"Health: {at}/healthz and /metrics")


def _check_postgresql(settings: Settings) -> None:
    if make_url(settings.database_url).get_backend_name() == "sqlite":
        raise Failure(
            "`okrbot web` and `okrbot worker` share their work over PostgreSQL, and an SQLite file "
            "has room for one process: use `okrbot run`, or set OKRBOT_DATABASE_URL to "
            "postgresql://…"
        )


def _replicas() -> ModuleType:
    """What is only there where PostgreSQL's libraries are."""
    try:
        from bot.wiring import replicas
    except ModuleNotFoundError as error:
        if error.name not in OF_POSTGRESQL:
            raise
        raise Failure(
            "PostgreSQL's libraries are not installed: pip install 'okrbot[postgres]'"
        ) from error
    return replicas


def _leave_unless(finished: bool) -> None:
    """End now: threads that hang in a call to Slack would keep the process for as long as it takes.

    SQLite's lock is the kernel's to let go of, and what they had in hand is stored.
    """
    if finished:
        return
    typer.echo("Some work takes too long; it is stored, and the next start goes on with it.")
    sys.stdout.flush()
    os._exit(0)
