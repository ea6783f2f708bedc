"""5,000 people are asked at one moment, on each kind of database."""

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bot import logs
from bot.sandbox.client import SandboxClient
from bot.sandbox.server import SandboxServer
from storage import schema
from storage.uow import Database
from tests import postgres_server
from tests.bot.morning import POSTS_PER_SECOND, Outcome, run
from tests.chaos.bot_harness import Scene
from tests.chaos.harness import Plan
from tests.soak.frame import Job, Judged

PEOPLE = 5_000
SCALE = 5
"""Slack's limits and the bot's rates are so many times the usual ones: four minutes, not twenty."""
PLANNED_WITHIN_S, ACKNOWLEDGED_WITHIN_S, SLOWER_THAN_ALLOWED = 10, 1, 1.1


def jobs() -> tuple[Job, ...]:
    return tuple(
        Job(f"{PEOPLE:,} people at once, {kind}", 1, partial(judge, kind), chunk=1)
        for kind in ("sqlite", "postgresql")
    )


def judge(kind: str, _chance: random.Random) -> Judged:
    logs.configure(level="CRITICAL")
    with tempfile.TemporaryDirectory(prefix="okrbot-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the server of PostgreSQL runs as another user
        if kind == "sqlite":
            outcome = _asked(f"sqlite:///{folder / 'okrbot.db'}")
        else:
            with postgres_server.running(folder) as server, server.empty_database() as url:
                outcome = _asked(url)
    return Judged(_said(outcome), _problem(outcome), outcome.planned)


def _asked(url: str) -> Outcome:
    schema.upgrade(url)
    database = Database.open(url)
    try:
        return run(database, PEOPLE, scale=SCALE, begin=alone)
    finally:
        database.dispose()


@contextmanager
def alone(server: SandboxServer, database: Database, scale: float) -> Iterator[None]:
    """A bot in a process of its own."""
    url = database.write.url.render_as_string(hide_password=False)
    plan = Plan(url, lease=60, timeout=10)
    scene = Scene(plan, database, server, SandboxClient(server.base_url), random.Random())
    with scene.launch(finish=False, posts_per_second=POSTS_PER_SECOND * scale) as bot:
        try:
            assert bot.stdout is not None
            assert bot.stdout.readline() == "ready\n"
            yield
        finally:
            bot.kill()


def _said(outcome: Outcome) -> str:
    return (
        f"planned in {outcome.planned:.1f} s, sent in {outcome.sent:.0f} s of"
        f" {outcome.allowed:.0f} s, 99 % of {len(outcome.acks)} commands acknowledged in"
        f" {outcome.slow_ack * 1e3:.0f} ms"
    )


def _problem(outcome: Outcome) -> str:
    said = _said(outcome)
    if outcome.missing or outcome.duplicate:
        return f"not once: {outcome.missing} missing, {outcome.duplicate} twice"
    if outcome.refused:
        return f"refused by Slack: {outcome.refused}"
    if outcome.planned >= PLANNED_WITHIN_S:
        return f"planned too slowly: {said}"
    if outcome.sent >= outcome.allowed * SLOWER_THAN_ALLOWED:
        return f"sent too slowly: {said}"
    return f"acknowledged late: {said}" if outcome.slow_ack >= ACKNOWLEDGED_WITHIN_S else ""
