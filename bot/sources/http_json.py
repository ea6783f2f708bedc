"""A figure in the JSON answer of an HTTP server, asked without trusting it."""

import json
import socket
import ssl
import threading
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import SplitResult, urlsplit

from bot.domain.connectors import Figure, at_pointer, figure
from bot.domain.errors import Invalid
from bot.sources.addresses import address_of

MOST_BYTES = 1_000_000
SECONDS = 10.0


class _Connection(HTTPConnection):
    """Connects to the address that was looked at, whatever the name means by then."""

    def __init__(self, parts: SplitResult, address: str, seconds: float) -> None:
        assert parts.hostname is not None
        super().__init__(parts.hostname, _port(parts), timeout=seconds)
        self._address, self._is_https = address, parts.scheme == "https"

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = plain
        if self._is_https:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(plain, server_hostname=self.host)


def figure_at(
    url: str,
    pointer: str,
    authorization: str | None,
    *,
    hosts: Collection[str],
    seconds: float = SECONDS,
) -> Figure:
    """The figure that `pointer` leads to. Raises Invalid "connector.…" with what went wrong."""
    found = _parsed(_content(url, authorization, hosts=hosts, seconds=seconds))
    return Figure(figure(at_pointer(found, pointer), what=pointer or "/"))


def _content(
    url: str, authorization: str | None, *, hosts: Collection[str], seconds: float
) -> bytes:
    parts = urlsplit(url)
    host = parts.hostname or ""
    address = address_of(host, _port(parts), hosts=hosts)
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "okrbot"}
    if authorization is not None:
        headers["Authorization"] = authorization
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with closing(_Connection(parts, address, seconds)) as connection:
        try:
            connection.connect()
            with _ending(connection, seconds) as late:
                try:
                    connection.request("GET", target, headers=headers)
                    return _body(connection.getresponse(), host)
                finally:  # an answer that was hung up on looks like one that ended
                    if late.is_set():
                        raise TimeoutError
        except TimeoutError as error:
            raise Invalid("connector.timeout", host=host, seconds=int(seconds)) from error
        except (OSError, HTTPException, ValueError) as error:
            why = type(error).__name__
            raise Invalid("connector.unreachable", host=host, why=why) from error


@contextmanager
def _ending(connection: HTTPConnection, seconds: float) -> Iterator[threading.Event]:
    """Hang up in `seconds`, however slowly and steadily the other side answers."""
    late, there = threading.Event(), connection.sock
    assert there is not None

    def hang_up() -> None:
        late.set()
        try:
            there.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it is over already

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


def _body(answer: HTTPResponse, host: str) -> bytes:
    with answer:
        if 300 <= answer.status < 400:
            raise Invalid("connector.redirect", host=host)
        if answer.status != 200:
            raise Invalid("connector.status", host=host, status=answer.status)
        content = answer.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Invalid("connector.too_large", host=host)
    return content


def _parsed(content: bytes) -> object:
    try:
        found: object = json.loads(
            content.decode("utf-8"), parse_float=Decimal, parse_int=Decimal, parse_constant=str
        )
    except (ValueError, ArithmeticError, RecursionError) as error:
        begins = content[:40].decode("utf-8", "replace")
        raise Invalid("connector.not_json", said=" ".join(begins.split())) from error
    return found


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)
