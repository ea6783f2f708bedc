"""`okrbot` in this process: what it prints, and how it ends."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main
from bot.sandbox.server import SandboxServer

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "marketing-team.yaml"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str


Okrbot = Callable[..., Ended]


@pytest.fixture
def okrbot(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Okrbot:
    """Run a command in an empty folder; the environment holds only what a test sets."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("OKRBOT_"):
            monkeypatch.delenv(name)
    # Bots of other tests run beside this one, and there is only one port 8080.
    monkeypatch.setenv("OKRBOT_HTTP_PORT", "0")

    def run(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["okrbot", *map(str, arguments)])
        code, mask = 0, os.umask(0o022)
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        finally:
            os.umask(mask)
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    return run


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch, okrbot: Okrbot) -> Iterator[SandboxServer]:
    """A Slack that the environment points to."""
    assert okrbot
    with SandboxServer(0) as server:
        hello = server.hello()
        monkeypatch.setenv("OKRBOT_SLACK_API_URL", hello["api_url"])
        monkeypatch.setenv("OKRBOT_SLACK_BOT_TOKEN", hello["bot_token"])
        monkeypatch.setenv("OKRBOT_SLACK_APP_TOKEN", hello["app_token"])
        yield server
