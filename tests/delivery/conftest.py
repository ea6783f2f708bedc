"""A post office on each kind of database, all of one worker beside one sandbox."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from post_office import WORKSPACE, PostOffice, Weather
from slack_sdk import WebClient

from bot import logs
from bot.sandbox.clock import Clock
from bot.sandbox.server import SandboxServer
from bot.slack.gateway import SlackGateway
from storage.tables import Workspace
from storage.uow import Database

MONDAY = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def slack() -> Iterator[SandboxServer]:
    logs.configure(level="CRITICAL")
    with SandboxServer(0, Clock(MONDAY, running=False)) as server:
        yield server


@pytest.fixture
def office(database: Database, slack: SandboxServer) -> PostOffice:
    slack.workspace.reset()
    hello = slack.hello()
    client = WebClient(token=hello["bot_token"], base_url=hello["api_url"], retry_handlers=[])
    with database.unit_of_work() as session:
        session.add(Workspace(id=WORKSPACE, name="Minh Long", created_at=slack.clock.now()))
    return PostOffice(database, slack, Weather(SlackGateway(client)))
