"""`okrbot run`, `web` and `worker` as processes of their own, beside the command line of a test."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from command_line import ROOT
from patience import until

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import SandboxServer


def started(folder: Path, command: str = "run", **environment: str) -> subprocess.Popen[str]:
    """The process, which may still have to connect."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot", command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def running(
    folder: Path, sandbox: SandboxServer, **environment: str
) -> Iterator[subprocess.Popen[str]]:
    """A bot that is connected; killed at the end if it still runs."""
    client = SandboxClient(sandbox.base_url)
    with started(folder, **environment) as process:
        try:
            until(lambda: client.state()["connections"] or process.poll() is not None)
            assert process.poll() is None, process.stdout and process.stdout.read()
            yield process
        finally:
            process.kill()
