"""Who may ask the API what, how often, and what it tells of itself."""

import logging
import re
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from subprocess import run

import pytest
from api_house import Api, serving
from company import rows

from bot import logs
from bot.services import api_keys
from bot.services.address_pace import MOST_ADDRESSES
from bot.settings import Settings
from bot.web import server
from bot.web.api import turns
from bot.web.api.guessing import Guesses
from bot.web.api.problems import Refused
from storage.tables import ApiKey

ONE = {"kpi": "kpi1", "value": 90}


@pytest.fixture
def cpa(api: Api) -> Api:
    api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    api.given_kpi("an", "Churn", at_most=3, unit="%")
    return api


def test_without_a_good_key_nothing_is_told(cpa: Api) -> None:
    public_id = cpa.key.split("_")[1]
    revoked, expired = cpa.given_key(), cpa.given_key(expires_at=cpa.desk.now)
    with cpa.desk.database.unit_of_work() as session:
        api_keys.revoke(session, "T0MINHLONG", revoked.split("_")[1], at=cpa.desk.now)
    wrong = ["", "okr_", "nonsense", f"okr_{public_id}_{'A' * 43}", cpa.key + "x", revoked, expired]
    for key in wrong:
        for told in (cpa.get("/kpis", key=key), cpa.post(ONE, key=key)):
            assert (told.status, told.code) == (401, "key.unknown"), key
            assert told.headers["www-authenticate"] == 'Bearer realm="okrbot"'
    assert cpa.get("/kpis", Authorization=f"Basic {cpa.key}").status == 401
    assert cpa.values("kpi1") == []


def test_a_key_opens_what_it_was_made_for(cpa: Api) -> None:
    reads, writes = cpa.given_key(may_write=False), cpa.given_key(may_read=False)
    assert cpa.get("/kpis", key=reads).status == 200
    assert cpa.get("/kpis", key=writes).code == "key.scope"
    assert cpa.get("/kpis/kpi1/readings", key=writes).code == "key.scope"
    assert cpa.post(ONE, key=reads).code == "key.scope"
    assert cpa.values("kpi1") == []
    assert cpa.post(ONE, key=writes).status == 201


def test_a_key_for_one_kpi_knows_no_other(cpa: Api) -> None:
    key = cpa.given_key(kpi_keys=["kpi2"])
    assert [one["key"] for one in cpa.get("/kpis", key=key).json["kpis"]] == ["kpi2"]
    assert cpa.get("/kpis/kpi1/readings", key=key).code == "readings.kpi_unknown"
    assert cpa.post(ONE, key=key).code == "readings.kpi_unknown"
    assert cpa.post({"kpi": "kpi2", "value": 2}, key=key).status == 201


def test_a_private_kpi_is_there_for_a_key_that_names_it_alone(cpa: Api) -> None:
    named = cpa.given_key(kpi_keys=["kpi1"])
    cpa.company.change(cpa.company.kpi("kpi1"), visibility="private")
    assert [one["key"] for one in cpa.get("/kpis").json["kpis"]] == ["kpi2"]
    assert cpa.post(ONE).code == "readings.kpi_unknown"
    assert cpa.post(ONE, key=named).status == 201


def test_a_key_of_another_workspace_sees_nothing(cpa: Api) -> None:
    other = cpa.desk.company("T0OTHER")
    other.given_kpi("emma", "Theirs", key="theirs")
    other.write()
    key = cpa.given_key("T0OTHER")
    assert [one["key"] for one in cpa.get("/kpis", key=key).json["kpis"]] == ["theirs"]
    ids = [one["id"] for one in cpa.get("/kpis").json["kpis"]]
    for name in ("kpi1", *ids):
        told = cpa.post({"kpi": name, "value": 90}, key=key)
        assert told.code == "readings.kpi_unknown", name
    assert cpa.get("/kpis/kpi1/readings", key=key).status == 404
    assert cpa.values("kpi1") == []
    assert "theirs" not in cpa.get("/kpis").text


def test_each_key_has_its_own_pace_and_is_told_when_to_come_again(cpa: Api) -> None:
    cpa.desk.settings = Settings(_env_file=None, api_requests_per_minute=60)
    with serving(cpa.desk, cpa.company, cpa.key) as slow:
        other = slow.given_key()
        assert [slow.get("/kpis").status for _ in range(20)] == [200] * 20
        told = slow.get("/kpis")
        assert (told.status, told.code, told.headers["retry-after"]) == (429, "key.too_fast", "1")
        assert slow.get("/kpis", key=other).status == 200
        slow.desk.now += timedelta(seconds=int(told.headers["retry-after"]))
        assert [slow.get("/kpis").status for _ in range(2)] == [200, 429]


def test_who_guesses_keys_is_told_to_wait_before_any_key_is_looked_at(sqlite_api: Api) -> None:
    sqlite_api.desk.settings = Settings(_env_file=None, api_failures_per_minute=60)
    with serving(sqlite_api.desk, sqlite_api.company, sqlite_api.key) as slow:
        guessed = [f"okr_{n:012x}_{'A' * 43}" for n in range(19)] + [""]
        assert [slow.get("/kpis", key=key).status for key in guessed] == [401] * 20
        told = slow.get("/kpis", key=guessed[0])
        assert (told.status, told.code) == (429, "address.too_fast")
        assert told.headers["retry-after"] == "1"
        assert slow.get("/kpis").code == "address.too_fast", "a good key cannot be told by it"
        other = {"X-Forwarded-For": "203.0.113.9"}  # as a proxy of this machine says
        assert slow.get("/kpis", **other).status == 200
        slow.desk.now += timedelta(seconds=1)
        assert [slow.get("/kpis").status for _ in range(15)] == [200] * 15
        assert [slow.get("/kpis", key="okr_").status for _ in range(2)] == [401, 429]


def test_no_more_addresses_are_kept_than_fit() -> None:
    at, kept = datetime(2026, 11, 16, tzinfo=UTC), Guesses(60)
    for n in range(2 * MOST_ADDRESSES):
        kept.count(f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}", at=at)
    assert len(kept._pace._paid) == MOST_ADDRESSES
    for _ in range(20):
        kept.count("2001:db8::1", at=at)
    with pytest.raises(Refused, match="address"):
        kept.check("2001:db8::2", at=at)


def test_a_key_knows_when_it_was_used_last_and_is_stored_hashed(cpa: Api) -> None:
    cpa.get("/kpis")
    [row] = rows(cpa.desk.database, ApiKey)
    assert row.used_at == cpa.desk.now
    assert cpa.key.split("_", 2)[2] not in repr(row.model_dump())
    with cpa.desk.database.reading() as session:
        [shown] = api_keys.listed(session, "T0MINHLONG", at=cpa.desk.now)
    assert (shown["name"], shown["state"], shown["writes"]) == ("test", "open", True)
    assert cpa.key not in repr(shown)


def test_no_key_gets_into_the_log_at_its_most_talkative(
    sqlite_api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    api, written = sqlite_api, StringIO()
    api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    monkeypatch.setattr(sys, "stderr", written)
    root = logging.getLogger()
    before = root.handlers, root.level
    logs.configure(level="DEBUG")
    try:
        api.post(ONE, Idempotency_Key="night-1")
        api.post(ONE, key=f"{api.key}x")
        logs.logger("test").warning("said", key=api.key, other=f"Bearer {api.key}")
    finally:
        root.handlers, root.level = before
        logs.configure(level="CRITICAL")
    assert "[secret]" in written.getvalue()
    assert api.key.split("_")[2] not in written.getvalue()


def test_a_database_that_is_locked_is_told_as_busy_and_blocks_nobody(sqlite_api: Api) -> None:
    """The health page answers while requests wait for the database."""
    api = sqlite_api
    api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    with ThreadPoolExecutor(4) as many:
        with api.desk.database.write.begin():
            waiting = [many.submit(api.post, ONE) for _ in range(4)]
            began = time.monotonic()
            assert api.ask("GET", "/openapi.json").status == 200
            assert time.monotonic() - began < 3, "the event loop is free"
        assert {one.result().status for one in waiting} <= {201, 503}


def test_who_waits_too_long_for_a_turn_is_told_to_come_again(
    sqlite_api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "WAIT_SECONDS", 0.0)
    monkeypatch.setattr(turns, "AT_ONCE", 0)
    with serving(sqlite_api.desk, sqlite_api.company, sqlite_api.key) as full:
        told = full.get("/kpis")
    assert (told.status, told.code) == (503, "server.busy")
    assert told.headers["retry-after"] == "1"


def test_an_answer_does_not_wait_for_the_other_side(sqlite_api: Api) -> None:
    """Else its end comes 40 ms after its beginning."""
    assert sqlite_api
    with server.listen("127.0.0.1", 0) as listener:
        assert listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_addresses_and_methods_that_there_are_not_are_told_as_problems(sqlite_api: Api) -> None:
    assert sqlite_api.get("/nonsense").code == "request.no_such_address"
    told = sqlite_api.ask("DELETE", "/kpis")
    assert (told.status, told.code, told.headers["allow"]) == (405, "request.no_such_method", "GET")
    assert sqlite_api.get("/kpis/%00/readings").status == 400
    assert sqlite_api.get("/kpis/kpi1/readings?since=2026-13-01").status == 400


def test_the_page_needs_nothing_from_elsewhere_and_shows_every_operation(sqlite_api: Api) -> None:
    told = sqlite_api.get("/", key="")
    assert told.status == 200
    assert told.headers["content-security-policy"].startswith("default-src 'none'")
    links = Links()
    links.feed(told.text)
    assert links.found == ["/api/v1/openapi.json"]
    for path, operations in sqlite_api.get("/openapi.json", key="").json["paths"].items():
        for method in operations:
            assert f"{method.upper()} /api/v1{path}" in told.text
    assert f"curl http://127.0.0.1:{sqlite_api.port}/api/v1/readings" in told.text
    evil = sqlite_api.get("/", key="", Host="<script>alert(1)</script>")
    assert "<script>" not in evil.text


class Links(HTMLParser):
    """Everything that a browser would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("src", "href")]


def test_schemathesis_finds_nothing(sqlite_api: Api, tmp_path: Path) -> None:
    """All of its checks: no 5xx, and no answer but those that the description names."""
    api = sqlite_api
    api.given_kpi("emma", "CPA", at_most=100_000, unit="₫", key="cpa")
    api.given_kpi("emma", "Conversion", at_least=5, unit="%", key="conversion")
    config = tmp_path / "schemathesis.toml"
    config.write_text(
        "[checks.positive_data_acceptance]\n"
        # Of readings that are well made some cannot be taken: of a KPI that is not there.
        'expected-statuses = ["2xx", 404, 409, 422]\n'
        "[phases.stateful.generation]\nmax-examples = 10\n"
    )
    done = run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", config, "run"),
            f"http://127.0.0.1:{api.port}/api/v1/openapi.json",
            *("--header", f"Authorization: Bearer {api.key}", "--checks", "all"),
            *("--max-examples", "25", "--seed", "1", "--generation-database", "none"),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6_000:] + done.stderr[-2_000:]
    tested = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    assert tested is not None
    assert tested[1] == tested[2]
    assert int(tested[1]) > 200
    assert api.values("cpa")
