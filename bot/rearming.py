"""A heartbeat that goes on when the clock of the machine is set back.

APScheduler knows the moment of the next fire, and sleeps until then: after a clock was set back by
an hour, nothing would be done for an hour.
"""

import threading
from datetime import UTC, datetime, timedelta

from apscheduler.events import EVENT_SCHEDULER_SHUTDOWN, EVENT_SCHEDULER_STARTED
from apscheduler.schedulers.base import BaseScheduler

from bot.logs import logger

log = logger(__name__)
LOOKS_EVERY_S = 5.0
TOLERANCE = timedelta(seconds=1)


def watch(scheduler: BaseScheduler) -> None:
    """From its start to its end, look whether its jobs fire when they should."""
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(LOOKS_EVERY_S):
            rearm(scheduler, datetime.now(UTC))

    thread = threading.Thread(target=look, name="rearming", daemon=True)
    scheduler.add_listener(lambda _: thread.start(), EVENT_SCHEDULER_STARTED)
    scheduler.add_listener(lambda _: ended.set(), EVENT_SCHEDULER_SHUTDOWN)


def rearm(scheduler: BaseScheduler, now: datetime) -> None:
    """Let every job fire now whose next fire is further away than its interval."""
    for job in scheduler.get_jobs():
        if job.next_run_time - now > job.trigger.interval + TOLERANCE:
            log.warning("clock.set_back", job=job.id)
            job.modify(next_run_time=now)
