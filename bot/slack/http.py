"""Slack over HTTP: signed requests, checked on their raw bytes before anything reads them.

Bolt would log the body of a request with a bad signature, and answer 500 to a timestamp that is no
number or to a body that is no JSON.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs

from slack_bolt import App, BoltRequest, BoltResponse
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.logs import logger
from bot.services.installing import INSTALL
from bot.slack import install
from bot.slack.install_pages import HEADERS
from bot.slack.payload import SHAPELESS

log = logger(__name__)

PATH = "/slack/events"
MOST_BYTES = 1_000_000
SKEW_S = 300
DIGITS = 12  # a timestamp of more is none
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


def route(app: App, *, signing_secret: str, acknowledged: Callable[[float], None]) -> Route:
    """Everything that Slack sends; `acknowledged` is told seconds per delivery."""
    key = signing_secret.encode()

    async def received(request: Request) -> Response:
        began = time.monotonic()
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        refusal = refused(key, request.headers, body, now=time.time())
        if refusal:
            log.warning("request.refused", status=refusal, length=len(body))
            return Response(status_code=refusal)
        try:
            incoming = BoltRequest(body=body.decode(), headers=dict(request.headers))
            # Acknowledging takes the database: the loop's own thread would keep everybody waiting.
            answer: BoltResponse = await run_in_threadpool(app.dispatch, incoming)
        except SHAPELESS:
            # Of Bolt itself, which looks into a request before and after all others do.
            log.warning("request.refused", status=400, length=len(body))
            return Response(status_code=400)
        acknowledged(time.monotonic() - began)
        return _response(answer)

    return Route(PATH, received, methods=["POST"])


def install_routes(flow: install.Flow) -> list[Route]:
    """The two addresses at which a browser installs the app."""

    # Not async: each runs in a thread of its own, as it asks the database and Slack.
    def shown(request: Request) -> Response:
        given = flow, request.url.path, request.query_params, request.headers
        host = request.client.host if request.client else None
        made = _response(install.answer(*given, host=host))
        made.headers.update(HEADERS)
        return made

    return [Route(path, shown, methods=["GET"]) for path in (INSTALL, install.REDIRECT)]


def refused(key: bytes, headers: Mapping[str, str], body: bytes, *, now: float) -> int:
    """The status to refuse a request with; 0 when it is Slack's and can be read.

    `now` is real time in seconds since 1970, as signatures are; five minutes off is too much.
    """
    at = headers.get("x-slack-request-timestamp", "")
    if not (at.isascii() and at.isdecimal() and len(at) <= DIGITS and abs(now - int(at)) <= SKEW_S):
        return 401
    digest = hmac.new(key, f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
    given = headers.get("x-slack-signature", "")
    if not hmac.compare_digest(f"v0={digest}".encode(), given.encode()):
        return 401
    return 0 if _is_readable(headers.get("content-type", ""), body) else 400


def _is_readable(content_type: str, body: bytes) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    try:
        text = body.decode()
        if kind == JSON:
            return isinstance(json.loads(text), dict)
        if kind != FORM:
            return False
        payloads = parse_qs(text, keep_blank_values=True).get("payload", [])
        return all(isinstance(json.loads(payload), dict) for payload in payloads)
    except (ValueError, RecursionError):
        return False


async def _body(request: Request) -> bytes | None:
    """The raw bytes, or None when there are too many: then the rest is not read."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > MOST_BYTES:
            return None
    return bytes(read)


def _response(answer: BoltResponse) -> Response:
    made = Response(answer.body, status_code=answer.status)
    for name, values in answer.headers.items():
        for value in values:
            if name.lower() != "content-length":
                made.headers.append(name, value)
    return made
