"""Requests that Slack never sent, or that nobody can read, made from ones that it could have."""

import asyncio
import hashlib
import hmac
import json
import logging
import random
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette

from bot import logs, wiring
from bot.protocols import Identity
from bot.settings import Settings
from bot.slack import app as slack_app
from bot.slack import http
from bot.wiring import clients, parts
from storage import schema

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
CANARY = "my-salary-is-5000"
TEAM = "T0MINHLONG"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
Json = dict[str, Any]

EVENT: Json = {
    "type": "event_callback",
    "team_id": TEAM,
    "api_app_id": "A0OKRBOT",
    "event_id": "Ev1",
    "event_time": 1_800_000_000,
    "authorizations": [{"team_id": TEAM, "user_id": "U1", "is_bot": True}],
    "event": {
        "type": "message",
        "channel_type": "im",
        "channel": "D0EMMA",
        "user": "U0EMMA00001",
        "text": CANARY,
        "ts": "1.000001",
    },
}
COMMAND: Json = {
    "command": "/okr",
    "text": f"checkin {CANARY}",
    "team_id": TEAM,
    "user_id": "U0EMMA00001",
    "channel_id": "D0EMMA",
    "trigger_id": "1.2.3",
    "response_url": "",
}
ACTION: Json = {
    "type": "block_actions",
    "team": {"id": TEAM, "domain": "x"},
    "user": {"id": "U0EMMA00001", "team_id": TEAM},
    "trigger_id": "1.2.4",
    "actions": [{"action_id": "a", "block_id": "b", "value": CANARY, "type": "button"}],
}
SUBMISSION: Json = {
    "type": "view_submission",
    "team": {"id": TEAM},
    "user": {"id": "U0EMMA00001", "team_id": TEAM},
    "trigger_id": "1.2.5",
    "view": {"id": "V1", "type": "modal", "callback_id": "c", "state": {"values": {"x": CANARY}}},
}


@dataclass(frozen=True)
class Sent:
    """One request at the door; `refused` is the status that it must get, 0 is any below 500."""

    body: bytes
    headers: Mapping[str, str]
    refused: int = 401
    what: str = ""


def signed(body: bytes, kind: str, *, at: object = None, secret: str = SECRET) -> Sent:
    stamp = str(int(time.time()) if at is None else at)
    base = b"v0:" + stamp.encode() + b":" + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return Sent(
        body,
        {
            "content-type": kind,
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": f"v0={digest}",
        },
    )


def encoded(chance: random.Random, sample: Json | None = None) -> tuple[bytes, str]:
    """One of the samples as Slack sends it."""
    body = sample or chance.choice([EVENT, COMMAND, ACTION, SUBMISSION])
    if body.get("type") == "event_callback":
        return json.dumps(body, ensure_ascii=chance.random() < 0.5).encode(), JSON
    if "command" in body:
        return urlencode(body).encode(), FORM
    return urlencode({"payload": json.dumps(body)}).encode(), FORM


def forged(chance: random.Random) -> Sent:
    """A request with one thing wrong."""
    makers = (_body, _body, _signature, _signature, _timestamp, _secret, _headers, _unreadable)
    maker = chance.choice((*makers, _shape, _shape))
    return replace(maker(chance), what=maker.__name__)


def _body(chance: random.Random) -> Sent:
    given = signed(*encoded(chance))
    body, at = bytearray(given.body), chance.randrange(len(given.body))
    match chance.randrange(4):
        case 0:
            body[at] ^= chance.randint(1, 255)
        case 1:
            del body[at:]
        case 2:
            body += chance.randbytes(chance.randint(1, 40))
        case _:
            body.insert(at, chance.randrange(256))
    return replace(given, body=bytes(body))


def _signature(chance: random.Random) -> Sent:
    given = signed(*encoded(chance))
    text = given.headers["x-slack-signature"]
    at = chance.randrange(len(text))
    other = chance.choice(
        [
            *(text[:at], text + "0", text.upper(), f"v1{text[2:]}", "", "é" * 67, f" {text}"),
            text[:at] + chance.choice("ghxyz") + text[at + 1 :],
        ]
    )
    return replace(given, headers={**given.headers, "x-slack-signature": other})


def _timestamp(chance: random.Random) -> Sent:
    """Signed together with it, all the same."""
    now = int(time.time())
    junk = ["", "soon", "-1", "1e9", "9" * 400, "１８", f" {now}", f"{now}.0", "0x1", "٣", "NaN"]
    early, late = now - chance.randint(302, 10**9), now + chance.randint(310, 10**9)
    body, kind = encoded(chance)
    return signed(body, kind, at=chance.choice([*junk, early, late, early, late]))


def _secret(chance: random.Random) -> Sent:
    body, kind = encoded(chance)
    return signed(body, kind, secret=SECRET[::-1] if chance.random() < 0.5 else "x")


def _headers(chance: random.Random) -> Sent:
    given = signed(*encoded(chance))
    gone = chance.choice(["x-slack-signature", "x-slack-request-timestamp"])
    return replace(given, headers={name: v for name, v in given.headers.items() if name != gone})


def _unreadable(chance: random.Random) -> Sent:
    """Signed as it is: whoever signs may have a broken program."""
    text = json.dumps(EVENT).encode()
    body, kind = chance.choice(
        [
            (text[: chance.randrange(1, len(text))], JSON),
            (b"[" * 100_000, JSON),
            (b'"' + CANARY.encode() + b'"', JSON),
            (b"\xff\xfe" + text, JSON),
            (b"payload=" + text[:9], FORM),
            (b"payload=%5B1%5D", FORM),
            (text, chance.choice(["text/plain", "", "multipart/form-data", "application/jsonx"])),
        ]
    )
    return replace(signed(body, kind), refused=400)


def _shape(chance: random.Random) -> Sent:
    """Signed and readable, but not of the shape that Slack's deliveries have."""
    body = json.loads(json.dumps(chance.choice([EVENT, COMMAND, ACTION, SUBMISSION])))
    for _ in range(chance.randint(1, 3)):
        _spoil(chance, body)
    return replace(signed(*encoded(chance, body)), refused=0)


def _spoil(chance: random.Random, found: Any) -> None:
    key = chance.choice(list(found)) if isinstance(found, dict) and found else None
    if key is None:
        return
    inner = found[key]
    if isinstance(inner, dict) and inner and chance.random() < 0.7:
        _spoil(chance, inner)
    elif chance.random() < 0.4:
        del found[key]
    else:
        found[key] = chance.choice([None, 5, [], {}, "", "x" * 300, [None], {"id": None}, True])


@dataclass
class Door:
    """The addresses of `okrbot web` without a socket; everything logged is kept."""

    pages: Starlette
    accepted: list[float]
    logged: list[str] = field(default_factory=list)

    def send(self, sent: Sent) -> int:
        """The status that a request gets; 599 for one that broke the program."""
        statuses: list[int] = []
        parts_of_it = [sent.body[:900], sent.body[900:]]

        async def receive() -> Json:
            more = len(parts_of_it) > 1
            return {"type": "http.request", "body": parts_of_it.pop(0), "more_body": more}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        headers = [(n.encode(), v.encode("utf-8")) for n, v in sent.headers.items()]
        scope = {"type": "http", "method": "POST", "path": http.PATH, "headers": headers}
        scope |= {"query_string": b"", "root_path": "", "scheme": "http", "http_version": "1.1"}
        try:
            asyncio.run(self.pages(scope, receive, send))
        except Exception as error:  # a server would answer 500 to it
            self.logged.append(repr(error))
            return 599
        return statuses[0]

    def problem(self, sent: Sent) -> str:
        """What is wrong with how the door treats a forged request; empty when nothing is."""
        self.accepted.clear()
        self.logged.clear()
        status = self.send(sent)
        if status >= 500:
            return f"answered {status}"
        if sent.refused and status != sent.refused:
            return f"answered {status}, not {sent.refused}"
        if sent.refused and self.accepted:
            return "was accepted"
        if any(CANARY in line for line in self.logged):
            return "is in the log"
        return ""


class _Kept(logging.Handler):
    def __init__(self, keep: Callable[[str], None]) -> None:
        super().__init__(logging.DEBUG)
        self._keep = keep

    def emit(self, record: logging.LogRecord) -> None:
        self._keep(self.format(record) + repr(record.__dict__.get("msg")))


@contextmanager
def door(folder: Path) -> Iterator[Door]:
    """A door with a bot behind it that has a database and nobody in it; logs at DEBUG."""
    url = f"sqlite:///{folder / 'door.db'}"
    schema.upgrade(url)
    settings = Settings(_env_file=None, database_url=url, slack_api_url="http://127.0.0.1:1/api/")
    opened = parts.database(settings)
    workers = ThreadPoolExecutor(1)
    identity = Identity(TEAM, "Minh Long", "U0BOT", "B0BOT")
    app = slack_app.build(
        wiring.without_slack(settings, opened),
        client=clients.web_client(settings),
        authorize=slack_app.belongs_to(identity, "xoxb-x"),
        executor=workers,
    )
    accepted: list[float] = []
    listening = http.route(app, signing_secret=SECRET, acknowledged=accepted.append)
    found = Door(Starlette(routes=[listening]), accepted)
    logs.configure(level="DEBUG")
    root = logging.getLogger()
    before, root.handlers = root.handlers, [_Kept(found.logged.append)]
    try:
        yield found
    finally:
        workers.shutdown()
        root.handlers = before
        logs.configure(level="CRITICAL")
        opened.dispose()
