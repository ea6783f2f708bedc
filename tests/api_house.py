"""A bot that is asked over real HTTP, on each kind of database, by who holds a key."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from company import WORKSPACE, Company
from desk import Desk

from bot.services import api_keys
from bot.services.api_keys import Wanted
from bot.settings import Settings
from bot.web import app, server
from bot.web.health import Health
from bot.web.metrics import Metrics
from storage.uow import Database


@dataclass(slots=True)
class Told:
    """An answer over HTTP."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def code(self) -> str:
        """What went wrong."""
        assert self.headers["content-type"] == "application/problem+json"
        assert self.json["status"] == self.status
        return str(self.json["code"])


@dataclass(slots=True)
class Api:
    """The API of a company, its desk and a key that may do everything."""

    desk: Desk
    company: Company
    port: int
    key: str = ""

    def given_kpi(self, owner: str, title: str, **facts: Any) -> str:
        found = self.company.given_kpi(owner, title, **facts)
        self.company.write()
        return found

    def given_key(self, workspace_id: str = WORKSPACE, **wanted: Any) -> str:
        with self.desk.database.unit_of_work() as session:
            found = Wanted("test", **{"may_write": True, **wanted})
            return api_keys.add(session, workspace_id, found, at=self.desk.now)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | str | Iterator[bytes] | None = None,
        *,
        key: str | None = None,
        **headers: str,
    ) -> Told:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        wanted = {name.replace("_", "-"): value for name, value in headers.items()}
        wanted.setdefault("Authorization", f"Bearer {self.key if key is None else key}")
        if body is not None:
            wanted.setdefault("Content-Type", "application/json")
        sent = body.encode() if isinstance(body, str) else body
        try:
            connection.request(method, f"/api/v1{path}", body=sent, headers=wanted)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Told(answer.status, found, answer.read().decode())
        finally:
            connection.close()

    def post(self, readings: Any, **more: Any) -> Told:
        return self.ask("POST", "/readings", json.dumps(readings), **more)

    def get(self, path: str, **more: Any) -> Told:
        return self.ask("GET", path, **more)

    def values(self, kpi: str) -> list[str]:
        """Every reading of a KPI that was not imported, oldest first."""
        return [format(one.value, "f") for one in self.company.readings(kpi)]


@pytest.fixture
def api(database: Database, tmp_path: Path) -> Iterator[Api]:
    with opened(database, tmp_path) as found:
        yield found


@pytest.fixture
def sqlite_api(sqlite_database: Database, tmp_path: Path) -> Iterator[Api]:
    with opened(sqlite_database, tmp_path) as found:
        yield found


@contextmanager
def opened(database: Database, folder: Path) -> Iterator[Api]:
    """The API of a new company, for whoever is in a hurry."""
    unhurried = Settings(_env_file=None, api_requests_per_minute=0, api_failures_per_minute=0)
    desk = Desk(database, folder, settings=unhurried)
    company = desk.company()
    company.write()
    with serving(desk, company) as found:
        found.key = found.given_key()
        yield found


@contextmanager
def serving(desk: Desk, company: Company, key: str = "") -> Iterator[Api]:
    """The API of one process; its clock stands on a Sunday evening in Hanoi."""
    listener = server.listen("127.0.0.1", 0)
    rt = desk.rt
    pages = app.build(Health(rt), Metrics(), app.with_api(rt))
    with server.serving(pages, listener):
        yield Api(desk, company, listener.getsockname()[1], key)
