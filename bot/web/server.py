"""The HTTP server: a thread beside the bot."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette


class CannotListen(Exception):
    """The address is taken, or is none of this machine's; the text says the way out."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, or CannotListen; bound early, so that nothing has happened yet."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, address = found[0][0], found[0][4]
        # Reusing the address of an ended process is all right; one that listens still keeps it.
        made = socket.create_server(address[:2], family=family)
        # Else the end of each answer waits 40 ms for the other side to acknowledge its beginning.
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made
    except OSError as error:
        raise CannotListen(
            f"Cannot listen on {host} port {port} for /healthz and /metrics ({error.strerror}). "
            "Set OKRBOT_HTTP_PORT to a free port, or to 0 for none; the address is "
            "OKRBOT_HTTP_HOST."
        ) from error


@contextmanager
def serving(app: Starlette, listener: socket.socket) -> Iterator[None]:
    """Answer on `listener` until the block ends."""
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off")
    config.timeout_graceful_shutdown = 1
    server = uvicorn.Server(config)
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listener]}, name="web", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(3)
        listener.close()
