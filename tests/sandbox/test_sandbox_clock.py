"""The virtual clock."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from sandbox_facts import MONDAY

from bot.sandbox.clock import Clock, ClockCannotGoBack

HOUR = timedelta(hours=1)


def test_frozen_clock_stands_still_until_it_is_moved() -> None:
    clock = Clock(MONDAY, running=False)
    time.sleep(0.01)
    assert clock.now() == MONDAY
    clock.advance(HOUR)
    assert clock.now() == MONDAY + HOUR


def test_running_clock_is_real_time_plus_an_offset() -> None:
    clock = Clock(MONDAY)
    clock.advance(HOUR)
    time.sleep(0.01)
    assert MONDAY + HOUR < clock.now() < MONDAY + HOUR + timedelta(seconds=5)


def test_clock_starts_at_the_real_time_by_default() -> None:
    assert abs(Clock().now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_freezing_and_thawing_keeps_the_time() -> None:
    clock = Clock(MONDAY)
    clock.set_running(False)
    frozen = clock.now()
    time.sleep(0.01)
    assert clock.now() == frozen
    clock.set_running(True)
    time.sleep(0.01)
    assert frozen < clock.now() < frozen + timedelta(seconds=5)


def test_clock_refuses_to_go_back() -> None:
    clock = Clock(MONDAY, running=False)
    with pytest.raises(ClockCannotGoBack):
        clock.advance_to(MONDAY - HOUR)
    with pytest.raises(ClockCannotGoBack):
        clock.jump_to(MONDAY - HOUR)
    assert clock.now() == MONDAY


def test_hook_takes_the_steps_of_an_advance() -> None:
    clock = Clock(MONDAY, running=False)
    seen: list[datetime] = []

    def tick(target: datetime) -> None:
        while clock.now() + HOUR < target:
            clock.jump_to(clock.now() + HOUR)
            seen.append(clock.now())

    clock.on_advance(tick)
    clock.advance(timedelta(hours=2, minutes=30))
    assert seen == [MONDAY + HOUR, MONDAY + 2 * HOUR]
    assert clock.now() == MONDAY + timedelta(hours=2, minutes=30)


def test_second_advance_waits_for_the_first() -> None:
    clock = Clock(MONDAY, running=False)
    entered, leave = threading.Event(), threading.Event()
    inside: list[int] = []

    def slow(_target: datetime) -> None:
        inside.append(1)
        assert len(inside) == 1
        entered.set()
        leave.wait(60)
        inside.pop()

    clock.on_advance(slow)
    movers = [threading.Thread(target=clock.advance, args=(HOUR,)) for _ in range(2)]
    movers[0].start()
    assert entered.wait(60)
    movers[1].start()
    leave.set()
    for mover in movers:
        mover.join(60)
    assert clock.now() == MONDAY + 2 * HOUR


def test_listeners_hear_of_every_change() -> None:
    clock = Clock(MONDAY, running=False)
    changes: list[datetime] = []
    clock.on_change(lambda: changes.append(clock.now()))
    clock.advance(HOUR)
    clock.set_running(True)
    assert len(changes) == 2
