"""What is sent keeps Slack's rates, whoever sends it; a refusal holds only what it is about."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from post_office import CHANNEL, WORKSPACE, LostAnswer, PostOffice, Weather
from slack_sdk import WebClient

from bot.delivery.dispatcher import Bell, Dispatcher
from bot.delivery.pacing import Pace
from bot.protocols import RateLimited
from bot.sandbox.client import SandboxClient
from bot.sandbox.clock import Clock
from bot.sandbox.server import SandboxServer
from bot.slack.gateway import SlackGateway
from storage import gates
from storage.gates import Limit
from storage.outbox import Priority
from storage.tables import Message, Workspace
from storage.uow import Database

SLOW = Pace(workspace_per_second=4, channel_per_second=1)
COUNT = 14


def sent_within(office: PostOffice, seconds: float, pace: Pace = SLOW) -> int:
    """How many messages go out while so much time passes, looked at each fortieth."""
    dispatcher, sent = Dispatcher(office.sender(pace=pace), Bell()), 0
    for _ in range(int(seconds * 40)):
        sent += dispatcher.drain()
        office.pass_time(seconds=0.025)
    return sent


def test_a_workspace_gets_so_many_posts_a_second(office: PostOffice) -> None:
    people = [person.id for person in office.server.workspace.people.values()][:4]
    for n in range(40):
        office.prepare(f"{n}", target=people[n % len(people)])
    assert sent_within(office, 2, Pace(workspace_per_second=4)) == 8
    assert sent_within(office, 1, Pace(workspace_per_second=4)) == 4


def test_coming_late_to_an_open_gate_slows_nobody_who_follows(office: PostOffice) -> None:
    people = [person.id for person in office.server.workspace.people.values()][:4]
    for n in range(60):
        office.prepare(f"{n}", target=people[n % len(people)])
    dispatcher = Dispatcher(office.sender(pace=Pace(workspace_per_second=4)), Bell())
    sent = 0
    for _ in range(100):
        sent += dispatcher.drain()
        office.pass_time(seconds=0.1)
    assert sent == 40, "ten seconds, looked at each tenth: a gate that opens each quarter"


def test_a_gate_that_opened_since_one_looked_is_no_reason_to_rest(office: PostOffice) -> None:
    for n in range(2):
        office.prepare(f"{n}")
    sender = office.sender(pace=Pace(workspace_per_second=4))
    assert sender.send_next()
    looked_at = office.now
    assert not sender.send_next()
    office.pass_time(seconds=0.1)
    assert sender.seconds_closed(since=looked_at) == pytest.approx(0.15)
    office.pass_time(seconds=0.2)
    assert sender.seconds_closed(since=looked_at) == 0
    assert sender.send_next()
    assert sender.seconds_closed(since=office.now) is None


def test_a_conversation_gets_a_short_burst_and_then_one_post_a_second(office: PostOffice) -> None:
    for n in range(8):
        office.prepare(f"{n}")
    pace = Pace(channel_per_second=1)
    assert sent_within(office, 0.5, pace) == 3
    assert sent_within(office, 3, pace) == 3


def test_a_message_that_has_to_wait_lets_the_others_pass(office: PostOffice) -> None:
    for n in range(5):
        office.prepare(f"{n}")
    office.prepare("channel", target=CHANNEL, priority=Priority.DIGEST)
    sent_within(office, 0.1, Pace(channel_per_second=1))
    assert office.posts() == ["0", "1", "2"]
    assert office.posts(CHANNEL) == ["channel"]


def test_the_most_urgent_goes_first_when_the_gate_opens(office: PostOffice) -> None:
    pace = Pace(workspace_per_second=1)
    for priority in (Priority.DIGEST, Priority.REMINDER, Priority.INTERACTIVE):
        office.prepare(priority.name, priority=priority)
    sent_within(office, 1.5, pace)
    office.prepare("ALERT", priority=Priority.ALERT)
    sent_within(office, 3, pace)
    assert office.posts() == ["INTERACTIVE", "REMINDER", "ALERT", "DIGEST"]


def test_an_edit_need_not_wait_for_posts(office: PostOffice) -> None:
    first = office.prepare("first")
    pace = Pace(workspace_per_second=1)
    sent_within(office, 0.1, pace)
    office.prepare("second")
    office.revise(first, "edited")
    sent_within(office, 0.1, pace)
    assert office.posts() == ["edited"]


def test_a_refused_method_waits_and_the_others_go_on(office: PostOffice) -> None:
    first = office.prepare("first")
    office.send()
    office.prepare("second")
    office.weather.fails("post", RateLimited(30))
    office.send()
    office.revise(first, "edited")
    office.send()
    assert office.posts() == ["edited"]
    office.pass_time(seconds=30)
    office.send()
    assert office.posts() == ["edited", "second"]


def test_a_refused_look_keeps_later_looks_away_and_lets_posts_pass(office: PostOffice) -> None:
    office.prepare("doubtful")
    office.weather.fails("post", LostAnswer())
    office.weather.fails("find", RateLimited(30, "conversations.history"))
    office.send()
    office.lease_ends()
    office.send()
    office.lease_ends()
    office.prepare("other")
    office.send()
    assert office.posts() == ["doubtful", "other"]
    assert office.calls("conversations.history") == 0
    office.pass_time(seconds=30)
    office.send()
    assert office.calls("conversations.history") == 1
    assert office.calls("chat.postMessage") == 2


def test_another_workspace_goes_on_while_one_waits(office: PostOffice) -> None:
    with office.database.unit_of_work() as session:
        session.add(Workspace(id="T0OTHER0001", name="Other", created_at=office.now))
    limited = office.prepare("limited")
    office.weather.fails("post", RateLimited(30))
    office.send()
    with office.database.unit_of_work() as session:
        row = session.get_one(Message, limited).model_dump(exclude={"id"})
        session.add(Message(**row | {"workspace_id": "T0OTHER0001", "error": None}))
    assert office.send() == 1


def test_after_a_refusal_half_as_fast_and_a_tenth_faster_each_minute(office: PostOffice) -> None:
    for n in range(100):
        office.prepare(f"{n}")
    pace = Pace(workspace_per_second=8)
    office.weather.fails("post", RateLimited(1))
    sent_within(office, 1, pace)
    assert sent_within(office, 2, pace) == 8, "half of eight a second"
    office.pass_time(minutes=4)
    assert sent_within(office, 2, pace) in (11, 12), "4 × 1.1⁴ a second"
    office.pass_time(minutes=4)
    assert sent_within(office, 2, pace) in (16, 17), "as before"


def test_a_clock_that_is_set_back_closes_nothing_for_long(database: Database) -> None:
    limit, now = [Limit("chat.postMessage", per_second=1)], datetime(2026, 11, 16, 9, tzinfo=UTC)
    with database.unit_of_work() as session:
        session.add(Workspace(id="T1", name="T1", created_at=now))
        session.flush()
        assert gates.admit(session, "T1", limit, now=now)
        yesterday = now - timedelta(days=1)
        assert gates.admit(session, "T1", limit, now=yesterday)
        assert not gates.admit(session, "T1", limit, now=yesterday)
        assert gates.next_open(session, yesterday) == yesterday + timedelta(seconds=1)


def test_replicas_count_together(database: Database) -> None:
    """Each call is counted behind a lock: side by side not one more is let through."""
    limit, now = [Limit("chat.postMessage", per_second=1, burst=10)], datetime.now(UTC)
    with database.unit_of_work() as session:
        session.add(Workspace(id="T1", name="T1", created_at=now))
    admitted: list[bool] = []

    def ask() -> None:
        for _ in range(8):
            with database.unit_of_work() as session:
                admitted.append(gates.admit(session, "T1", limit, now=now))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert admitted.count(True) == 10


@pytest.fixture
def busy(database: Database) -> Iterator[PostOffice]:
    """A Slack that limits rates."""
    with SandboxServer(clock=Clock(running=False), limits=True) as strict:
        hello = strict.hello()
        client = WebClient(token=hello["bot_token"], base_url=hello["api_url"], retry_handlers=[])
        with database.unit_of_work() as session:
            session.add(Workspace(id=WORKSPACE, name="Minh Long", created_at=strict.clock.now()))
        yield PostOffice(database, strict, Weather(SlackGateway(client)))


def run_side_by_side(office: PostOffice, pace: Pace) -> timedelta:
    """Two replicas of two threads each send all there is to one person, a second in 50 ms."""
    messages, began = [office.prepare(f"{n}") for n in range(COUNT)], office.now
    both = [
        Dispatcher(office.sender(owner, pace=pace), Bell(), idle_seconds=0.01)
        for owner in ("one", "two")
    ]
    for dispatcher in both:
        dispatcher.start()
    try:
        for _ in range(2000):
            if not office.waiting():
                break
            time.sleep(0.005)
            office.pass_time(seconds=0.1)
    finally:
        for dispatcher in both:
            dispatcher.stop(within_seconds=5)
    assert {office.state(message) for message in messages} == {"sent"}
    assert sorted(office.posts()) == sorted(f"{n}" for n in range(COUNT))
    return office.now - began


def refused(office: PostOffice) -> int:
    found: int = SandboxClient(office.server.base_url).limits()["refused"]
    return found


def test_two_replicas_near_the_limit_are_never_refused(busy: PostOffice) -> None:
    took = run_side_by_side(busy, Pace(4, 0.9))
    assert refused(busy) == 0
    assert took >= timedelta(seconds=(COUNT - 3) / 0.9)


def test_without_a_gate_they_are_refused(busy: PostOffice) -> None:
    """The limits of the test above are real: who does not count meets them."""
    run_side_by_side(busy, Pace())
    assert refused(busy) > 0
