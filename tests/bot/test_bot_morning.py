"""Many people due at one moment, with Slack's limits: asked once each, at the allowed rate."""

from storage.uow import Database
from tests.bot.morning import run

PEOPLE = 60


def test_everybody_is_asked_once_and_slack_refuses_nothing(sqlite_database: Database) -> None:
    outcome = run(sqlite_database, PEOPLE, scale=25)
    assert (outcome.missing, outcome.duplicate, outcome.refused) == (0, 0, 0)
