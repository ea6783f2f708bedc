"""`okrbot web` and `okrbot worker`: several processes on one PostgreSQL database."""

import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import postgres_server
import pytest
from command_line import EXAMPLE, Okrbot
from patience import until
from running_bot import started
from test_cli_run import free_port

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import SandboxServer

LINH = "U0LINH00001"


class Replicas:
    """Processes that are started, seen to be ready, and killed at the end of a test."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack

    def start(self, command: str) -> tuple[subprocess.Popen[str], str]:
        """A process that is ready, and where its pages are."""
        port = free_port()
        process = self._stack.enter_context(
            started(self._folder, command, OKRBOT_HTTP_PORT=str(port))
        )
        self._stack.callback(process.kill)
        pages = f"http://127.0.0.1:{port}"
        until(lambda: is_ready(pages) or process.poll() is not None)
        assert process.poll() is None, process.stdout.read()  # type: ignore[union-attr]
        return process, pages


def page(pages: str, path: str) -> str:
    with urllib.request.urlopen(f"{pages}{path}", timeout=30) as answer:
        found: str = answer.read().decode()
    return found


def is_ready(pages: str) -> bool:
    try:
        return "true" in page(pages, "/readyz")
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@pytest.fixture
def replicas(
    okrbot: Okrbot,
    sandbox: SandboxServer,
    postgres: postgres_server.Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Replicas]:
    """The sample company on PostgreSQL, and nobody at work yet."""
    monkeypatch.setenv("OKRBOT_SLACK_SIGNING_SECRET", sandbox.hello()["signing_secret"])
    with postgres.empty_database() as url, ExitStack() as stack:
        monkeypatch.setenv("OKRBOT_DATABASE_URL", url)
        assert okrbot("import", EXAMPLE).code == 0
        yield Replicas(tmp_path, stack)


def answers(client: SandboxClient) -> list[str]:
    return [one["text"] for one in client.dm(LINH) if one.get("bot_id")]


def test_one_listens_and_two_send(replicas: Replicas, sandbox: SandboxServer) -> None:
    client = SandboxClient(sandbox.base_url)
    web, pages = replicas.start("web")
    client.subscription(transport="http", request_url=f"{pages}/slack/events")
    first, second = replicas.start("worker"), replicas.start("worker")
    assert "okrbot_tick_age_seconds" in page(second[1], "/metrics")
    assert "okrbot_tick_age_seconds" not in page(pages, "/metrics")
    assert page(pages, "/healthz") == '{"ok":true,"checks":{"database":"ok"}}'
    before = len(answers(client))
    for n in range(6):
        client.say(LINH, f"hello {n}")
    until(lambda: len(answers(client)) >= before + 6)
    first[0].kill()
    client.say(LINH, "hello again")
    until(lambda: len(answers(client)) >= before + 7)
    assert len(answers(client)) == before + 7
    for process in (web, second[0]):
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0


@pytest.mark.parametrize("command", ["web", "worker"])
def test_an_sqlite_file_has_room_for_one_process(
    okrbot: Okrbot, sandbox: SandboxServer, command: str
) -> None:
    assert sandbox
    told = okrbot(command)
    assert told.code == 2
    assert "use `okrbot run`" in told.err
    assert not Path("okrbot.db").exists()


def test_web_names_what_it_needs(
    okrbot: Okrbot,
    sandbox: SandboxServer,
    postgres_database: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert sandbox
    url = postgres_database.write.url.render_as_string(hide_password=False)  # type: ignore[attr-defined]
    monkeypatch.setenv("OKRBOT_DATABASE_URL", url)
    assert "OKRBOT_HTTP_PORT" in okrbot("web").err
    monkeypatch.setenv("OKRBOT_HTTP_PORT", str(free_port()))
    assert "OKRBOT_SLACK_SIGNING_SECRET is not set" in okrbot("web").err
