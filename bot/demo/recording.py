"""Keeps every Web API call and every delivery of a play as JSON lines."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bot.sandbox.server import SandboxServer

CALL = ("at", "method", "args", "ok", "error", "response")
DELIVERY = ("at", "via", "type", "attempt", "payload", "acked")


@contextmanager
def recorded(server: SandboxServer, folder: Path) -> Iterator[None]:
    """Write `calls.jsonl` and `deliveries.jsonl` into `folder` while the block runs.

    At its end the pictures that were uploaded are written beside them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        calls = stack.enter_context((folder / "calls.jsonl").open("w", encoding="utf-8"))
        deliveries = stack.enter_context((folder / "deliveries.jsonl").open("w", encoding="utf-8"))
        log = server.workspace.log
        log.on_call(lambda entry: _write(calls, entry, CALL))
        log.on_delivery(lambda entry: _write(deliveries, entry, DELIVERY))
        yield
    for n, picture in enumerate(server.workspace.files.images(), 1):
        (folder / f"{n:02}-{picture.name}").write_bytes(picture.content or b"")


def _write(file: Any, entry: Mapping[str, Any], fields: tuple[str, ...]) -> None:
    if not file.closed:
        line = {name: entry.get(name) for name in fields}
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
