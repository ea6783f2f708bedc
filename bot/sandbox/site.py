"""One app, and the workspaces in which it is or may be installed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.sandbox.delivery import EVENT_SCOPES, Delivery
from bot.sandbox.errors import ControlError
from bot.sandbox.handles import ascii_handle
from bot.sandbox.model import Json, Team, Token
from bot.sandbox.seed import Seed
from bot.sandbox.stream import Stream
from bot.sandbox.workspace import Workspace

# Notices about what all workspaces have in common: connections, workspaces, the clock.
FOR_ALL = frozenset({"state", "clock"})
TEAM_ID = re.compile(r"T[A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Office:
    """A workspace and what carries its events to the app."""

    workspace: Workspace
    delivery: Delivery


class Site:
    """All workspaces of one sandbox. The first is always there; the app's own data is with it.

    `deliver` makes the delivery of a workspace. Workspaces share the clock, the app's
    connections and the page's stream; ids and texts they share only by chance.
    """

    def __init__(
        self, seed: Seed, first: Workspace, stream: Stream, deliver: Callable[[Workspace], Delivery]
    ) -> None:
        self.first = first
        self.stream = stream
        self._seed = seed
        self._deliver = deliver
        self._loop: asyncio.AbstractEventLoop | None = None
        self._offices: dict[str, Office] = {}
        self._made = 1
        self._open(first)

    @property
    def workspaces(self) -> list[Workspace]:
        """All workspaces, the first one first."""
        return [office.workspace for office in list(self._offices.values())]

    def office(self, team: object = None) -> Office:
        """A workspace by the id of its team, by default the first one.

        Raises ControlError team_not_found.
        """
        if team in (None, ""):
            return self._offices[self.first.team.id]
        found = self._offices.get(team) if isinstance(team, str) else None
        if found is None:
            raise ControlError("team_not_found", f"There is no workspace {team!r}.", status=404)
        return found

    def add(
        self, name: str, *, id: str | None = None, domain: str | None = None, installed: bool = True
    ) -> Workspace:
        """Open another workspace, with the same people and channels as the first one at its start.

        Raises ControlError invalid_argument, team_taken.
        """
        number = self._made + 1
        plain = re.sub(r"[^a-z0-9]+", "-", ascii_handle(domain or name, "-")).strip("-")
        handle = plain or f"workspace-{number}"
        team = Team(id or f"T0SANDBOX{number:02d}", name, handle)
        if not TEAM_ID.fullmatch(team.id):
            raise ControlError("invalid_argument", "id must be T and capitals or digits.")
        if any(team.id == ws.team.id or team.domain == ws.team.domain for ws in self.workspaces):
            raise ControlError("team_taken", "Another workspace has this id or this domain.")
        self._made = number
        workspace = Workspace(self._seed.twin(team, number, installed=installed), self.first.clock)
        workspace.base_url = self.first.base_url
        workspace.app = replace(workspace.app, events=self.first.app.events)
        self._open(workspace)
        self._changed()
        return workspace

    def subscribe(self, events: list[str]) -> None:
        """What the app wants to hear of, in every workspace. Raises ControlError."""
        unknown = sorted(set(events) - set(EVENT_SCOPES))
        if unknown:
            detail = f"Unknown: {', '.join(unknown)}. Known: {', '.join(sorted(EVENT_SCOPES))}."
            raise ControlError("unknown_event", detail)
        for workspace in self.workspaces:
            workspace.app = replace(workspace.app, events=frozenset(events))

    def reset(self, team: object = None) -> None:
        """Back to the start; call on the loop.

        Without a `team` only the first workspace is left; with one it is about that one alone,
        and the app's subscriptions stay.
        """
        if team is not None:
            office = self.office(team)
            office.delivery.close()
            events = office.workspace.app.events
            office.workspace.reset()
            office.workspace.app = replace(office.workspace.app, events=events)
            return
        for office in list(self._offices.values()):
            office.delivery.close()
        for team in [ws.team.id for ws in self.workspaces if ws is not self.first]:
            del self._offices[team]
        self._made = 1
        self.first.reset()
        self._changed()

    def find_token(self, secret: str) -> tuple[Workspace, Token] | None:
        """The token and the workspace it belongs to; the app's own tokens are in the first one."""
        for workspace in self.workspaces:
            token = workspace.tokens.get(secret)
            if token is not None:
                return workspace, token
        return None

    def of_url(self, ident: str) -> Workspace:
        """The workspace that issued a response_url, the first one if none did."""
        owners = (ws for ws in self.workspaces if ws.grants.knows_url(ident))
        return next(owners, self.first)

    def move_to(self, base_url: str) -> None:
        """Give every workspace the server's address."""
        for workspace in self.workspaces:
            workspace.base_url = base_url

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Bind all deliveries and the stream to the server's loop."""
        self._loop = loop
        self.stream.attach(loop)
        for office in list(self._offices.values()):
            office.delivery.attach(loop)

    def close(self) -> None:
        """Drop what is under way and end the streams; call on the loop."""
        self.stream.close()
        for office in list(self._offices.values()):
            office.delivery.close()

    def idle(self) -> bool:
        """Whether every event of every workspace has reached the app."""
        return all(office.delivery.idle() for office in list(self._offices.values()))

    def _open(self, workspace: Workspace) -> None:
        delivery = self._deliver(workspace)
        team = workspace.team.id

        def notify(notice: Json) -> None:
            self.stream.notify(notice, None if notice["type"] in FOR_ALL else team)

        workspace.publish, workspace.notify = delivery.publish, notify
        if self._loop is not None:
            delivery.attach(self._loop)
        self._offices[team] = Office(workspace, delivery)

    def _changed(self) -> None:
        self.stream.notify({"type": "state"})
