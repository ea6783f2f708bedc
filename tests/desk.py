"""The use cases alone: a runtime on a database, with a clock that stands and a Slack that is not
needed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from company import SUNDAY, WORKSPACE, Company, rows

from bot.domain.people import Actor
from bot.protocols import Member
from bot.render import Renderer
from bot.runtime import Runtime
from bot.services import due, inbound, people
from bot.settings import Settings
from storage.tables import Message
from storage.uow import Database

RENDERER = Renderer()


@dataclass(slots=True)
class Directory:
    """All that the use cases ask of Slack: who is there, and in the one user group."""

    found: list[Member] = field(default_factory=list)
    group: list[str] = field(default_factory=list)

    def groups(self) -> Sequence[tuple[str, str]]:
        return [("S0ALL", "Everybody")]

    def group_members(self, group: str) -> Sequence[str]:
        return self.group if group == "S0ALL" else []

    def members(self, cursor: str = "") -> tuple[Sequence[Member], str]:
        """Two on a page."""
        first = int(cursor or 0)
        after = str(first + 2) if first + 2 < len(self.found) else ""
        return self.found[first : first + 2], after


@dataclass(slots=True)
class Desk:
    """Use cases called as the Slack adapter calls them."""

    database: Database
    folder: Path
    now: datetime = SUNDAY
    directory: Directory = field(default_factory=Directory)
    settings: Settings = field(default_factory=lambda: Settings(_env_file=None))
    keys: int = 0

    @property
    def rt(self) -> Runtime:
        return Runtime(
            settings=self.settings,
            clock=lambda: self.now,
            uow=self.database.unit_of_work,
            reading=self.database.reading,
            gateway=self.directory,  # type: ignore[arg-type]
            render=RENDERER,
            storing=self.database.storing,
        )

    def company(self, workspace_id: str = WORKSPACE) -> Company:
        return Company(self.database, self.folder, self.now, workspace_id)

    def by(self, slack_user_id: str, workspace_id: str = WORKSPACE) -> Actor:
        return people.actor(self.rt, workspace_id, slack_user_id)

    def key(self, workspace_id: str = WORKSPACE) -> str:
        """The key of a delivery that was stored and waits to be done."""
        self.keys += 1
        key = f"key-{self.keys}"
        inbound.store(self.rt, workspace_id=workspace_id, key=key, kind="event", payload={})
        return key

    def tick(self, at: datetime) -> int:
        self.now = at
        return due.run(self.rt)

    def prepared(self, workspace_id: str = WORKSPACE, kind: str | None = None) -> list[Message]:
        """Messages that wait or were sent, oldest first."""
        return [
            row
            for row in rows(self.database, Message)
            if row.workspace_id == workspace_id and kind in (None, row.kind)
        ]
