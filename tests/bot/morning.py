"""Very many people are asked at one moment, while others give commands."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any

from pydantic import SecretStr
from sqlmodel import func, select

from bot.sandbox.client import SandboxClient
from bot.sandbox.clock import Clock
from bot.sandbox.seed import PEOPLE
from bot.sandbox.server import SandboxServer
from bot.settings import Settings
from bot.wiring import whole
from storage.tables import Message
from storage.uow import Database
from tests import crowd

START = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)  # Monday, 09:00 in Hanoi
POSTS_PER_SECOND, CHANNEL_POSTS_PER_SECOND = 4.0, 1.0
PAUSE = 0.2
LONGEST = 1_800

Begin = Callable[[SandboxServer, Database, float], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Seconds of real time; `allowed` is how long the rate makes sending take at least."""

    count: int
    planned: float
    sent: float
    allowed: float
    missing: int
    duplicate: int
    refused: int
    acks: list[float]

    @property
    def slow_ack(self) -> float:
        """The 99th percentile of the commands."""
        return sorted(self.acks)[int(len(self.acks) * 0.99)]


@dataclass(slots=True)
class Commands:
    """Somebody else who gives a command again and again; how long each took to be acknowledged."""

    client: SandboxClient
    acks: list[float] = field(default_factory=list)
    _ended: Event = field(default_factory=Event)

    def run(self) -> None:
        while not self._ended.wait(PAUSE):
            began = time.monotonic()
            assert self.client.command(PEOPLE[0].id, "/okr help")["ok"]
            self.acks.append(time.monotonic() - began)

    @contextmanager
    def given(self) -> Iterator[None]:
        """Again and again, until the block ends."""
        thread = Thread(target=self.run)
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            thread.join()


@contextmanager
def in_process(server: SandboxServer, database: Database, scale: float) -> Iterator[None]:
    """A bot in the process of the sandbox: quickly begun, and each slows the other."""
    bot = whole.build(settings(server, scale), clock=server.clock.now, opened=database)
    bot.start()
    try:
        yield
    finally:
        bot.stop()


def run(database: Database, count: int, *, scale: float, begin: Begin = in_process) -> Outcome:
    """Ask `count` people at rates that are `scale` times the usual ones, Slack's limits as well."""
    with SandboxServer(0, Clock(START), crowd.seed(count)) as server:
        client = SandboxClient(server.base_url)
        client.limits(on=True, scale=scale)
        commands = Commands(client)
        with begin(server, database, scale):
            now = server.clock.now()
            crowd.populate(database, count, at=now, due_at=now)
            with commands.given():
                planned, sent = _timed(database, count)
        return _judged(server, client, count, planned, sent, scale, commands.acks)


def _timed(database: Database, count: int) -> tuple[float, float]:
    """Seconds until all is planned, and until all is sent."""
    began = time.monotonic()
    planned = _until(lambda: _messages(database) == count, pause=0.05) - began
    sent = _until(lambda: _messages(database, sent=True) == count, pause=0.2) - began
    return planned, sent


def settings(server: SandboxServer, scale: float) -> Settings:
    hello = server.hello()
    return Settings(
        _env_file=None,
        slack_bot_token=SecretStr(hello["bot_token"]),
        slack_app_token=SecretStr(hello["app_token"]),
        slack_api_url=hello["api_url"],
        database_url="sqlite://",
        tick_seconds=0.5,
        posts_per_second=POSTS_PER_SECOND * scale,
        channel_posts_per_second=CHANNEL_POSTS_PER_SECOND * scale,
    )


def _messages(database: Database, *, sent: bool = False) -> int:
    statement = select(func.count()).select_from(Message)
    with database.reading() as session:
        return session.exec(statement.where(Message.state == "sent") if sent else statement).one()


def _until(check: Callable[[], bool], *, pause: float) -> float:
    """When it came true."""
    limit = time.monotonic() + LONGEST
    while not check():
        assert time.monotonic() < limit, "it takes too long"
        time.sleep(pause)
    return time.monotonic()


def _judged(
    server: SandboxServer,
    client: SandboxClient,
    count: int,
    planned: float,
    sent: float,
    scale: float,
    acks: list[float],
) -> Outcome:
    asked: Counter[Any] = Counter()
    for channel in list(server.workspace.channels):
        for message in server.workspace.messages.history(channel):
            if message.metadata:
                asked[channel] += 1
    return Outcome(
        count=count,
        planned=planned,
        sent=sent,
        allowed=count / (POSTS_PER_SECOND * scale),
        missing=count - len(asked),
        duplicate=asked.total() - len(asked),
        refused=client.limits()["refused"],
        acks=acks,
    )
