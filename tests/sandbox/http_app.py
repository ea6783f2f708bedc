"""Apps that receive over HTTP: a server for one of Bolt's, and one that a test answers for."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import uvicorn
from sandbox_facts import eventually


@contextmanager
def served(asgi_app: Any, path: str = "/slack/events") -> Iterator[str]:
    """The address at which an ASGI application is served by this process."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(asgi_app, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        eventually(lambda: server.started)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}{path}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@dataclass(frozen=True)
class Received:
    path: str
    headers: Message
    body: bytes


@dataclass(frozen=True)
class Reply:
    """A response; `after` is how many seconds it takes."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    after: float = 0.0


class Receiver(ThreadingHTTPServer):
    """Keeps what arrives and gives the prepared replies in turn, then always the same.

    A challenge gets what `challenged` makes of it, or a reply like all else if that is None.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.challenged: Callable[[str], Reply] | None = lambda value: Reply(body=value.encode())
        self.seen: list[Received] = []
        self.replies: deque[Reply] = deque()
        self.otherwise = Reply()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/slack"

    def wait_for(self, count: int) -> list[Received]:
        """What was received, once it is that much."""
        eventually(lambda: len(self.seen) >= count)
        assert len(self.seen) == count
        return self.seen


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.seen.append(Received(self.path, self.headers, body))
        reply = self._reply(body)
        time.sleep(reply.after)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    def _reply(self, body: bytes) -> Reply:
        if self.server.challenged and b'"url_verification"' in body:
            return self.server.challenged(json.loads(body)["challenge"])
        return self.server.replies.popleft() if self.server.replies else self.server.otherwise

    def log_message(self, *_args: Any) -> None: ...


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that runs."""
    with Receiver() as receiver:
        thread = threading.Thread(target=receiver.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield receiver
        receiver.shutdown()
        thread.join()
