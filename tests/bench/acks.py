"""P9: a signed `/okr checkin …` is stored and acknowledged, against a Bolt that only says yes.

What the bot does after it has acknowledged is left out on both sides.
"""

import hashlib
import hmac
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import count
from unittest.mock import patch
from urllib.parse import urlencode

from slack_bolt import App, BoltRequest, BoltResponse
from sqlmodel import func, select

from bot.protocols import Identity
from bot.render import Renderer
from bot.slack import app as slack_app
from bot.slack import http, process
from bot.slack.workers import Workers
from bot.wiring import clients
from storage.tables import Inbound
from storage.uow import Database
from tests.bench.baselines.bare_ack import bare_app
from tests.bench.frame import Goal, Row, Side
from tests.bench.monday import runtime
from tests.bench.organisation import WORKSPACE
from tests.bench.stores import ENGINES, Stores

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BASELINE = "tests/bench/baselines/bare_ack.py"
THREADS, AT_ONCE, EACH = 16, 8, 25
WORDS = "checkin 1: 42, doanh thu 22,3 tỷ, churn không đổi, kẹt API đối tác"

Headers = dict[str, str]
Answer = Callable[[bytes, Headers], BoltResponse]


@contextmanager
def rows(stores: Stores) -> Iterator[Sequence[Row]]:
    with ExitStack() as stack:
        made: list[Row] = []
        for engine in ENGINES:
            database = stack.enter_context(stores.opened(engine))
            ours, bare = stack.enter_context(sides(database))
            assert agrees(database, ours, bare)
            made += _of(engine, stores.size, ours, bare)
        yield made


@contextmanager
def sides(database: Database) -> Iterator[tuple[Answer, Answer]]:
    """The bot's way to an answer, and Bolt's; neither works on what it has acknowledged."""
    with ThreadPoolExecutor(THREADS) as executor, patch.object(process, "run"):
        app = bare_app(WORKSPACE, SECRET, executor)
        yield _ours(database), lambda body, headers: _dispatched(app, body, headers)


def _of(engine: str, size: int, ours: Answer, bare: Answer) -> Iterator[Row]:
    for name, what, limit, aim, side in (
        ("P9", "a signed /okr checkin is stored and acknowledged", "<=1.2", "<=1.05", one_by_one),
        ("P9-threads", f"the same by {AT_ONCE} threads", ">=0.8", ">=0.95", together),
    ):
        gate, runs = Goal.of(limit), (side(ours), side(bare))
        yield Row(name, what, engine, size, gate, BASELINE, *runs, aim=Goal.of(aim))


def agrees(database: Database, ours: Answer, bare: Answer) -> bool:
    """Whether both take what is signed, refuse what is not, and ours is stored."""
    before = stored(database)
    answers = [(one.status, one.body) for one in (ours(*_signed()), bare(*_signed()))]
    body, headers = _signed()
    refused = [answer(body + b"x", headers).status for answer in (ours, bare)]
    return answers == [(200, "")] * 2 and refused == [401] * 2 and stored(database) == before + 1


def stored(database: Database) -> int:
    """How many deliveries there are."""
    with database.reading() as session:
        return session.exec(select(func.count()).select_from(Inbound)).one()


def one_by_one(answer: Answer) -> Side:
    """Seconds of one acknowledgement, one after the other."""

    def run() -> float:
        requests = [_signed() for _ in range(EACH)]
        start = time.perf_counter()
        for body, headers in requests:
            assert answer(body, headers).status == 200
        return (time.perf_counter() - start) / EACH

    return run


def together(answer: Answer) -> Side:
    """Seconds of one acknowledgement when several threads ask at once."""

    def run() -> float:
        requests = [_signed() for _ in range(EACH * AT_ONCE)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            start = time.perf_counter()
            answers = list(pool.map(lambda one: answer(*one), requests))
            seconds = time.perf_counter() - start
        assert all(one.status == 200 for one in answers)
        return seconds / len(requests)

    return run


def _ours(database: Database) -> Answer:
    """The bot's door and its app: what `okrbot web` does between the socket and the answer."""
    rt = replace(runtime(database), render=Renderer())
    app = slack_app.build(
        rt,
        client=clients.web_client(rt.settings),
        authorize=slack_app.belongs_to(Identity(WORKSPACE, "Bench", "U1", "B1"), "xoxb-x"),
        executor=Workers(THREADS),
    )
    key = SECRET.encode()

    def answer(body: bytes, headers: Headers) -> BoltResponse:
        refusal = http.refused(key, headers, body, now=time.time())
        return BoltResponse(status=refusal) if refusal else _dispatched(app, body, headers)

    return answer


def _dispatched(app: App, body: bytes, headers: Headers) -> BoltResponse:
    return app.dispatch(BoltRequest(body=body.decode(), headers=dict(headers)))


_numbers = count(1)


def _signed() -> tuple[bytes, Headers]:
    fields = {
        **{"command": "/okr", "text": WORDS, "team_id": WORKSPACE, "user_id": "U0000000017"},
        **{"channel_id": "D1", "trigger_id": f"{time.time_ns()}.{next(_numbers)}"},
    }
    body, at = urlencode(fields).encode(), str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
    return body, {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": at,
        "x-slack-signature": f"v0={digest}",
    }
