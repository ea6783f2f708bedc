"""A number finder of another project, in a process of its own environment."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.frame import Unavailable

FINDERS = "tests/bench/baselines/find_numbers.py"
PYTHON = Path("build/bench-venv/bin/python")


class Peer:
    """Starts with its first question, so that a missing peer only costs its own rows."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._process: subprocess.Popen[str] | None = None

    def found(self, texts: Sequence[str]) -> int:
        """How many numbers it finds in `texts`."""
        return int(self._ask(texts, 1)["found"])

    def seconds(self, texts: Sequence[str], *, repeat: int) -> float:
        """What finding the numbers of all `texts` once takes it, by its own clock."""
        return float(self._ask(texts, repeat)["seconds"])

    def close(self) -> None:
        if self._process is not None:
            self._process.communicate()

    def _ask(self, texts: Sequence[str], repeat: int) -> dict[str, Any]:
        if self._process is None:
            self._process = self._started()
        return self._exchanged(self._process, json.dumps({"texts": texts, "repeat": repeat}))

    def _started(self) -> subprocess.Popen[str]:
        if not PYTHON.exists():
            raise Unavailable(f"{PYTHON.parent.parent} could not be made; see peers.txt")
        process = subprocess.Popen(
            [PYTHON, FINDERS, self._name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        hello = self._exchanged(process)
        if "missing" in hello:
            process.communicate()
            raise Unavailable(hello["missing"])
        return process

    def _exchanged(self, process: subprocess.Popen[str], line: str = "") -> dict[str, Any]:
        assert process.stdin is not None
        assert process.stdout is not None
        if line:
            process.stdin.write(f"{line}\n")
            process.stdin.flush()
        said = process.stdout.readline()
        if not said:
            raise Unavailable(f"{self._name} ended with {process.wait()}")
        answer: dict[str, Any] = json.loads(said)
        return answer
