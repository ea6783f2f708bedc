"""One life of the sending process: prepares its messages, sends, and ends when all is sent.

Takes one JSON argument: url, api_url, token, team, people, variant, engine, point, nth, first,
count, stay, lease, timeout. Says "ready" when it begins; with `stay` it does not end by itself.
"""

import json
import secrets
import sys
import time
from datetime import UTC, datetime
from typing import Any

from slack_sdk import WebClient

from bot import logs
from bot.delivery.calls import CalledSenders, Calls, call_for_waiting
from bot.delivery.dispatcher import Bell, Dispatcher
from bot.delivery.engine import Call, Engine, Transaction, calling
from bot.delivery.sender import Sender
from bot.render import Renderer
from bot.slack.gateway import SlackGateway
from storage import outbox, sent, wake_up_jobs
from storage.outbox import Draft, Priority
from storage.uow import Database
from tests.chaos.variants import Deadly, made

PAUSE_S = 0.1


def now() -> datetime:
    return datetime.now(UTC)


def prepare(transaction: Transaction, given: dict[str, Any], points: Deadly) -> None:
    """One transaction for each message, as a use case prepares it."""
    for n in range(given["first"], given["first"] + given["count"]):
        target = given["people"][n % len(given["people"])]
        draft = Draft(f"n:{n}", "error", {"text": f"{n}"}, target, "en", "UTC", Priority.CHECK_IN)
        with transaction() as session:
            outbox.add(session, draft, workspace_id=given["team"], at=now())
            points.reach("prepare.before_commit")
        points.reach("prepare.after_commit")


def main() -> None:
    given = json.loads(sys.argv[1])
    logs.configure(level="CRITICAL")
    database = Database.open(given["url"])
    points = Deadly(given["point"], given["nth"])
    client = WebClient(
        token=given["token"],
        base_url=given["api_url"],
        timeout=given["timeout"],
        retry_handlers=[],
    )
    sender = Sender(
        uow=database.unit_of_work,
        gateway=SlackGateway(client),
        render=Renderer(),
        clock=now,
        owner=secrets.token_hex(8),
        lease_seconds=given["lease"],
        points=points,
    )
    call, engine = _engine(given, database, sender)
    print("ready", flush=True)  # noqa: T201  the parent waits for it
    engine.start()
    prepare(calling(database.unit_of_work, call), given, points)
    while given["stay"] or _unfinished(database):
        time.sleep(PAUSE_S)
        if isinstance(call, Calls):
            call_for_waiting(call, database.unit_of_work, now())
    engine.stop(within_seconds=10)


def _engine(given: dict[str, Any], database: Database, sender: Sender) -> tuple[Call, Engine]:
    if given["engine"] == "procrastinate":
        wake_up_jobs.ensure(database.write)
        url = given["url"].replace("+psycopg", "")
        return Calls(), CalledSenders(sender, url)
    bell = Bell()
    variant: Any = made(given["variant"], sender)
    return bell, Dispatcher(variant, bell, idle_seconds=0.05)


def _unfinished(database: Database) -> int:
    with database.reading() as session:
        return sent.unfinished(session)


if __name__ == "__main__":
    main()
