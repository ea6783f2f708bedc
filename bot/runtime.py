"""What handlers, services and jobs are given: one frozen value, built in wiring."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection
from sqlmodel import Session

from bot.protocols import FailPoints, Gateway, NoFailPoints
from bot.render import Renderer
from bot.render.pictures import NoPictures, Pictures
from bot.settings import Settings

Clock = Callable[[], datetime]
Transaction = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True, slots=True)
class Runtime:
    """`clock` gives an aware UTC moment; `uow` commits at its end, `reading` cannot write.

    `storing` commits too, and gives up early enough to say so to Slack. With several workspaces
    `gateways` gives that of each, and `gateway` speaks for none: see `within`.
    """

    settings: Settings
    clock: Clock
    uow: Transaction
    reading: Transaction
    gateway: Gateway
    render: Renderer
    storing: Callable[[], AbstractContextManager[Connection]]
    points: FailPoints = field(default_factory=NoFailPoints)
    pictures: Pictures = field(default_factory=NoPictures)
    gateways: Callable[[str], Gateway] | None = None

    def within(self, workspace_id: str) -> "Runtime":
        """The same, with a gateway that speaks for this workspace.

        Its calls are refused where the app is not installed (any more).
        """
        if self.gateways is None:
            return self
        return replace(self, gateway=self.gateways(workspace_id))
