"""The threads that send: woken by a commit, quiet when there is nothing to do."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from bot.delivery.dispatcher import Bell, Dispatcher
from bot.delivery.engine import calling
from storage.uow import Database


class Counting:
    """A sender that finds nothing, and counts how often it looked."""

    def __init__(self, database: Database) -> None:
        self.looked = 0
        self._database = database
        self.heard = threading.Event()

    def send_next(self) -> bool:
        with self._database.unit_of_work():
            self.looked += 1
        self.heard.set()
        return False

    def clock(self) -> datetime:
        return datetime.now(UTC)

    def seconds_closed(self, *, since: datetime) -> None:  # noqa: ARG002
        return None


@contextmanager
def running(sender: Counting, bell: Bell) -> Iterator[None]:
    dispatcher = Dispatcher(sender, bell, workers=2, idle_seconds=30)  # type: ignore[arg-type]
    dispatcher.start()
    try:
        yield
    finally:
        dispatcher.stop(within_seconds=5)


def test_a_commit_wakes_the_senders_and_a_failure_does_not(sqlite_database: Database) -> None:
    sender, bell = Counting(sqlite_database), Bell()
    unit_of_work = calling(sqlite_database.unit_of_work, bell)
    with running(sender, bell):
        assert sender.heard.wait(60)
        wait_until_quiet(sender)
        sender.heard.clear()
        with pytest.raises(RuntimeError), unit_of_work():
            raise RuntimeError
        assert not sender.heard.wait(0.1)
        with unit_of_work():
            pass
        assert sender.heard.wait(60)


def test_idle_senders_do_not_wake_each_other(sqlite_database: Database) -> None:
    sender = Counting(sqlite_database)
    with running(sender, Bell()):
        assert sender.heard.wait(60)
        wait_until_quiet(sender)
        assert sender.looked <= 4


def wait_until_quiet(sender: Counting) -> None:
    before = -1
    while before != sender.looked:
        before = sender.looked
        time.sleep(0.05)
