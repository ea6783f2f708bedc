"""A clock that is set back does not stop the heartbeat."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from desk import Desk

from bot import jobs, rearming

HOUR = timedelta(hours=1)


@pytest.fixture
def heartbeat(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[BackgroundScheduler, threading.Event]]:
    monkeypatch.setattr(rearming, "LOOKS_EVERY_S", 0.01)
    ticked = threading.Event()
    made = jobs.scheduler(
        desk.rt, workspaces=lambda: ["T1"], retry_inbound=lambda _: 0, ticked=ticked.set
    )
    yield made, ticked
    made.shutdown()


@pytest.mark.usefixtures("heartbeat")
def test_a_clock_set_back_by_an_hour_costs_no_hour(
    heartbeat: tuple[BackgroundScheduler, threading.Event],
) -> None:
    made, ticked = heartbeat
    made.get_job("tick").modify(next_run_time=datetime.now(UTC) + HOUR)
    made.start()
    assert ticked.wait(60)
