"""Whole bots that end by SIGKILL while people are asked, answer and give commands.

Every acknowledged answer must have taken effect exactly once, and every message must be in Slack
exactly once.
"""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlmodel import select

from bot.sandbox.client import SandboxClient
from bot.sandbox.clock import Clock
from bot.sandbox.server import SandboxServer
from storage.tables import CheckIn, CheckInRequest, Message, Person, Reply
from storage.uow import Database
from tests import crowd
from tests.chaos.harness import ROOT, Outcome, Plan

POINTS = (
    *("inbox.after", "effect.before_commit", "tick.batch", "effect.after_commit"),
    *("post.after", "inbox.before", "prepare.before_commit", "record.before"),
    *("prepare.after_commit", "post.before", "record.after", "claim.after"),
)
EACH = 4
"""People who are due in one life."""
ANSWERS = 3
LONGEST = 300
LIFE = 4.0
START = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)  # Monday, 09:00 in Hanoi
ACK_SECONDS = 1.0

Answer = tuple[str, int]
"""Whose, and by how much the goal grew: no two of a person are alike."""


@dataclass(slots=True)
class Scene:
    """What there is beside the bot; `said` are answers, `kept` those that were acknowledged."""

    plan: Plan
    database: Database
    server: SandboxServer
    client: SandboxClient
    chance: random.Random
    said: list[Answer] = field(default_factory=list)
    kept: set[Answer] = field(default_factory=set)

    def start(self, *, point: str | None, nth: int, finish: bool = False) -> subprocess.Popen[str]:
        """A bot that is connected."""
        life = self.launch(point=point, nth=nth, finish=finish)
        assert life.stdout is not None
        assert life.stdout.readline() == "ready\n", "the bot did not start"
        return life

    def launch(
        self,
        *,
        point: str | None = None,
        nth: int = 1,
        finish: bool,
        upgrade: bool = False,
        posts_per_second: float = 0,
    ) -> subprocess.Popen[str]:
        """A bot that still has to bring the schema up to date and to connect."""
        hello = self.server.hello()
        given = {
            "url": self.plan.url,
            "api_url": hello["api_url"],
            "tokens": {"bot": hello["bot_token"], "app": hello["app_token"]},
            "ahead": (self.server.clock.now() - datetime.now(UTC)).total_seconds(),
            "point": point,
            "nth": nth,
            "lease": self.plan.lease,
            "timeout": self.plan.timeout,
            "finish": finish,
            "upgrade": upgrade,
            "posts_per_second": posts_per_second,
        }
        return subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.bot_child", json.dumps(given)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )

    def say_something(self, people: int) -> None:
        """One of them writes to the bot, or gives a command, which is not repeated by Slack."""
        user = crowd.slack_id(self.chance.randrange(people))
        by = 1 + sum(who == user for who, _ in self.said)
        if by > ANSWERS:
            return
        self.said.append((user, by))
        words = f"{crowd.GOAL} +{by}"
        if by < ANSWERS:
            self.client.say(user, words)
        elif self.client.command(user, f"/okr checkin {words}").get("ok"):
            self.kept.add((user, by))


def run(plan: Plan) -> Outcome:
    """Kill `plan.kills` lives, let a last one finish, and compare promises with what there is."""
    count = plan.kills * EACH
    with SandboxServer(0, Clock(START), crowd.seed(count), ack_seconds=ACK_SECONDS) as server:
        database = Database.open(plan.url)
        client = SandboxClient(server.base_url)
        scene = Scene(plan, database, server, client, random.Random(plan.seed))
        try:
            killed = sum(_life(scene, number) for number in range(plan.kills))
            with scene.start(point=None, nth=1, finish=True) as life:
                assert life.wait(LONGEST) == 0
            return _counted(scene, killed)
        finally:
            database.dispose()


def _life(scene: Scene, number: int) -> bool:
    """Some are due; one life, killed at the next fail point or at random; whether it was killed."""
    now = scene.server.clock.now()
    crowd.populate(scene.database, EACH, at=now, due_at=now, first=number * EACH)
    point = POINTS[number // 2 % len(POINTS)] if number % 2 == 0 else None
    with scene.start(point=point, nth=scene.chance.randint(1, 4)) as life:
        limit = time.monotonic() + (scene.chance.uniform(0.05, 1.5) if point is None else LIFE)
        while life.poll() is None and time.monotonic() < limit:
            scene.say_something((number + 1) * EACH)
            time.sleep(0.02)
        if life.poll() is None:
            life.kill()
    return life.returncode < 0


def _counted(scene: Scene, killed: int) -> Outcome:
    effects = Counter(_effects(scene.database))
    kept = scene.kept | set(_acknowledged(scene.server))
    with scene.database.reading() as session:
        posts = session.exec(select(Message).where(Message.operation == "post")).all()
        asked = len(session.exec(select(CheckInRequest.id)).all())
    known = {post.ts for post in posts if post.state == "sent"}
    there = set(_posts(scene.server))
    unanswered = sum(effects[one] == 0 for one in kept)
    dead = sum(post.state == "dead" for post in posts)
    return Outcome(
        variant="whole bot",
        database=scene.database.write.dialect.name,
        engine="embedded",
        seed=scene.plan.seed,
        kills=killed,
        messages=len(kept) + len(posts),
        lost=unanswered + dead + len(known - there) + abs(scene.plan.kills * EACH - asked),
        duplicate=effects.total() - len(effects) + len(there - known),
    )


def _effects(database: Database) -> Iterator[Answer]:
    """Each answer as often as it counted: told to be older than another counts as well."""
    with database.reading() as session:
        written = Counter(session.exec(select(CheckIn.reply_id)).all())
        for reply, user in session.exec(select(Reply, Person.slack_user_id).join(Person)):
            older = any(item.get("older") for item in reply.items)
            for _ in range(written[reply.id] or older):
                yield str(user), int(reply.text.rpartition("+")[2])


def _acknowledged(server: SandboxServer) -> Iterator[Answer]:
    for delivery in server.workspace.log.deliveries.after():
        event: dict[str, Any] = delivery["payload"].get("event", {})
        if delivery["acked"] and crowd.GOAL in event.get("text", "") and "bot_id" not in event:
            yield event["user"], int(event["text"].rpartition("+")[2])


def _posts(server: SandboxServer) -> Iterator[str]:
    """The ts of every message of the bot; a post that nobody recorded is one too many."""
    for channel in list(server.workspace.channels):
        for message in server.workspace.messages.history(channel):
            if message.metadata:
                yield message.ts
