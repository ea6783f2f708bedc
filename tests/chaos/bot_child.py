"""One life of a whole bot: listens, ticks, sends. Ends by itself only when it is asked to finish.

Takes one JSON argument: url, api_url, tokens (bot, app), ahead, point, nth, lease, timeout, finish,
upgrade, posts_per_second. `ahead` is how many seconds its clock is ahead of this machine's. Says
whether it upgraded the schema, if it was to, and "ready" when it is connected.
"""

import json
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import SecretStr

from bot import jobs, logs
from bot.services import due, inbound
from bot.settings import Settings
from bot.wiring import whole
from storage import figures, schema
from storage.uow import Database
from tests.chaos.variants import Deadly

SECOND = timedelta(seconds=1)
#: Rows are not to blame for these crashes.
NEVER = 10_000
#: What Slack delivers again comes within a second and a half.
QUIET_LOOKS = 30


class Armed:
    """Fail points that do nothing until the life has begun."""

    deadly: Deadly | None = None

    def reach(self, name: str) -> None:
        if self.deadly is not None:
            self.deadly.reach(name)


def hurry() -> None:
    """A minute is a second: nobody wants to wait until a crash is given up on."""
    jobs.REAPER_SECONDS = 1
    inbound.RETRY_AFTER = due.LEASE = due.RETRY_AFTER = SECOND
    inbound.MOST_RETRIES = due.MOST_FAILURES = NEVER


def settings(given: dict[str, Any]) -> Settings:
    return Settings(
        _env_file=None,
        slack_bot_token=SecretStr(given["tokens"]["bot"]),
        slack_app_token=SecretStr(given["tokens"]["app"]),
        slack_api_url=given["api_url"],
        database_url=given["url"],
        tick_seconds=0.5,
        lease_seconds=given["lease"],
        request_timeout_seconds=given["timeout"],
        posts_per_second=given["posts_per_second"],
        channel_posts_per_second=0,
    )


def is_done(database: Database, now: datetime) -> bool:
    with database.reading() as session:
        left = figures.count(session, now=now)
    return left.due + left.waiting + left.in_doubt + left.undone == 0


def say(word: str) -> None:
    print(word, flush=True)  # noqa: T201  the parent waits for it


def main() -> None:
    given = json.loads(sys.argv[1])
    logs.configure(level="CRITICAL")
    hurry()
    ahead, points = timedelta(seconds=given["ahead"]), Armed()

    def now() -> datetime:
        return datetime.now(UTC) + ahead

    if given["upgrade"]:
        done = schema.upgrade(given["url"])
        say("upgraded" if done.before != done.after else "current")
    bot = whole.build(settings(given), clock=now, points=points)
    bot.start()
    say("ready")
    points.deadly = Deadly(given["point"], given["nth"])
    quiet = 0
    while not (given["finish"] and quiet > QUIET_LOOKS):
        time.sleep(0.05)
        quiet = quiet + 1 if is_done(bot.database, now()) else 0
    bot.stop()


if __name__ == "__main__":
    main()
