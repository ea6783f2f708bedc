"""Messages prepared in a database, senders that post them, and a Slack that misbehaves at will."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import select

from bot.delivery.dispatcher import Bell, Dispatcher
from bot.delivery.pacing import Pace
from bot.delivery.sender import Sender
from bot.protocols import OutcomeUnknown, Posted
from bot.render import Renderer
from bot.render.pictures import NoPictures, Pictures
from bot.sandbox.client import SandboxClient
from bot.sandbox.server import SandboxServer
from bot.slack.gateway import SlackGateway
from storage import outbox, sent
from storage.outbox import Draft, Priority
from storage.tables import Message
from storage.uow import Database

WORKSPACE, PERSON, CHANNEL = "T0MINHLONG", "U0JAMES0001", "C0GENERAL00"
RENDERER = Renderer()
AS_FAST_AS_IT_GOES = Pace()


class LostAnswer(Exception):
    """Slack does it, and the answer never comes."""


class NeverArrived(Exception):
    """Slack does nothing, and nobody can tell."""


@dataclass(slots=True)
class Weather:
    """A gateway before another; each call takes the next fault of its method, if there is one."""

    inner: SlackGateway
    faults: dict[str, list[Any]] = field(default_factory=dict)

    def fails(self, method: str, *faults: Any) -> None:
        """Let the next calls of `method` end so; None lets one pass, a callable is run before."""
        self.faults.setdefault(method, []).extend(faults)

    def post(self, **given: Any) -> Posted:
        found: Posted = self._call("post", given)
        return found

    def edit(self, **given: Any) -> None:
        self._call("edit", given)

    def find(self, **given: Any) -> Posted | None:
        found: Posted | None = self._call("find", given)
        return found

    def _call(self, method: str, given: Mapping[str, Any]) -> Any:
        waiting = self.faults.get(method)
        fault = waiting.pop(0) if waiting else None
        if isinstance(fault, NeverArrived):
            raise OutcomeUnknown("time-out")
        if isinstance(fault, Exception) and not isinstance(fault, LostAnswer):
            raise fault
        if callable(fault):
            fault()
        done = getattr(self.inner, method)(**given)
        if isinstance(fault, LostAnswer):
            raise OutcomeUnknown("time-out")
        return done


@dataclass(slots=True)
class PostOffice:
    """One database with an outbox, and the sandbox that it is sent to."""

    database: Database
    server: SandboxServer
    weather: Weather
    prepared: int = 0
    pictures: Pictures = field(default_factory=NoPictures)

    def prepare(self, text: str, **more: Any) -> int:
        """A message that is to be sent now; its id."""
        self.prepared += 1
        usual: dict[str, Any] = {
            "dedup_key": f"test:{self.prepared}",
            "kind": "error",
            "params": {"text": text},
            "target": PERSON,
            "locale": "en",
            "tz": "UTC",
            "priority": Priority.INTERACTIVE,
        }
        with self.database.unit_of_work() as session:
            draft = Draft(**(usual | more))
            found = outbox.add(session, draft, workspace_id=WORKSPACE, at=self.now)
        assert found is not None
        return found

    def revise(self, message_id: int, text: str) -> None:
        with self.database.unit_of_work() as session:
            outbox.revise(session, message_id, {"text": text}, at=self.now)

    def stop(self, *, stopped: bool) -> None:
        with self.database.unit_of_work() as session:
            sent.stop_sending(session, workspace_id=WORKSPACE, stopped=stopped)

    def sender(
        self,
        owner: str = "one",
        *,
        lease_seconds: float = 60.0,
        pace: Pace = AS_FAST_AS_IT_GOES,
        chance: Callable[[], float] = lambda: 0.0,
    ) -> Sender:
        return Sender(
            uow=self.database.unit_of_work,
            gateway=self.weather,  # type: ignore[arg-type]
            render=RENDERER,
            clock=self.server.clock.now,
            owner=owner,
            lease_seconds=lease_seconds,
            pace=pace,
            chance=chance,
            pictures=self.pictures,
        )

    def send(self) -> int:
        """Send all that may be sent now; how many were handled."""
        return Dispatcher(self.sender(), Bell()).drain()

    def lease_ends(self) -> None:
        """The time of every lease is over, as after a crash."""
        with self.database.unit_of_work() as session:
            session.execute(update(Message).values(lease_until=0))

    def pass_time(self, **span: float) -> None:
        self.server.clock.jump_to(self.now + timedelta(**span))

    @property
    def now(self) -> datetime:
        return self.server.clock.now()

    def row(self, message_id: int) -> Message:
        with self.database.reading() as session:
            return session.get_one(Message, message_id)

    def state(self, message_id: int) -> str:
        return self.row(message_id).state

    def waiting(self) -> int:
        """How many messages are neither sent nor given up."""
        with self.database.reading() as session:
            return sent.unfinished(session)

    def edits(self) -> list[Message]:
        with self.database.reading() as session:
            return list(session.exec(select(Message).where(Message.operation == "update")))

    def posts(self, target: str = PERSON) -> list[str]:
        """The first line of every message of the bot there, oldest first."""
        client = SandboxClient(self.server.base_url)
        place = "bot" if target == PERSON else target
        found = client.messages(place, PERSON)
        return [one["text"].splitlines()[0] for one in found if one.get("bot_id")]

    def calls(self, method: str) -> int:
        return sum(call["method"] == method for call in self.server.workspace.log.calls.after())
