"""Pictures of charts, drawn by a process beside this one."""

import importlib.util
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.delivery import drawing_process

LARGEST = 5_000_000
PNG = b"\x89PNG"


class NotDrawn(Exception):
    """There is no picture: no engine, a specification it refuses, or it took too long."""


def is_possible() -> bool:
    """Whether the engine is installed (the extra `charts`)."""
    return importlib.util.find_spec("vl_convert") is not None


@dataclass(slots=True)
class Drawer:
    """Draws one chart at a time. The process beside starts with the first and ends when idle."""

    longest_seconds: float
    _process: subprocess.Popen[bytes] | None = None
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def draw(self, spec: Mapping[str, Any]) -> bytes:
        """A Vega-Lite specification as PNG; raises NotDrawn, at the latest after a while."""
        line = json.dumps(spec, ensure_ascii=True).encode() + b"\n"
        if not self._turn.acquire(timeout=self.longest_seconds):
            raise NotDrawn("others are being drawn")
        try:
            return self._asked(line)
        finally:
            self._turn.release()

    def close(self) -> None:
        """End the process beside; the next chart starts it again."""
        process, self._process = self._process, None
        if process is not None:
            _end(process)

    def _asked(self, line: bytes) -> bytes:
        process = self._running()
        limit = threading.Timer(self.longest_seconds, process.kill)
        limit.daemon = True
        limit.start()
        try:
            picture = _answer(process, line)
        except OSError as error:
            picture = None
            reason = type(error).__name__
        else:
            reason = "too slow, or the process ended"
        finally:
            limit.cancel()
        if picture is None:
            self.close()
            raise NotDrawn(reason)
        if not picture.startswith(PNG):
            raise NotDrawn("refused by the engine")
        return picture

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._process = _started()
        return self._process


def _started() -> subprocess.Popen[bytes]:
    if not is_possible():
        raise NotDrawn("not installed")
    # What it draws is partly written by users: it gets no tokens to look at.
    known = {name: value for name, value in os.environ.items() if not name.startswith("OKRBOT_")}
    try:
        return subprocess.Popen(
            [sys.executable, "-P", str(Path(drawing_process.__file__))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=known,
            start_new_session=True,  # Ctrl-C is for the bot, which ends it in order
        )
    except OSError as error:
        raise NotDrawn(type(error).__name__) from error


def _answer(process: subprocess.Popen[bytes], line: bytes) -> bytes | None:
    """None when the process ended before it had answered."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(line)
    process.stdin.flush()
    head = process.stdout.read(4)
    length = int.from_bytes(head, "big")
    if len(head) < 4 or length > LARGEST:
        return None
    picture = process.stdout.read(length)
    return picture if len(picture) == length else None


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except BrokenPipeError:
                continue  # of what it was asked and did not read
