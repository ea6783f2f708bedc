"""Nothing that people write, and no secret, ever stands in a log or in the audit."""

import io
import logging
import sys
import threading
from collections.abc import Iterator

import psycopg
import pytest
from company import AN, BINH, CHI, SALES, rows
from house import House

from bot import logs
from bot.services import answering
from storage.tables import Audit

CANARY = "K4N4RY"
SECRETS = ("signing-0123456789abcdef", "hunter2hunter2")
TOKENS = ("xoxb-1-2-K4n4ryToken", "xapp-1-A-K4n4ryToken", "okr_0f3a5c7e9b1d_" + "x" * 43)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged at DEBUG, as it would stand in the terminal."""
    root, bot = logging.getLogger(), logging.getLogger("bot")
    before = root.handlers, root.level, bot.level
    stream = io.StringIO()
    logs.configure(level="DEBUG", secrets=SECRETS, stream=stream)
    yield stream
    root.handlers = before[0]
    root.setLevel(before[1])
    bot.setLevel(before[2])


def test_no_word_of_anybody_is_logged(
    house: House,
    log: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    house.given_key_result("an", f"Doanh thu {CANARY}")
    house.given_kpi("an", f"CPA {CANARY}")
    house.dm(AN, f"1: 45, kẹt vì {CANARY}")
    house.dm(AN, f"{CANARY} gì đó không hiểu")
    for line in (f"/okr {CANARY}", f"/okr person {CANARY}", f"/okr checkin 1: 50 {CANARY}"):
        house.command(AN, line)
    house.command(BINH, f"/kpi set {CANARY} 31 ghi chú {CANARY}")
    house.command(CHI, f"/kpi keys add {CANARY}")
    house.command(AN, f"/okr erase {CANARY}")
    house.command(CHI, f"/okr erase {CANARY}")
    house.command(AN, "/okr cài đặt")
    house.stage.client.upload(CHI, f"{CANARY}.csv", f"{CANARY};{CANARY}\n1;2\n".encode())
    house.settle()
    house.press_forged(AN, "pick:0", CANARY)
    house.press_forged(AN, CANARY, CANARY)
    house.web.chat_postMessage(channel=SALES, text=CANARY)
    house.settle()

    def broken(*_: object, **__: object) -> None:
        raise ValueError(f"cannot read {CANARY} with {TOKENS[0]}")

    monkeypatch.setattr(answering, "reply", broken)
    house.dm(AN, f"1: 46, {CANARY}")
    printed = capsys.readouterr()
    told = log.getvalue() + printed.out + printed.err
    assert "delivery.failed" in told
    assert "builtins.ValueError" in told
    assert CANARY not in told
    audited = repr([one.detail for one in rows(house.company.database, Audit)])
    assert CANARY not in audited


def test_what_nobody_expected_is_logged_by_kind_and_place_without_its_text(
    log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    logs.catch_the_rest()

    def broken() -> None:
        raise LookupError(CANARY)

    ended = threading.Thread(target=broken, name="senders")
    ended.start()
    ended.join()
    for error in (psycopg.errors.InvalidTextRepresentation(CANARY), LookupError(CANARY)):
        sys.excepthook(type(error), error, error.__traceback__)
    told = log.getvalue()
    for line in (
        "thread.ended",
        "thread=senders",
        "in broken",  # a frame: file, line, function
        "builtins.LookupError",
        "process.ended",
        "psycopg.errors.InvalidTextRepresentation",
    ):
        assert line in told
    assert f'test_bot_canaries.py", line {broken.__code__.co_firstlineno + 1}' in told
    assert f"LookupError: {CANARY}" not in told
    assert f": {CANARY}" not in told


def test_secrets_are_cut_out_wherever_they_stand(log: io.StringIO) -> None:
    for secret in (*SECRETS, *TOKENS):
        logs.logger("bot.canary").warning("x", text=secret, nested={"a": [f"b {secret}"]})
        logging.getLogger("some.library").error("told %s", secret)
        try:
            raise OSError(f"no {secret}")
        except OSError:
            logging.getLogger("slack_sdk.web").exception("failed")
    logging.getLogger("slack_sdk.web").info("body=%s", CANARY)
    logging.getLogger("httpx").debug("body=%s", CANARY)
    told = log.getvalue()
    assert told.count("[secret]") >= 15
    for secret in (*SECRETS, *TOKENS, CANARY):
        assert secret not in told
