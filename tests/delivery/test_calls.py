"""Senders called over PostgreSQL: a call goes with its transaction, and none is ever needed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from patience import until
from post_office import WORKSPACE, PostOffice, Weather
from slack_sdk import WebClient
from sqlalchemy import text

from bot.delivery.calls import CalledSenders, Calls, call_for_waiting
from bot.delivery.engine import calling
from bot.delivery.pacing import Pace
from bot.sandbox.server import SandboxServer
from bot.slack.gateway import SlackGateway
from storage import outbox, sent, wake_up_jobs
from storage.outbox import Draft, Priority
from storage.tables import Workspace
from storage.uow import Database

PERSON = "U0JAMES0001"


@pytest.fixture
def office(postgres_database: Database, slack: SandboxServer) -> PostOffice:
    slack.workspace.reset()
    hello = slack.hello()
    client = WebClient(token=hello["bot_token"], base_url=hello["api_url"], retry_handlers=[])
    wake_up_jobs.ensure(postgres_database.write)
    with postgres_database.unit_of_work() as session:
        session.add(Workspace(id=WORKSPACE, name="Minh Long", created_at=slack.clock.now()))
    return PostOffice(postgres_database, slack, Weather(SlackGateway(client)))


@contextmanager
def senders(office: PostOffice, pace: Pace | None = None) -> Iterator[None]:
    url = office.database.write.url.set(drivername="postgresql")
    made = CalledSenders(
        office.sender(pace=pace or Pace()), url.render_as_string(hide_password=False)
    )
    made.start()
    try:
        yield
    finally:
        assert made.stop(within_seconds=30)


def prepare(office: PostOffice, words: str, *, fail: bool = False) -> None:
    """A message in a transaction that calls for senders."""
    draft = Draft(words, "error", {"text": words}, PERSON, "en", "UTC", Priority.ALERT)
    with calling(office.database.unit_of_work, Calls())() as session:
        outbox.add(session, draft, workspace_id=WORKSPACE, at=office.now)
        if fail:
            raise ZeroDivisionError


def calls(office: PostOffice) -> int:
    with office.database.reading() as session:
        return int(session.execute(text("SELECT count(*) FROM procrastinate_jobs")).scalar_one())


def test_a_call_goes_with_its_transaction(office: PostOffice) -> None:
    with pytest.raises(ZeroDivisionError):
        prepare(office, "undone", fail=True)
    assert calls(office) == 0
    with senders(office):
        prepare(office, "one")
        until(lambda: office.posts() == ["one"])
        until(lambda: calls(office) == 0)


def test_one_call_sends_everything_however_slow_the_rate(office: PostOffice) -> None:
    for n in range(6):
        office.prepare(f"early {n}")
    with senders(office, Pace(channel_per_second=20.0)):
        prepare(office, "last")
        # The virtual clock stands still, so gates open only as it is moved on.
        until(lambda: _moved_on(office) and len(office.posts()) == 7)


def _moved_on(office: PostOffice) -> bool:
    office.pass_time(seconds=0.05)
    return True


def test_what_waits_with_nobody_called_is_called_for_once(office: PostOffice) -> None:
    office.prepare("waiting")
    uow = office.database.unit_of_work
    assert call_for_waiting(Calls(), uow, office.now) == 1
    assert call_for_waiting(Calls(), uow, office.now) == 0
    with uow() as session:  # its process dies while it answers
        session.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))
    assert call_for_waiting(Calls(), uow, office.now) == 1
    with senders(office):
        until(lambda: office.posts() == ["waiting"])
    assert call_for_waiting(Calls(), uow, office.now) == 0


def test_without_its_tables_nothing_is_lost_but_the_call(office: PostOffice) -> None:
    with office.database.unit_of_work() as session:
        session.execute(text("DROP TABLE procrastinate_jobs CASCADE"))
    prepare(office, "kept")
    with office.database.reading() as session:
        assert sent.unfinished(session) == 1
    assert wake_up_jobs.ensure(office.database.write)
    assert not wake_up_jobs.ensure(office.database.write)
    assert call_for_waiting(Calls(), office.database.unit_of_work, office.now) == 1


def test_tables_of_another_release_are_made_anew(office: PostOffice) -> None:
    with office.database.unit_of_work() as session:
        session.execute(text("COMMENT ON TABLE procrastinate_jobs IS 'procrastinate 3.9.0'"))
    assert wake_up_jobs.ensure(office.database.write)
    prepare(office, "one")
    assert calls(office) == 1
