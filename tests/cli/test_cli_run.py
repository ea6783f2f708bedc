"""`okrbot run` as a service manager sees it: health over HTTP, and an end within ten seconds."""

import signal
import socket
import sqlite3
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from command_line import EXAMPLE, Okrbot
from patience import until
from running_bot import running

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import SandboxServer

LINH = "U0LINH00001"


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        return int(found.getsockname()[1])


def page(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        assert answer.status == 200
        found: str = answer.read().decode()
    return found


def test_health_is_served_and_sigterm_finishes_what_is_in_hand(
    okrbot: Okrbot, sandbox: SandboxServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    okrbot("import", EXAMPLE)
    port = free_port()
    monkeypatch.delenv("OKRBOT_HTTP_PORT")
    client = SandboxClient(sandbox.base_url)
    with running(tmp_path, sandbox, PORT=str(port)) as bot:
        until(lambda: '"bot":"ok"' in ready(port))
        assert '"ok":true' in page(port, "/healthz")
        assert "okrbot_tick_age_seconds" in page(port, "/metrics")
        # Slack takes its time over the answer while the bot is told to end.
        client.faults([{"method": "chat.postMessage", "fault": "late", "times": 1, "seconds": 4}])
        client.say(LINH, "hello")
        until(lambda: states() == [("sending",)])
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(60) == 0
    with closing(sqlite3.connect("okrbot.db")) as connection:
        undone = connection.execute("SELECT count(*) FROM inbox WHERE done_at IS NULL").fetchone()
    assert states() == [("sent",)]
    assert undone == (0,)


def states() -> list[tuple[str]]:
    with closing(sqlite3.connect("okrbot.db")) as connection:
        return connection.execute("SELECT DISTINCT state FROM message").fetchall()


def ready(port: int) -> str:
    try:
        return page(port, "/readyz")
    except OSError:
        return ""


def test_a_call_that_hangs_does_not_keep_the_process(
    okrbot: Okrbot, sandbox: SandboxServer, tmp_path: Path
) -> None:
    """A hanging call may take longer than a service manager waits; its row stays in doubt."""
    okrbot("import", EXAMPLE)
    client = SandboxClient(sandbox.base_url)
    patient = {"OKRBOT_REQUEST_TIMEOUT_SECONDS": "60", "OKRBOT_LEASE_SECONDS": "130"}
    with running(tmp_path, sandbox, **patient) as bot:
        client.faults([{"method": "chat.postMessage", "fault": "hang", "times": 1}])
        client.say(LINH, "hello")
        until(lambda: client.log() and client.log()[-1]["method"] == "chat.postMessage")
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(45) == 0
        assert bot.stdout is not None
        assert "Some work takes too long; it is stored" in bot.stdout.read()
    with closing(sqlite3.connect("okrbot.db")) as connection:
        assert connection.execute("SELECT state FROM message").fetchall() == [("sending",)]


def test_a_taken_port_is_said_before_anything_is_done(
    okrbot: Okrbot, sandbox: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sandbox.idle()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("OKRBOT_HTTP_PORT", str(port))
        ended = okrbot("run")
    assert ended.code == 2
    assert ended.err.startswith(f"okrbot: Cannot listen on 127.0.0.1 port {port}")
    assert not Path("okrbot.db").exists()


@pytest.mark.parametrize("name", ["PORT", "OKRBOT_HTTP_PORT"])
def test_a_port_that_is_none_is_named(
    okrbot: Okrbot, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv("OKRBOT_HTTP_PORT")
    monkeypatch.setenv(name, "99999")
    ended = okrbot("migrate")
    assert ended.code == 2
    assert ended.err.startswith("okrbot: OKRBOT_HTTP_PORT: ")
