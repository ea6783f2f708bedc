"""A sandbox, a bot and a company in one process, on one virtual clock."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from bot.demo import company
from bot.sandbox.client import SandboxClient
from bot.sandbox.clock import Clock, ClockCannotGoBack
from bot.sandbox.server import SandboxServer
from bot.services import due, importing, team_figures
from bot.settings import Settings
from bot.slack import process
from bot.wiring import parts, whole
from storage import schema
from storage.uow import Database

PATIENCE_SECONDS = 60.0
POLL_SECONDS = 0.005


class NotSettled(Exception):
    """The bot did not finish its work in time."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that a scene needs. The clock moves only through `advance`."""

    server: SandboxServer
    client: SandboxClient
    bot: whole.Bot
    database: Database

    @property
    def clock(self) -> Clock:
        return self.server.clock

    def advance(self, target: datetime) -> None:
        """Let time pass up to `target`, stopping at everything that falls due on the way."""
        rt = self.bot.runtime
        self.settle()
        while (at := due.next_due(rt)) is not None and at <= target:
            self._reach(at)
            due.run(rt)
            self.settle()
        self._reach(target)
        process.retry(rt)
        self.settle()
        team_figures.add_up(rt)  # else a job of a bot that runs in real time

    def _reach(self, moment: datetime) -> None:
        with suppress(ClockCannotGoBack):  # a running clock may be there already
            self.clock.jump_to(moment)

    def settle(self) -> None:
        """Wait until every delivery is worked on and everything sendable is sent.

        A delivery that failed counts as worked on: it waits for its next attempt.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            # Nothing is sent before the work is done, so that two plays send in the same order.
            while not (self.server.idle() and self.bot.workers.idle):
                if time.monotonic() > deadline:
                    raise NotSettled
                time.sleep(POLL_SECONDS)
            if self.bot.dispatcher.drain() == 0:
                return


@contextmanager
def stage(
    file: importing.ImportFile, *, start: datetime, running: bool, port: int = 0
) -> Iterator[Stage]:
    """A company at work on a database of its own, which is gone afterwards.

    Everybody is asked unless the file says otherwise: in a demo there is nobody to be careful of.
    """
    pilot = file.workspace.pilot or importing.PilotEntry(is_on=False)
    file = replace(file, workspace=replace(file.workspace, pilot=pilot))
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="okrbot-demo-"))
        clock = Clock(start, running=running)
        server = stack.enter_context(SandboxServer(port, clock, company.seed(file)))
        for channel_id, name in company.channels(file):
            people = [person.slack_user_id for person in file.people if person.slack_user_id]
            server.workspace.add_channel(name, id=channel_id, members=people)
        settings = demo_settings(server, Path(folder) / "demo.db")
        schema.upgrade(settings.database_url)
        opened = parts.database(settings)
        bot = whole.build(settings, clock=clock.now, opened=opened)
        stack.callback(bot.stop)
        importing.run(opened, file, workspace_id=bot.identity.workspace_id, at=clock.now())
        yield Stage(server, SandboxClient(server.base_url), bot, opened)


def demo_settings(server: SandboxServer, database: Path) -> Settings:
    """Settings that speak to the sandbox, whatever the environment says."""
    hello = server.hello()
    return Settings(
        _env_file=None,
        slack_bot_token=SecretStr(hello["bot_token"]),
        slack_app_token=SecretStr(hello["app_token"]),
        slack_api_url=hello["api_url"],
        database_url=f"sqlite:///{database}",
        tick_seconds=1,
        posts_per_second=0,  # the clock stands still while a morning's messages go out
        channel_posts_per_second=0,
        # Two plays show the same, however busy the machine is.
        chart_seconds=20,
        one_moment_after_seconds=0,
    )
