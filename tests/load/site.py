"""Processes of the bot on a database of their own, beside a sandbox without limits."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.client import SandboxClient
from bot.sandbox.seed import Seed
from bot.sandbox.server import SandboxServer
from storage import schema
from storage.tables import Person, Workspace
from storage.uow import Database

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60


@dataclass(slots=True)
class Site:
    """Where the processes of one measurement work."""

    url: str
    server: SandboxServer
    database: Database
    stack: ExitStack

    @property
    def client(self) -> SandboxClient:
        return SandboxClient(self.server.base_url)

    def start(
        self, command: str, *, posts_per_second: float = 0, channel_posts_per_second: float = 0
    ) -> tuple[subprocess.Popen[bytes], int]:
        """A process that is ready, and the port of its pages; 0 is no limit."""
        port = _free_port()
        hello = self.server.hello()
        environment = os.environ | {
            "OKRBOT_DATABASE_URL": self.url,
            "OKRBOT_SLACK_API_URL": hello["api_url"],
            "OKRBOT_SLACK_BOT_TOKEN": hello["bot_token"],
            "OKRBOT_SLACK_APP_TOKEN": hello["app_token"],
            "OKRBOT_SLACK_SIGNING_SECRET": hello["signing_secret"],
            "OKRBOT_HTTP_PORT": str(port),
            "OKRBOT_POSTS_PER_SECOND": str(posts_per_second),
            "OKRBOT_CHANNEL_POSTS_PER_SECOND": str(channel_posts_per_second),
            "OKRBOT_LOG_LEVEL": "ERROR",
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", command],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        self.stack.callback(process.wait)
        self.stack.callback(process.kill)
        limit = time.monotonic() + PATIENCE_S
        while not _is_ready(port):
            assert process.poll() is None, f"okrbot {command} ended"
            assert time.monotonic() < limit, f"okrbot {command} did not get ready"
            time.sleep(0.05)
        return process, port


@contextmanager
def site(url: str, seed: Seed | None = None) -> Iterator[Site]:
    """A migrated database at `url` with the sandbox's people, and nobody at work."""
    seed = seed or Seed()
    schema.upgrade(url)
    database = Database.open(url)
    with SandboxServer(seed=seed) as server, ExitStack() as stack:
        stack.callback(database.dispose)
        SandboxClient(server.base_url).limits(on=False)
        hello, now = server.hello(), server.clock.now()
        with database.unit_of_work() as session:
            session.add(Workspace(id=hello["team"], name="Load", created_at=now))
            session.flush()
            session.add_all(
                Person(
                    workspace_id=hello["team"],
                    slack_user_id=person.id,
                    name=person.display_name,
                    locale="en",
                    tz="UTC",
                    created_at=now,
                )
                for person in seed.people
            )
        yield Site(url, server, database, stack)


def cpu_seconds(process: subprocess.Popen[bytes]) -> float:
    """Processor time that a process and its threads have had."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        return int(found.getsockname()[1])
