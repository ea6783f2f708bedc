"""Messages through every fault of the sandbox, on a database of its own."""

import random
import tempfile
from pathlib import Path

from bot import logs
from bot.sandbox.clock import Clock
from bot.sandbox.server import SandboxServer
from storage import schema
from storage.uow import Database
from tests.delivery.fault_profile import Outcome, run
from tests.soak.frame import Job, Judged

MESSAGES = 10_000
EACH = 1_000
"""Messages of one input: they are sent one after the other, inputs side by side."""


def jobs() -> tuple[Job, ...]:
    """10,000 messages, a tenth in each workspace of its own."""
    return (Job("messages through faults", MESSAGES // EACH, judge, chunk=1),)


def judge(chance: random.Random) -> Judged:
    logs.configure(level="CRITICAL")
    with tempfile.TemporaryDirectory(prefix="okrbot-soak-") as folder:
        url = f"sqlite:///{Path(folder) / 'okrbot.db'}"
        schema.upgrade(url)
        database = Database.open(url)
        seed = chance.randrange(1 << 31)
        try:
            with SandboxServer(clock=Clock(running=False)) as server:
                outcome = run(database, server, count=EACH, seed=seed)
        finally:
            database.dispose()
    return Judged(f"seed {seed}: {outcome}", _problem(outcome))


def _problem(outcome: Outcome) -> str:
    if outcome.sent + outcome.dead < outcome.count:
        return f"unfinished: {outcome}"
    if outcome.missing or outcome.duplicate or outcome.early:
        return f"not once: {outcome}"
    return ""
