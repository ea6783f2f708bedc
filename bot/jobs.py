"""The few jobs that every process runs; what is due lies in the database, not here."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot import rearming
from bot.logs import logger
from bot.runtime import Runtime
from bot.services import (
    cleaning,
    dead_letters,
    home_publishing,
    onboarding,
    outages,
    people,
    team_figures,
)
from bot.services.alerting import self_check
from bot.services.connecting import fetching
from bot.sources import Fetcher

log = logger(__name__)

Work = Callable[[Runtime], int]

REAPER_SECONDS = 30
CALL_SECONDS = 5
PEOPLE_SECONDS = 15
TOKEN_SECONDS = 5
CLEAN_UP_HOURS = 6
CHECK_HOURS = 6


def scheduler(
    rt: Runtime,
    *,
    workspaces: Callable[[], Sequence[str]],
    retry_inbound: Work,
    ticked: Callable[[], None],
    call_for_waiting: Work | None = None,
    renew_tokens: Callable[[], int] | None = None,
) -> BackgroundScheduler:
    """The heartbeat; late fires are run once, never dropped and never side by side.

    `workspaces` gives those that the app is installed in. `ticked` is called after each tick that
    ended well; `call_for_waiting` looks after messages that no sender was called for;
    `renew_tokens` after those of workspaces that installed the app.
    """
    ticks, reader = outages.Ticks(), people.Reader(workspaces)

    def tick(rt: Runtime) -> int:
        count = ticks.run(rt)
        ticked()
        return count

    table: list[tuple[str, float, Work]] = [
        ("tick", rt.settings.tick_seconds, tick),
        ("reaper", REAPER_SECONDS, retry_inbound),
        ("dead_letters", REAPER_SECONDS, dead_letters.report),
        ("team_figures", rt.settings.tick_seconds, team_figures.add_up),
        ("homes", rt.settings.tick_seconds, home_publishing.publish_changed),
        ("check_figures", CHECK_HOURS * 3600, team_figures.check),
        ("check_kpis", CHECK_HOURS * 3600, self_check.check),
        ("setup", rt.settings.tick_seconds, onboarding.report),
        ("people", PEOPLE_SECONDS, reader.run),
        ("connectors", rt.settings.tick_seconds, _connectors(rt)),
        ("clean_up", CLEAN_UP_HOURS * 3600, cleaning.forget_old),
    ]
    if call_for_waiting is not None:
        table.append(("calls", CALL_SECONDS, call_for_waiting))
    if renew_tokens is not None:
        table.append(("tokens", TOKEN_SECONDS, lambda _: renew_tokens()))
    return _scheduler(rt, table)


def _connectors(rt: Runtime) -> Work:
    settings = rt.settings
    fetch = Fetcher(settings.connector_host_names, settings.secrets_folder)
    return lambda rt: fetching.fetch_wanted(rt, fetch)


def _scheduler(rt: Runtime, table: Sequence[tuple[str, float, Work]]) -> BackgroundScheduler:
    made = BackgroundScheduler(
        timezone="UTC",
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for name, seconds, work in table:
        made.add_job(
            _guarded(name, rt, work),
            IntervalTrigger(seconds=seconds),
            id=name,
            name=name,
            next_run_time=datetime.now(UTC),
        )
    rearming.watch(made)
    return made


def _guarded(name: str, rt: Runtime, work: Work) -> Callable[[], None]:
    def run() -> None:
        began = time.monotonic()
        try:
            count = work(rt)
        except Exception:
            # The next fire finds the same rows; the heartbeat must go on.
            log.exception("job.failed", job=name)
            return
        if count:
            log.info("job.done", job=name, count=count, seconds=round(time.monotonic() - began, 3))

    return run
