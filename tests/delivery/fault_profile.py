"""Many messages through a Slack that limits, fails, loses answers and hangs, as scripted."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from sqlmodel import select

from bot.delivery.sender import Sender
from bot.render import Renderer
from bot.sandbox.client import SandboxClient
from bot.sandbox.seed import Seed
from bot.sandbox.server import SandboxServer
from bot.slack.gateway import SlackGateway
from storage import outbox, sent
from storage.outbox import Draft, Priority
from storage.tables import Message, Workspace
from storage.uow import Database

TIMEOUT, LEASE = 0.6, 1.6
RETRY_AFTER = 2.0
RULES: Sequence[dict[str, Any]] = (
    {"method": "*", "fault": "rate_limited", "probability": 0.05, "seconds": RETRY_AFTER},
    {"method": "*", "fault": "server_error", "probability": 0.02},
    {"method": "*", "fault": "drop_reply", "probability": 0.02},
    {"method": "*", "fault": "hang", "probability": 0.01},
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of `count` messages; `early` counts the calls inside a Retry-After."""

    count: int
    sent: int
    dead: int
    missing: int
    duplicate: int
    early: int
    faults: int


def run(database: Database, server: SandboxServer, *, count: int, seed: int) -> Outcome:
    """Send `count` messages to the people of the workspace, with one sender on a jumping clock."""
    hello, control = server.hello(), SandboxClient(server.base_url)
    with database.unit_of_work() as session:
        session.add(Workspace(id=hello["team"], name="Fault", created_at=server.clock.now()))
        session.flush()
        people = [person.id for person in Seed().people]
        for n in range(count):
            _prepare(session, hello["team"], people[n % len(people)], n, server.clock.now())
    client = WebClient(
        token=hello["bot_token"],
        base_url=hello["api_url"],
        timeout=TIMEOUT,  # type: ignore[arg-type]
        retry_handlers=[],
    )
    sender = Sender(
        uow=database.unit_of_work,
        gateway=SlackGateway(client),
        render=Renderer(),
        clock=server.clock.now,
        owner="profile",
        lease_seconds=LEASE,
    )
    control.faults(list(RULES), seed=seed)
    try:
        _send_all(database, server, sender)
        faults = sum(rule["hits"] for rule in control.faults()["rules"])
    finally:
        control.faults([])
    return _judged(database, server, count, faults)


def _prepare(session: Any, team: str, target: str, n: int, at: datetime) -> None:
    draft = Draft(f"n:{n}", "error", {"text": f"{n}"}, target, "en", "UTC", Priority.CHECK_IN)
    outbox.add(session, draft, workspace_id=team, at=at)


def _send_all(database: Database, server: SandboxServer, sender: Sender) -> None:
    """A second of the virtual clock passes whenever nothing may be sent."""
    idle_since = time.monotonic()
    while time.monotonic() - idle_since < 20 * LEASE:
        if sender.send_next():
            idle_since = time.monotonic()
            continue
        with database.reading() as session:
            if not sent.unfinished(session):
                return
        time.sleep(0.005)
        server.clock.jump_to(server.clock.now() + timedelta(seconds=0.2))


def _judged(database: Database, server: SandboxServer, count: int, faults: int) -> Outcome:
    with database.reading() as session:
        states = Counter(session.exec(select(Message.state)).all())
    seen: Counter[str] = Counter()
    for channel in list(server.workspace.channels):
        for message in server.workspace.messages.history(channel):
            seen[message.text] += 1
    return Outcome(
        count=count,
        sent=states["sent"],
        dead=states["dead"],
        missing=states["sent"] - sum(1 for n in range(count) if seen[f"{n}"]),
        duplicate=sum(seen[f"{n}"] - 1 for n in range(count) if seen[f"{n}"]),
        early=_early(server.workspace.log.calls.after()),
        faults=faults,
    )


def _early(calls: Sequence[dict[str, Any]]) -> int:
    """Calls of a method before the time that its last refusal named."""
    closed: dict[str, datetime] = {}
    early = 0
    for call in calls:
        at = datetime.fromisoformat(call["at"])
        early += at < closed.get(call["method"], at)
        if call["error"] == "ratelimited":
            closed[call["method"]] = at + timedelta(seconds=RETRY_AFTER)
    return early
