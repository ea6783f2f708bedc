"""Several bots that start at the same moment on one PostgreSQL database.

One of them upgrades the schema; together they ask everybody once and send everything once.
"""

import random
import subprocess
from collections import Counter
from contextlib import ExitStack

from sqlmodel import select

from bot.sandbox.client import SandboxClient
from bot.sandbox.clock import Clock
from bot.sandbox.server import SandboxServer
from storage import schema
from storage.tables import CheckInRequest, Message
from storage.uow import Database
from tests import crowd, postgres_server
from tests.chaos.bot_harness import START, Scene
from tests.chaos.harness import Outcome, Plan

REPLICAS = (2, 3, 4)
STARTS = 10
"""Starts on one database; the first finds it empty."""
EACH = 6
LONGEST = 300


def run(server: postgres_server.Server, *, seed: int, starts: int) -> Outcome:
    """`starts` races of two to four replicas."""
    found = Counter[str]()
    left = starts
    while left > 0:
        with server.empty_database() as url:
            found.update(_on_one_database(Plan(url, seed=seed), min(left, STARTS)))
        left -= STARTS
    return Outcome(
        variant="start race",
        database="postgresql",
        engine="embedded",
        seed=seed,
        kills=0,
        messages=found["messages"],
        lost=found["lost"],
        duplicate=found["duplicate"],
    )


def _on_one_database(plan: Plan, starts: int) -> Counter[str]:
    chance = random.Random(plan.seed)
    with SandboxServer(0, Clock(START), crowd.seed(starts * EACH)) as server:
        database = Database.open(plan.url)
        scene = Scene(plan, database, server, SandboxClient(server.base_url), chance)
        try:
            upgrades = [_race(scene, number) for number in range(starts)]
            assert upgrades == [1] + [0] * (starts - 1), f"upgrades: {upgrades}"
            return _counted(database, server, starts * EACH)
        finally:
            database.dispose()


def _race(scene: Scene, number: int) -> int:
    """Some are due, then bots start side by side; how many of them upgraded the schema."""
    now = scene.server.clock.now()
    if number == 0:
        assert schema.current(scene.database.read) is None
    else:
        crowd.populate(scene.database, EACH, at=now, due_at=now, first=number * EACH)
    with ExitStack() as stack:
        bots = [
            stack.enter_context(scene.launch(point=None, nth=1, finish=True, upgrade=True))
            for _ in range(scene.chance.choice(REPLICAS))
        ]
        upgraded = sum(_said(bot) == "upgraded\n" for bot in bots)
        assert [_said(bot) for bot in bots] == ["ready\n"] * len(bots)
        if number == 0:
            crowd.populate(scene.database, EACH, at=now, due_at=now)
        assert [bot.wait(LONGEST) for bot in bots] == [0] * len(bots)
    return upgraded


def _said(bot: subprocess.Popen[str]) -> str:
    assert bot.stdout is not None
    return bot.stdout.readline()


def _counted(database: Database, server: SandboxServer, people: int) -> Counter[str]:
    with database.reading() as session:
        sent = session.exec(select(Message.ts).where(Message.operation == "post")).all()
        asked = len(session.exec(select(CheckInRequest.id)).all())
    posted = [
        message.ts
        for channel in list(server.workspace.channels)
        for message in server.workspace.messages.history(channel)
        if message.metadata
    ]
    return Counter(
        messages=people,
        lost=people - asked + len(set(sent) - set(posted)),
        duplicate=len(posted) - people,
    )
