"""The short form of `make chaos`: a few lives, each killed, and nothing lost or posted twice."""

import pytest

from storage.uow import Database
from tests.chaos import bot_harness
from tests.chaos.harness import Outcome, Plan, run

KILLS = 2


def killed(database: Database, variant: str) -> Outcome:
    url = database.write.url.render_as_string(hide_password=False)
    return run(Plan(url, variant, seed=3, kills=KILLS, lease=2.0, timeout=0.8))


def test_killed_processes_lose_nothing_and_post_nothing_twice(database: Database) -> None:
    outcome = killed(database, "protocol")
    assert outcome.kills >= 1
    assert outcome.messages > 0
    assert (outcome.lost, outcome.duplicate) == (0, 0)


@pytest.mark.parametrize("variant", ["send-then-mark"])
def test_a_wrong_sender_is_found_out(sqlite_database: Database, variant: str) -> None:
    assert killed(sqlite_database, variant).duplicate > 0


def test_a_killed_bot_loses_no_answer_and_asks_once(sqlite_database: Database) -> None:
    url = sqlite_database.write.url.render_as_string(hide_password=False)
    outcome = bot_harness.run(Plan(url, seed=3, kills=1, lease=1.2, timeout=0.5))
    assert outcome.kills == 1
    assert outcome.messages > bot_harness.EACH
    assert (outcome.lost, outcome.duplicate) == (0, 0)
