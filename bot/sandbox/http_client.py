"""A POST to an address on this machine, and how it can fail."""

from __future__ import annotations

import asyncio
import http.client
import ipaddress
import ssl
from dataclasses import dataclass
from email.message import Message
from io import BytesIO
from urllib.parse import SplitResult, urlsplit

MOST_BYTES = 1 << 20


class NotOnThisMachine(ValueError):
    """The address leads elsewhere, or is no http(s) address."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: header names in any case."""

    status: int
    headers: Message
    body: bytes


def local_address(url: str) -> SplitResult:
    """The parts of a loopback address. Raises NotOnThisMachine."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as broken:
        raise NotOnThisMachine(url) from broken
    if parts.scheme not in ("http", "https") or port == 0 or not url.isascii():
        raise NotOnThisMachine(url)
    if any(character.isspace() for character in url) or not _is_loopback(host):
        raise NotOnThisMachine(url)
    return parts


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def post(url: str, headers: dict[str, str], body: bytes) -> Answer:
    """Send one request on a connection of its own. The caller sets the time limit.

    Raises NotOnThisMachine, ssl.SSLError, OSError, and ValueError if the answer is not HTTP.
    """
    parts = local_address(url)
    secure = ssl.create_default_context() if parts.scheme == "https" else None
    port = parts.port or (443 if secure else 80)
    reader, writer = await asyncio.open_connection(parts.hostname, port, ssl=secure)
    try:
        writer.write(_request(parts, headers, body))
        await writer.drain()
        return await _answer(reader)
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError) as broken:
        raise ValueError("The answer is not whole.") from broken
    except http.client.HTTPException as broken:
        raise ValueError("The answer is not HTTP.") from broken
    finally:
        # Aborted and not closed: nothing is left to be said, and nobody waits for the other side.
        writer.transport.abort()


def _request(parts: SplitResult, headers: dict[str, str], body: bytes) -> bytes:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [f"POST {target} HTTP/1.1", f"Host: {parts.netloc}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


async def _answer(reader: asyncio.StreamReader) -> Answer:
    status = 100
    while status < 200:  # interim answers come before the real one
        head = await reader.readuntil(b"\r\n\r\n")
        first, _, rest = head.partition(b"\r\n")
        words = first.split(None, 2)
        if len(words) < 2 or not words[0].startswith(b"HTTP/1."):
            raise ValueError("The answer is not HTTP.")
        status = int(words[1])
    headers = http.client.parse_headers(BytesIO(rest))
    return Answer(status, headers, await _body(reader, headers, status))


async def _body(reader: asyncio.StreamReader, headers: Message, status: int) -> bytes:
    if status in (204, 304):
        return b""
    if headers.get("transfer-encoding", "").casefold() == "chunked":
        return await _chunks(reader)
    if "content-length" in headers:
        length = int(headers["content-length"])
        if not 0 <= length <= MOST_BYTES:
            raise ValueError("The answer is too long.")
        return await reader.readexactly(length)
    body = b""
    while len(body) <= MOST_BYTES:
        more = await reader.read(MOST_BYTES)
        if not more:
            return body
        body += more
    raise ValueError("The answer is too long.")


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while True:
        size = int((await reader.readuntil(b"\r\n")).partition(b";")[0], 16)
        if not 0 <= size <= MOST_BYTES - len(body):
            raise ValueError("The answer is too long.")
        chunk = await reader.readexactly(size + 2)
        if size == 0:
            return body
        body += chunk[:-2]
