"""Measure every arrangement, print a table each, and write build/load.json."""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests import postgres_server
from tests.load import hearing, sending
from tests.load.site import Site, site

OUT = Path("build/load.json")
RATES = (25, 50, 100, 200)
#: Command, processes, whether on PostgreSQL.
SENDERS = (
    ("run", 1, False),
    ("run", 1, True),
    ("worker", 1, True),
    ("worker", 2, True),
    ("worker", 3, True),
)


def main() -> None:
    found: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="okrbot-") as folder:
        Path(folder).chmod(0o755)  # the server of PostgreSQL runs as another user
        with postgres_server.running(Path(folder)) as server:
            for command, processes, on_postgresql in SENDERS:
                with _site(server, Path(folder), on_postgresql) as there:
                    sent = sending.measure(there, command, processes)
                kind = "PostgreSQL" if on_postgresql else "SQLite"
                _tell(f"{processes} × {command}, {kind}", f"{sent.per_second:.0f} messages/s")
                found.append({"what": f"{processes} {command} {kind}", **asdict(sent)})
            for listeners in (1, 2):
                for rate in RATES:
                    with _site(server, Path(folder), True) as there:
                        heard = hearing.measure(there, listeners, rate)
                    _tell(
                        f"{listeners} × web, {rate} events/s",
                        f"{heard.rate:.0f}/s, ack {heard.median * 1e3:.0f} ms, p99 "
                        f"{heard.p99 * 1e3:.0f} ms, longest {heard.longest * 1e3:.0f} ms, "
                        f"{heard.refused} refused, {heard.cpu:.2f} processors",
                    )
                    found.append({"what": f"{listeners} web, {rate} events/s", **asdict(heard)})
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


@contextmanager
def _site(server: postgres_server.Server, folder: Path, on_postgresql: bool) -> Iterator[Site]:
    if on_postgresql:
        with server.empty_database() as url, site(url) as there:
            yield there
        return
    with tempfile.TemporaryDirectory(dir=folder) as own, site(f"sqlite:///{own}/o.db") as there:
        yield there


def _tell(what: str, result: str) -> None:
    sys.stdout.write(f"{what:<28} {result}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
