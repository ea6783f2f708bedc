"""/healthz, /readyz and /metrics of a bot in its house, asked over HTTP."""

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from company import AN, WORKSPACE
from house import House
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text, update

from bot.services import holding
from bot.slack import connection
from bot.web import app, health, server
from bot.web.health import Health, Pulse
from bot.web.metrics import Metrics, State
from bot.wiring import whole
from storage import outbox
from storage.outbox import Draft, Priority
from storage.tables import Message

Ask = Callable[[str], tuple[int, str]]


@pytest.fixture
def ask(house: House) -> Iterator[Ask]:
    """The status and the body of a page of the bot."""
    listener = server.listen("127.0.0.1", 0)
    port = listener.getsockname()[1]

    def get(path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    with server.serving(whole.web(house.bot), listener):
        yield get


def checks(answer: tuple[int, str]) -> dict[str, str]:
    found: dict[str, str] = json.loads(answer[1])["checks"]
    return found


def test_a_bot_at_work_is_healthy_and_ready_once_it_started(house: House, ask: Ask) -> None:
    status, body = ask("/healthz")
    assert status == 200
    assert json.loads(body) == {
        "ok": True,
        "checks": {"database": "ok", "tick": "ok", "socket": "ok"},
    }
    assert ask("/readyz")[0] == 503
    house.bot.health.ready = True
    assert ask("/readyz")[0] == 200
    assert ask("/nonsense")[0] == 404


def test_a_tick_that_stands_still_is_told(house: House, ask: Ask) -> None:
    house.bot.health.tick.at = time.monotonic() - 59
    assert ask("/healthz")[0] == 200
    house.bot.health.tick.at = time.monotonic() - 61
    answer = ask("/healthz")
    assert answer[0] == 503
    assert checks(answer)["tick"] == "no tick for 61 s"
    house.bot.health.tick.beat()
    assert ask("/healthz")[0] == 200


def test_a_connection_without_a_sign_of_life_is_told(
    house: House, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert house.bot.socket.age() < 60
    # The watch is ahead, as a pong that comes meanwhile would undo a session that was set back.
    with monkeypatch.context() as late:
        late.setattr(connection, "time", SimpleNamespace(time=lambda: time.time() + 100))
        answer = ask("/healthz")
    assert answer[0] == 503
    assert re.fullmatch(r"no sign of life from Slack for 1\d\d s", checks(answer)["socket"])
    assert ask("/healthz")[0] == 200


def test_a_locked_database_is_told_without_waiting_for_it(
    house: House, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "ANSWER_WITHIN_S", 0.2)
    with house.bot.database.write.begin(), ThreadPoolExecutor(8) as many:
        began = time.monotonic()
        answers = list(many.map(lambda _: ask("/healthz"), range(8)))
        assert time.monotonic() - began < 8, "it did not wait for the lock"
    assert {status for status, _ in answers} == {503}
    assert checks(answers[0])["database"] == "no answer in 0 s"
    assert ask("/healthz")[0] == 200


def test_a_database_that_takes_no_writes_is_told(house: House, ask: Ask) -> None:
    with house.bot.database.write.begin() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER full BEFORE UPDATE ON alembic_version "
                "BEGIN SELECT RAISE(ABORT, 'full'); END"
            )
        )
    answer = ask("/healthz")
    assert answer[0] == 503
    assert checks(answer)["database"] == "cannot be written (IntegrityError)"


def figures(shown: str) -> dict[str, float]:
    """Every sample by its name and labels."""
    return {
        sample.name + "".join(f"/{value}" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(shown)
        for sample in family.samples
    }


def prepare(house: House, count: int) -> None:
    with house.bot.database.unit_of_work() as session:
        for n in range(count):
            draft = Draft(f"t{n}", "error", {"text": "x"}, AN, "en", "UTC", Priority.ALERT)
            outbox.add(session, draft, workspace_id=WORKSPACE, at=house.now)


def change(house: House, message: int, **values: Any) -> None:
    with house.bot.database.unit_of_work() as session:
        session.execute(update(Message).where(Message.id == message).values(**values))


def test_metrics_tell_what_waits_and_what_was_sent(house: House, ask: Ask) -> None:
    before = figures(ask("/metrics")[1])
    assert before["okrbot_messages_sent_total/post"] == 0
    assert before["okrbot_ack_seconds_count"] == 0
    house.dm(AN, "hello")
    after = figures(ask("/metrics")[1])
    assert after["okrbot_messages_sent_total/post"] >= 1
    assert after["okrbot_ack_seconds_count"] >= 1
    assert 0 < after["okrbot_ack_seconds_sum"] < 3
    assert 0 <= after["okrbot_tick_age_seconds"] < 60
    assert 0 <= after["okrbot_socket_age_seconds"] < 60


def test_metrics_tell_states_apart(house: House) -> None:
    house.company.write()
    bot = house.bot
    metrics = Metrics()
    metrics.watch(State(bot.runtime, lambda: 0, lambda: 0, fresh_s=0))

    def state(name: str) -> float:
        return figures(metrics.shown().decode())[f"okrbot_{name}"]

    prepare(house, 6)
    assert state("messages/waiting") == 6
    assert state("database_up") == 1
    change(house, 1, state="dead")
    change(house, 2, state="sending", lease_until=0)
    change(house, 3, state="sending", lease_until=2**50)  # in hand
    assert [state(f"messages/{name}") for name in ("waiting", "in_doubt", "dead")] == [4, 1, 1]
    holding.hold_everything(bot.runtime)
    found = [state(f"messages/{name}") for name in ("waiting", "in_doubt", "held", "dead")]
    assert found == [0, 0, 5, 1]


def test_metrics_without_a_database_still_tell_the_rest(house: House) -> None:
    metrics = Metrics()
    metrics.watch(State(house.bot.runtime, lambda: 7, lambda: 0, fresh_s=0))
    with house.bot.database.write.begin() as connection:
        connection.execute(text("ALTER TABLE schedule RENAME TO gone"))
    found = figures(metrics.shown().decode())
    assert found["okrbot_database_up"] == 0
    assert found["okrbot_tick_age_seconds"] == 7
    assert "okrbot_schedules_due" not in found


def test_scrapes_do_not_ask_the_database_each_time(house: House) -> None:
    metrics = Metrics()
    metrics.watch(State(house.bot.runtime, lambda: 0, lambda: 0, fresh_s=60))
    house.company.write()
    first = figures(metrics.shown().decode())["okrbot_messages/waiting"]
    prepare(house, 1)
    assert figures(metrics.shown().decode())["okrbot_messages/waiting"] == first


def test_two_bots_in_one_process_count_for_themselves() -> None:
    one, other = Metrics(), Metrics()
    one.accepted("post")
    assert figures(one.shown().decode())["okrbot_messages_sent_total/post"] == 1
    assert figures(other.shown().decode())["okrbot_messages_sent_total/post"] == 0


def test_a_taken_port_is_said_with_the_way_out() -> None:
    with server.listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(server.CannotListen, match=f"port {port} for .*OKRBOT_HTTP_PORT"):
            server.listen("127.0.0.1", port)


def test_an_address_of_another_machine_is_said() -> None:
    with pytest.raises(server.CannotListen, match="OKRBOT_HTTP_HOST"):
        server.listen("203.0.113.1", 0)


def test_a_bot_that_ends_is_not_ready(house: House) -> None:
    found = Health(house.bot.runtime, Pulse(), lambda: 0.0, ready=True)
    found.close()
    assert not found.ready
    assert app.build(found, Metrics())
