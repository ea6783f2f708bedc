"""PostgreSQL goes away and comes back under load: nothing is lost, nothing twice.

Messages go out, and deliveries come in which Slack repeats until they are acknowledged.
"""

import os
import socket
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import postgres_server
import pytest
from patience import until
from post_office import WORKSPACE, PostOffice, Weather
from slack_sdk import WebClient
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot.delivery.calls import CalledSenders, Calls, call_for_waiting
from bot.delivery.dispatcher import Bell, Dispatcher
from bot.sandbox.server import SandboxServer
from bot.slack.gateway import SlackGateway
from storage import inbox, schema, sent, wake_up_jobs
from storage.claiming import claim_next
from storage.tables import Inbound, Workspace
from storage.uow import Database

AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)


@dataclass(slots=True)
class Deliveries:
    """One delivery after the other, each repeated until it is stored, as by Slack."""

    database: Database
    stored: int = 0
    refused: int = 0
    _thread: threading.Thread | None = None
    _ended: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def end(self) -> None:
        self._ended.set()
        assert self._thread is not None
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(0.01):
            try:
                with self.database.storing() as connection:
                    key = f"Ev{self.stored}"
                    given = {"workspace_id": WORKSPACE, "key": key, "kind": "event", "payload": {}}
                    inbox.store(connection, **given, at=AT)
            except OperationalError:
                self.refused += 1
            else:
                self.stored += 1


@pytest.fixture
def server() -> Iterator[Any]:
    """A PostgreSQL server of this test alone, which it may stop and start."""
    with tempfile.TemporaryDirectory(prefix="okrbot-pg-") as name:
        Path(name).chmod(0o755)
        try:
            with postgres_server.running(Path(name)) as running:
                yield running, postgres_server.handle_of(Path(name))
        except postgres_server.CannotStart as error:
            why = f"PostgreSQL cannot start here: {error}"
            if os.environ.get("OKRBOT_REQUIRE_POSTGRES") == "1":
                pytest.fail(why)
            pytest.skip(why)


class Called(CalledSenders):
    """Senders that are called, and somebody who looks after calls that came to nothing."""

    def __init__(self, office: PostOffice, url: str) -> None:
        super().__init__(office.sender(lease_seconds=4.0), url.replace("+psycopg", ""))
        self._office, self._ended = office, threading.Event()
        self._looking = threading.Thread(target=self._look)

    def start(self) -> None:
        wake_up_jobs.ensure(self._office.database.write)
        super().start()
        self._looking.start()

    def stop(self, *, within_seconds: float = 60) -> bool:
        self._ended.set()
        self._looking.join()
        return super().stop(within_seconds=within_seconds)

    def _look(self) -> None:
        calls = Calls()
        while not self._ended.wait(0.2):
            with suppress(OperationalError):
                call_for_waiting(calls, self._office.database.unit_of_work, self._office.now)


def engine_of(kind: str, office: PostOffice, url: str) -> Called | Dispatcher:
    if kind == "calls":
        return Called(office, url)
    return Dispatcher(office.sender(lease_seconds=4.0), Bell(), workers=2, idle_seconds=0.1)


@pytest.mark.parametrize("kind", ["dispatcher", "calls"])
def test_senders_survive_a_restart_of_the_database(
    server: Any, slack: SandboxServer, kind: str
) -> None:
    running, handle = server
    url = running.url("postgres")
    schema.upgrade(url)
    database = Database.open(url)
    slack.workspace.reset()
    hello = slack.hello()
    client = WebClient(token=hello["bot_token"], base_url=hello["api_url"], retry_handlers=[])
    with database.unit_of_work() as session:
        session.add(Workspace(id=WORKSPACE, name="Minh Long", created_at=slack.clock.now()))
    office = PostOffice(database, slack, Weather(SlackGateway(client)))
    texts = [f"message {n}" for n in range(60)]
    for text in texts:
        office.prepare(text)
    senders = engine_of(kind, office, url)
    slack_sends = Deliveries(database)
    senders.start()
    slack_sends.start()
    try:
        until(lambda: slack_sends.stored >= 10)
        until(lambda: len(office.posts()) >= 10)
        handle.stop()
        assert len(office.posts()) < len(texts), "it went away under load"
        with pytest.raises(OperationalError), database.unit_of_work() as session:
            claim_next(session, owner="x", now=slack.clock.now(), lease_ms=1)
        until(lambda: slack_sends.refused)
        handle.start()
        back_at = slack_sends.stored
        until(lambda: slack_sends.stored >= back_at + 10)
        until(lambda: unsent(database) == 0)
        slack_sends.end()
        with database.reading() as session:
            keys = Counter(session.exec(select(Inbound.key)).all())
    finally:
        senders.stop()
        slack_sends.end()
        database.dispose()
    assert Counter(office.posts()) == Counter(texts)
    assert keys == Counter(f"Ev{n}" for n in range(slack_sends.stored))


def test_a_server_that_never_answers_is_given_up_in_time() -> None:
    """A network that swallows everything: without a limit a connection takes two minutes."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        database = Database.open(f"postgresql://okrbot@127.0.0.1:{silent.getsockname()[1]}/okrbot")
        began = time.monotonic()
        with pytest.raises(OperationalError, match="timeout"), database.storing():
            pass
        assert time.monotonic() - began < 30
        database.dispose()


def unsent(database: Database) -> int:
    with suppress(OperationalError), database.reading() as session:
        return sent.unfinished(session)
    return -1
