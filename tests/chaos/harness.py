"""Lives that end by SIGKILL, at random and at each fail point; then what Slack shows is counted."""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlmodel import select

from bot.sandbox.client import SandboxClient
from bot.sandbox.seed import Seed
from bot.sandbox.server import SandboxServer
from storage.tables import Message, Workspace
from storage.uow import Database

ROOT = Path(__file__).resolve().parents[2]
POINTS = (
    "post.after",
    "post.before",
    "claim.after",
    "record.before",
    "record.after",
    "look.after",
    "prepare.before_commit",
    "prepare.after_commit",
)
EACH = 12
COMPANIONS = 2
LONGEST = 300
FAULTS: Sequence[dict[str, Any]] = (
    {"method": "chat.postMessage", "fault": "server_error", "probability": 0.02},
    {"method": "chat.postMessage", "fault": "drop_reply", "probability": 0.02},
    {"method": "chat.postMessage", "fault": "late", "probability": 0.02, "seconds": 0.8},
)


@dataclass(frozen=True, slots=True)
class Plan:
    """`url` is of a migrated database without a row; seconds are real ones.

    With the engine procrastinate two more processes send beside the one that is to die.
    """

    url: str
    variant: str = "protocol"
    engine: str = "embedded"
    seed: int = 1
    kills: int = 25
    lease: float = 2.0
    timeout: float = 0.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of build/chaos.json."""

    variant: str
    database: str
    engine: str
    seed: int
    kills: int
    messages: int
    lost: int
    duplicate: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def run(plan: Plan) -> Outcome:
    """Kill `plan.kills` lives, let a last one finish, and compare the outbox with Slack."""
    chance, database = random.Random(plan.seed), Database.open(plan.url)
    try:
        with SandboxServer() as server:
            hello = server.hello()
            with database.unit_of_work() as session:
                row = Workspace(id=hello["team"], name="Chaos", created_at=server.clock.now())
                session.add(row)
            SandboxClient(server.base_url).faults(list(FAULTS), seed=plan.seed)
            with _companions(plan, hello) as companions:
                killed = 0
                for number in range(plan.kills):
                    killed += companions.die() if number % 3 == 2 else 0
                    killed += _life(plan, hello, chance, number)
            _last(plan, hello)
            return _counted(plan, database, server, killed)
    finally:
        database.dispose()


@dataclass(slots=True)
class _Companions:
    """Processes that send beside those that are to die, the oldest of which dies now and then."""

    plan: Plan
    hello: dict[str, Any]
    alive: list[subprocess.Popen[str]]

    def die(self) -> int:
        """Kill the oldest with what it has in hand, and begin another; how many were killed."""
        if not self.alive:
            return 0
        _killed(self.alive.pop(0))
        self.add()
        return 1

    def add(self) -> None:
        self.alive.append(_start(self.plan, self.hello, stay=True))


@contextmanager
def _companions(plan: Plan, hello: dict[str, Any]) -> Iterator[_Companions]:
    made = _Companions(plan, hello, [])
    try:
        for _ in range(COMPANIONS if plan.engine == "procrastinate" else 0):
            made.add()
        yield made
    finally:
        for process in made.alive:
            _killed(process)


def _killed(process: subprocess.Popen[str]) -> None:
    with process:
        process.kill()


def _start(
    plan: Plan,
    hello: dict[str, Any],
    *,
    first: int = 0,
    count: int = 0,
    point: str | None = None,
    nth: int = 1,
    stay: bool = False,
) -> subprocess.Popen[str]:
    given = {
        "url": plan.url,
        "api_url": hello["api_url"],
        "token": hello["bot_token"],
        "team": hello["team"],
        "people": [person.id for person in Seed().people],
        "variant": plan.variant,
        "engine": plan.engine,
        "stay": stay,
        "point": point,
        "nth": nth,
        "first": first,
        "count": count,
        "lease": plan.lease,
        "timeout": plan.timeout,
    }
    life = subprocess.Popen(
        [sys.executable, "-m", "tests.chaos.child", json.dumps(given)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert life.stdout is not None
    assert life.stdout.readline() == "ready\n", "the child did not start"
    return life


def _life(plan: Plan, hello: dict[str, Any], chance: random.Random, number: int) -> bool:
    """One life, killed at the next fail point or at random; whether it was killed."""
    point = POINTS[number // 2 % len(POINTS)] if number % 2 == 0 else None
    life = _start(
        plan, hello, first=number * EACH, count=EACH, point=point, nth=chance.randint(1, 5)
    )
    with life:
        limit = time.monotonic() + (chance.uniform(0.02, 0.5) if point is None else 2)
        while life.poll() is None and time.monotonic() < limit:
            time.sleep(0.005)
        if life.poll() is None:
            life.kill()
    return life.returncode < 0


def _last(plan: Plan, hello: dict[str, Any]) -> None:
    """A life that nobody ends: what is left is sent."""
    with _start(plan, hello) as life:
        assert life.wait(LONGEST) == 0


def _counted(plan: Plan, database: Database, server: SandboxServer, killed: int) -> Outcome:
    with database.reading() as session:
        promised = [row["text"] for row in session.exec(select(Message.params))]
    seen = Counter(_texts(server))
    return Outcome(
        variant=plan.variant,
        database=database.write.dialect.name,
        engine=plan.engine,
        seed=plan.seed,
        kills=killed,
        messages=len(promised),
        lost=sum(seen[text] == 0 for text in promised),
        duplicate=sum(max(count - 1, 0) for count in seen.values()),
    )


def _texts(server: SandboxServer) -> Iterator[str]:
    for channel in list(server.workspace.channels):
        for message in server.workspace.messages.history(channel):
            yield message.text
