"""What Slack delivered is done once: also when it comes twice, fails, or the bot crashes."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from company import EMMA, LONDON, rows
from house import House, open_house
from patience import until
from sqlalchemy.exc import OperationalError
from trouble import Ended

from bot.services import cleaning, inbound
from bot.slack import messages, process
from storage import inbox
from storage.tables import Inbound
from storage.uow import Database

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)
RENEWALS = "kr1"


@pytest.fixture
def asked(house: House) -> House:
    house.given_key_result("emma", "Renewals", value=40)
    house.move_to(MONDAY)
    return house


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[int]]:
    """Let the handler of messages raise so many times; gives the list that counts its calls."""

    def fail(times: int, error: type[BaseException] = ZeroDivisionError) -> list[int]:
        really, calls = messages.direct, [0]

        def direct(*given: Any) -> Any:
            calls[0] += 1
            if calls[0] <= times:
                raise error
            return really(*given)

        monkeypatch.setattr(messages, "direct", direct)
        route = process.routes.ROUTES[("event", "message")]
        changed = {("event", "message"): type(route)(route.right, direct)}
        monkeypatch.setattr(process.routes, "ROUTES", process.routes.ROUTES | changed)
        return calls

    return fail


def later(house: House, minutes: int = 2) -> None:
    house.move_to(house.now + timedelta(minutes=minutes))


def event_of(house: House) -> dict[str, Any]:
    """Emma's last message as Slack sent it."""
    sent = [d["payload"] for d in house.stage.client.deliveries() if d["type"] == "message"]
    return [payload for payload in sent if payload["event"].get("user") == EMMA][-1]


def test_the_same_event_delivered_twice_has_one_effect(asked: House) -> None:
    asked.dm(EMMA, "renewals +5")
    assert asked.deliver(event_of(asked)).status == 200
    assert asked.value(RENEWALS) == 45
    assert len(asked.dm_texts(EMMA)) == 2


def test_the_same_event_at_the_same_moment_has_one_effect(asked: House) -> None:
    asked.dm(EMMA, "hello")
    event = event_of(asked)
    event = event | {"event_id": "Ev1", "event": event["event"] | {"text": "renewals 45%"}}
    for _ in range(3):
        asked.bot.workers.submit(asked.deliver_now, event)
    asked.settle()
    assert len(asked.company.check_ins(RENEWALS)) == 1


def test_the_same_press_delivered_twice_has_one_effect(asked: House) -> None:
    asked.press(EMMA, "No change")
    sent = [d for d in asked.stage.client.deliveries() if d["type"] == "block_actions"][-1]
    asked.deliver(sent["payload"])
    assert len(asked.company.check_ins(RENEWALS)) == 1


def test_a_failed_delivery_is_done_by_the_next_tick(
    asked: House, failing: Callable[[int], list[int]]
) -> None:
    failing(1)
    asked.dm(EMMA, "renewals 45%")
    assert asked.value(RENEWALS) == 40
    later(asked)
    assert asked.value(RENEWALS) == 45
    assert "40 % → 45 %" in asked.last(EMMA)
    assert rows(asked.stage.database, Inbound)[-1].attempts == 1


def test_after_three_attempts_the_person_hears_of_it_once_with_a_reference(
    asked: House, failing: Callable[[int], list[int]]
) -> None:
    calls = failing(99)
    asked.dm(EMMA, "renewals 45%")
    for _ in range(4):
        later(asked)
    assert calls == [3]
    told = asked.dm_texts(EMMA)[1:]
    assert len(told) == 1
    assert "Something went wrong here, so nothing was saved." in told[0]
    assert "reference " in told[0]
    assert "ZeroDivisionError" not in told[0]
    assert asked.value(RENEWALS) == 40


def test_what_ends_the_process_three_times_is_given_up_and_the_next_goes_on(
    asked: House, failing: Callable[..., list[int]]
) -> None:
    calls = failing(3, Ended)
    asked.dm(EMMA, "renewals 45%")
    for _ in range(3):
        asked.stage.clock.jump_to(asked.now + timedelta(minutes=2))
        with suppress(Ended):
            process.retry(asked.bot.runtime)
        asked.settle()
    told = asked.dm_texts(EMMA)[1:]
    assert len(told) == 1
    assert "Something went wrong here" in told[0]
    assert calls == [3]
    asked.dm(EMMA, "renewals 50%")
    assert asked.value(RENEWALS) == 50


def test_one_failure_does_not_stop_the_others(
    asked: House, failing: Callable[[int], list[int]]
) -> None:
    failing(1)
    asked.dm(EMMA, "renewals 45%")
    assert asked.command(EMMA, "/okr").startswith("My goals")


def test_what_was_stored_before_a_crash_is_done_by_the_next_life(asked: House) -> None:
    """The row was written and acknowledged; then the process died."""
    asked.dm(EMMA, "hello")
    event = event_of(asked)
    body = event | {"event_id": "Ev0CRASH", "event": event["event"] | {"text": "renewals 45%"}}
    rt = asked.bot.runtime
    inbound.store(rt, workspace_id=body["team_id"], key="Ev0CRASH", kind="event", payload=body)
    assert process.retry(rt) == 0, "it may still be worked on"
    later(asked)
    assert asked.value(RENEWALS) == 45
    assert "40 % → 45 %" in asked.last(EMMA)


def test_a_crash_between_effect_and_finish_is_no_second_effect(asked: House) -> None:
    asked.dm(EMMA, "renewals +5")
    row = rows(asked.stage.database, Inbound)[-1]
    process.run(asked.bot.runtime, row.id)
    asked.settle()
    assert asked.value(RENEWALS) == 45
    assert len(asked.dm_texts(EMMA)) == 2


def test_without_a_database_events_are_left_for_slack_to_repeat(
    asked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked.dm(EMMA, "hello")
    event = event_of(asked)
    body = event | {"event_id": "Ev1", "event": event["event"] | {"text": "renewals 45%"}}

    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("SELECT 1", {}, Exception("away"))

    with monkeypatch.context() as broken:
        broken.setattr(inbound, "store", away)
        assert asked.deliver(body).status == 503
    assert asked.deliver(body).status == 200
    assert asked.value(RENEWALS) == 45


def test_without_a_database_a_command_says_so_at_once(
    asked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("SELECT 1", {}, Exception("away"))

    monkeypatch.setattr(inbound, "store", away)
    assert "I can't reach my memory right now" in asked.command(EMMA, "/okr")


def test_while_another_holds_the_database_an_event_is_refused_in_time(asked: House) -> None:
    """Slack waits for three seconds; what could not be stored by then must not be acknowledged."""
    asked.dm(EMMA, "hello")
    event = event_of(asked)
    body = event | {"event_id": "Ev1", "event": event["event"] | {"text": "renewals 45%"}}
    before = len(rows(asked.stage.database, Inbound))
    with asked.stage.database.unit_of_work() as session:
        session.connection()  # from here on nobody else writes
        began = time.monotonic()
        assert asked.deliver_now(body).status == 503
        assert time.monotonic() - began < 8, "not the ten seconds of other transactions"
    assert len(rows(asked.stage.database, Inbound)) == before
    assert asked.deliver(body).status == 200
    assert asked.value(RENEWALS) == 45


def test_a_database_that_hangs_is_not_waited_for(
    asked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither lock nor time-out ends it: a disk that stalls, a server that is frozen."""
    asked.dm(EMMA, "hello")
    event = event_of(asked)
    body = event | {"event_id": "Ev1", "event": event["event"] | {"text": "renewals 45%"}}
    thaws, really = threading.Event(), inbox.store

    def frozen(*given: Any, **more: Any) -> int | None:
        found = really(*given, **more)
        assert thaws.wait(60)
        return found

    with monkeypatch.context() as broken:
        broken.setattr(inbox, "store", frozen)
        began = time.monotonic()
        assert asked.deliver_now(body).status == 503
        assert 2 < time.monotonic() - began < 30
    thaws.set()
    pool: Any = asked.stage.database.inbox.pool
    until(lambda: not pool.checkedout())
    assert [row.key for row in rows(asked.stage.database, Inbound)] == [event["event_id"]]
    assert asked.deliver(body).status == 200
    assert asked.value(RENEWALS) == 45


def test_old_deliveries_are_forgotten_after_thirty_days(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%")
    asked.stage.clock.jump_to(MONDAY + timedelta(days=29))
    cleaning.forget_old(asked.bot.runtime)
    assert len(rows(asked.stage.database, Inbound)) == 1
    asked.stage.clock.jump_to(MONDAY + timedelta(days=31))
    cleaning.forget_old(asked.bot.runtime)
    assert rows(asked.stage.database, Inbound) == []
    assert asked.value(RENEWALS) == 45


def test_a_dropped_connection_loses_nothing(
    sqlite_database: Database, tmp_path: Path, closing: ThreadPoolExecutor
) -> None:
    with open_house(sqlite_database, tmp_path, closing=closing, ack_seconds=3.0) as house:
        house.given_key_result("emma", "Renewals", value=40)
        house.move_to(MONDAY)
        _answer_on_a_dropped_connection(house)


def _answer_on_a_dropped_connection(asked: House) -> None:
    asked.stage.server.drop_connections()
    asked.stage.client.say(EMMA, "renewals 45%")
    asked.bot.socket.client.connect_to_new_endpoint()  # as its monitor does within seconds
    until(lambda: asked.stage.client.state()["connections"])
    asked.stage.clock.jump_to(asked.now + timedelta(minutes=2))
    asked.settle()
    assert asked.value(RENEWALS) == 45


def test_a_bot_stops_within_seconds_and_works_again(asked: House) -> None:
    asked.bot.stop()
    assert not asked.bot.scheduler.running
