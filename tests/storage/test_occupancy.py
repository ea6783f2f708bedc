"""One bot per SQLite file: the lock beside it, taken by processes of their own."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage import occupancy
from storage.occupancy import Occupied

TAKE = """
import sys
from storage import occupancy
sys.stdin.readline()
try:
    with occupancy.alone(sys.argv[1]):
        print("alone", flush=True)
        sys.stdin.readline()
except occupancy.Occupied as error:
    print("refused", error, flush=True)
"""


@contextmanager
def taker(url: str) -> Iterator[subprocess.Popen[str]]:
    """A process that tries when it is told a line, and goes when it is told another."""
    with subprocess.Popen(
        [sys.executable, "-c", TAKE, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def answer(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def tell(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def test_of_four_that_start_at_once_exactly_one_wins(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'okrbot.db'}"
    with taker(url) as a, taker(url) as b, taker(url) as c, taker(url) as d:
        for process in (a, b, c, d):
            tell(process)
        answers = sorted(answer(process).split()[0] for process in (a, b, c, d))
    assert answers == ["alone", "refused", "refused", "refused"]


def test_a_killed_holder_keeps_nobody_out(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'okrbot.db'}"
    with taker(url) as process:
        tell(process)
        assert answer(process) == "alone\n"
        assert occupancy.is_occupied(url)
        refused = pytest.raises(Occupied, match=rf"process {process.pid}\), and an SQLite")
        with refused, occupancy.alone(url):
            pass
        process.send_signal(signal.SIGKILL)
        process.wait(60)
        assert not occupancy.is_occupied(url)
        with occupancy.alone(url):
            pass


def test_the_file_is_the_same_under_every_name(tmp_path: Path) -> None:
    (tmp_path / "okrbot.db").touch()
    (tmp_path / "link.db").symlink_to(tmp_path / "okrbot.db")
    with occupancy.alone(f"sqlite:///{tmp_path / 'okrbot.db'}"):
        assert occupancy.is_occupied(f"sqlite:///{tmp_path / 'link.db'}")
        assert not occupancy.is_occupied(f"sqlite:///{tmp_path / 'other.db'}")


def test_postgresql_has_room_for_several() -> None:
    url = "postgresql://okrbot@localhost/okrbot"
    with occupancy.alone(url), occupancy.alone(url):
        assert not occupancy.is_occupied(url)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'nowhere' / 'okrbot.db'}"
    with pytest.raises(Occupied, match="The folder of the database"), occupancy.alone(url):
        pass
