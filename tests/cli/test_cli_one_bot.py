"""One bot per SQLite file, and the commands that may work beside it."""

import signal
import subprocess
from pathlib import Path

from command_line import EXAMPLE, Okrbot
from patience import until
from running_bot import running, started

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import SandboxServer


def test_of_two_bots_that_start_at_once_exactly_one_stays(
    okrbot: Okrbot, sandbox: SandboxServer, tmp_path: Path
) -> None:
    okrbot("migrate")
    client = SandboxClient(sandbox.base_url)
    bots = [started(tmp_path) for _ in range(2)]
    try:
        until(lambda: any(bot.poll() is not None for bot in bots))
        until(lambda: client.state()["connections"] == 1)
        [winner] = [bot for bot in bots if bot.poll() is None]
        for bot in bots:
            if bot is not winner:
                printed, _ = bot.communicate()
                assert bot.returncode == 2
                assert "Stop that one first" in printed
                assert "Traceback" not in printed
        winner.send_signal(signal.SIGTERM)
        assert winner.wait(60) == 0
    finally:
        for bot in bots:
            bot.kill()
            bot.wait()
            assert bot.stdout is not None
            bot.stdout.close()


def test_a_second_bot_ends_instead_of_waiting_and_a_crash_leaves_no_lock(
    okrbot: Okrbot, sandbox: SandboxServer, tmp_path: Path
) -> None:
    okrbot("import", EXAMPLE)
    with running(tmp_path, sandbox) as first:
        with started(tmp_path) as second:
            assert second.wait(60) == 2
        assert okrbot("import", EXAMPLE).out.startswith("Nothing to do")
        assert okrbot("sending", "status").code == 0
        first.send_signal(signal.SIGKILL)
        assert first.wait(60) == -signal.SIGKILL
    until(lambda: not SandboxClient(sandbox.base_url).state()["connections"])
    with running(tmp_path, sandbox) as third:
        assert isinstance(third, subprocess.Popen)
