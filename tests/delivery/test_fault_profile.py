"""A Slack that limits, fails, loses answers and hangs: everything arrives, and once."""

from fault_profile import run

from bot.sandbox.clock import Clock
from bot.sandbox.server import SandboxServer
from storage.uow import Database

COUNT = 80


def test_all_messages_arrive_once_through_every_fault(database: Database) -> None:
    with SandboxServer(clock=Clock(running=False)) as server:
        outcome = run(database, server, count=COUNT, seed=11)
    assert outcome.faults > COUNT / 20, "there were faults enough"
    assert (outcome.sent, outcome.dead) == (COUNT, 0)
    assert (outcome.missing, outcome.duplicate, outcome.early) == (0, 0, 0)
