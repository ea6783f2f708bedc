"""Slack over HTTP: what is signed is worked on, all else refused without a trace of its words."""

import hashlib
import hmac
import json
import random
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from company import EMMA
from house import House
from sqlmodel import func, select

from bot import logs
from bot.slack import http
from bot.web import app, server
from bot.web.health import Health
from bot.web.metrics import Metrics
from storage.tables import Inbound

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
FORM = "application/x-www-form-urlencoded"
Send = Callable[..., tuple[int, str]]


def signed(body: bytes, *, at: object = None, secret: str = SECRET) -> dict[str, str]:
    stamp = str(int(time.time()) if at is None else at)
    base = b"v0:" + stamp.encode() + b":" + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


@pytest.fixture
def send(house: House) -> Iterator[Send]:
    """Post a body to the bot of the house; the status and the text that came back."""
    metrics = Metrics()
    listening = http.route(house.bot.app, signing_secret=SECRET, acknowledged=metrics.acknowledged)
    listener = server.listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}{http.PATH}"

    def post(body: object, kind: str = "application/json", **more: str) -> tuple[int, str]:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": kind} | (more or signed(raw))
        request = urllib.request.Request(url, raw, headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    pages = app.build(Health(house.bot.runtime), metrics, listening)
    with server.serving(pages, listener):
        yield post


def said(text: str) -> dict[str, Any]:
    return {
        "type": "event_callback",
        "team_id": "T0MINHLONG",
        "api_app_id": "A0OKRBOT",
        "event_id": f"Ev{text}",
        "event": {
            "type": "message",
            "channel_type": "im",
            "channel": "D0EMMA",
            "user": EMMA,
            "text": text,
            "ts": "1.000001",
        },
    }


def stored(house: House) -> int:
    with house.stage.database.reading() as session:
        return session.exec(select(func.count()).select_from(Inbound)).one()


def test_slack_may_see_whose_address_it_is(send: Send) -> None:
    body = {"type": "url_verification", "token": "x", "challenge": "abc"}
    status, answer = send(body)
    assert status == 200
    assert "abc" in answer


def test_a_signed_request_is_worked_on_once(house: House, send: Send) -> None:
    house.dm(EMMA, "help")  # now they know each other
    before = len(house.dm_texts(EMMA))
    assert send(said("help"))[0] == 200
    house.settle()
    assert len(house.dm_texts(EMMA)) == before + 1
    assert send(said("help"))[0] == 200
    house.settle()
    assert len(house.dm_texts(EMMA)) == before + 1


def test_a_command_is_answered(house: House, send: Send) -> None:
    before = stored(house)
    fields = {
        "command": "/okr",
        "text": "help",
        "team_id": "T0MINHLONG",
        "user_id": EMMA,
        "channel_id": "D0EMMA",
        "trigger_id": "1.2.3",
        "response_url": "",
        "api_app_id": "A0OKRBOT",
    }
    assert send(urlencode(fields).encode(), FORM)[0] == 200
    house.settle()
    assert stored(house) == before + 1


FORGED = [
    (None, "another secret"),
    *((at, SECRET) for at in (0, 4_000_000_000, "soon", "", "9" * 4000, "-5", "1e9", "1_800")),
]
UNREADABLE = [
    (b"{", "application/json"),
    (b"[1]", "application/json"),
    (b"\xff\xfe", "application/json"),
    (b"[" * 100_000, "application/json"),
    (b"payload=%7B", FORM),
    (b"payload=3", FORM),
]


def test_what_slack_did_not_sign_just_now_is_refused(
    house: House, send: Send, capfd: pytest.CaptureFixture[str]
) -> None:
    before, body = stored(house), json.dumps(said("my salary is 5000")).encode()
    logs.configure(level="DEBUG")
    try:
        for at, secret in FORGED:
            assert send(body, **signed(body, at=at, secret=secret)) == (401, ""), at
    finally:
        logs.configure(level="CRITICAL")
    assert stored(house) == before
    written = capfd.readouterr()
    assert written.err.count("request.refused") == len(FORGED)
    assert "salary" not in written.err + written.out


def test_what_cannot_be_read_is_refused_though_signed(send: Send) -> None:
    for body, kind in UNREADABLE:
        assert send(body, kind, **signed(body)) == (400, ""), body[:20]


def test_too_much_is_not_read(send: Send) -> None:
    body = b'"' + b"a" * http.MOST_BYTES + b'"'
    assert send(body, **signed(body))[0] == 413


def test_no_changed_request_gets_in() -> None:
    """Whatever byte changes on the way, the signature does not fit any more."""
    chance, now = random.Random(5), 1_800_000_000
    body = json.dumps(said("MQL +9")).encode()
    key = SECRET.encode()
    given = signed(body, at=now)
    headers = {name.lower(): value for name, value in given.items()}
    headers["content-type"] = "application/json"
    assert http.refused(key, headers, body, now=now) == 0
    for _ in range(2_000):
        changed, mutated = dict(headers), bytearray(body)
        where = chance.choice(["body", "x-slack-signature", "x-slack-request-timestamp"])
        if where == "body":
            mutated[chance.randrange(len(mutated))] ^= chance.randint(1, 255)
        else:
            text = changed[where]
            at = chance.randrange(len(text))
            letter = chance.choice("0123456789abcdefé= \n")
            changed[where] = text[:at] + letter + text[at + 1 :]
            if changed[where] == text:
                continue
        assert http.refused(key, changed, bytes(mutated), now=now) == 401
