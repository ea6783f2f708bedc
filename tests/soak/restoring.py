"""A backup under load, the database destroyed, and how long until it is there again.

That nothing is sent twice then is seen in `tests/cli/test_cli_backup.py`; here everything that was
not sent is held, and who was erased since the backup is erased from it again.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import make_url
from sqlmodel import col, func, select, update

from storage import outbox, tables
from storage.outbox import Draft, Priority
from storage.uow import Database
from tests import postgres_server
from tests.bench.organisation import NOW, WORKSPACE
from tests.bench.stores import ENGINES, Stores
from tests.load.site import ROOT
from tests.soak.frame import Job, Judged

PEOPLE = int(os.environ.get("PEOPLE", "100000"))
WAITING, UNSENT = 5_000, ("pending", "sending")
WITHIN_S = 300.0
EACH_S = 0.04
"""Twenty-five are written a second while the copy is made."""
GONE = 7
"""The person who is erased after the backup."""


def jobs() -> tuple[Job, ...]:
    return tuple(
        Job(f"backup and restore, {PEOPLE:,} people, {kind}", 1, partial(judge, kind))
        for kind in ENGINES
    )


def judge(kind: str, _chance: random.Random) -> Judged:
    stores = Stores(PEOPLE)
    try:
        with tempfile.TemporaryDirectory(prefix="okrbot-") as name, stores.copy(kind) as url:
            folder = Path(name)
            environment = {"OKRBOT_DATABASE_URL": url, "OKRBOT_ERASED_FILE": str(folder / "erased")}
            steps = (_Sqlite if kind == "sqlite" else _PostgreSql)(url, folder, environment)
            return _judged(url, steps, environment)
    finally:
        stores.close()


def _judged(url: str, steps: "_Sqlite | _PostgreSql", environment: Mapping[str, str]) -> Judged:
    with _opened(url) as database:
        _prepare(database, range(WAITING))
        _hand_over(database)
        with _writing(database):
            copied, _ = _timed(steps.back_up)
    # What is copied is what the rest is about, so nobody erases before that.
    _okrbot(environment, "person", "erase", f"p{GONE}@bench.example", "--yes")
    size = steps.size()
    steps.destroy()
    restored, worked = _timed(steps.restore)
    said = (
        f"copied in {copied:.1f} s ({size / 1e6:.0f} MB), restored in {restored:.1f} s, "
        f"{worked:.1f} s of a processor"
    )
    with _opened(url) as database, database.reading() as session:
        waiting = select(func.count()).where(col(tables.Message.state).in_(UNSENT))
        now = session.execute(waiting.where(col(tables.Message.not_before) <= NOW)).scalar_one()
        held = session.execute(waiting).scalar_one()
        person = session.get_one(tables.Person, GONE)
        people = session.execute(select(func.count()).select_from(tables.Person)).scalar_one()
    if now or held < WAITING:
        return Judged(said, f"not held: {now} would be sent, {held} of {WAITING} are there")
    if people != PEOPLE or "bench.example" in (person.email or ""):
        return Judged(said, f"not as it was: {people} people, the erased one is back")
    return Judged(said, f"too slow: {said}" if restored > WITHIN_S else "")


class _Sqlite:
    """The bot's own commands on one file."""

    def __init__(self, url: str, folder: Path, environment: Mapping[str, str]) -> None:
        self._file, self._copy = Path(str(make_url(url).database)), folder / "copy.db"
        self._okrbot = partial(_okrbot, environment)

    def back_up(self) -> None:
        self._okrbot("backup", str(self._copy))

    def size(self) -> int:
        return self._copy.stat().st_size

    def destroy(self) -> None:
        self._file.write_bytes(b"destroyed" * 1000)

    def restore(self) -> None:
        self._okrbot("restore", str(self._copy))


class _PostgreSql:
    """PostgreSQL's own tools, then `okrbot restore --hold-only`, as the guide says."""

    def __init__(self, url: str, folder: Path, environment: Mapping[str, str]) -> None:
        self._url, self._copy = make_url(url).set(drivername="postgresql"), folder / "copy.dump"
        self._okrbot = partial(_okrbot, environment)

    def back_up(self) -> None:
        self._tool("pg_dump", "--format=custom", f"--file={self._copy}", self._at(self._url))

    def size(self) -> int:
        return self._copy.stat().st_size

    def destroy(self) -> None:
        name = self._url.database
        for words in (f"DROP DATABASE {name} WITH (FORCE)", f"CREATE DATABASE {name}"):
            self._tool("psql", "--quiet", "-c", words, self._at(self._url.set(database="postgres")))

    def restore(self) -> None:
        options = ("--clean", "--if-exists", "--exit-on-error")
        self._tool("pg_restore", *options, f"--dbname={self._at(self._url)}", str(self._copy))
        self._okrbot("restore", "--hold-only")

    @staticmethod
    def _at(url: object) -> str:
        return url.render_as_string(hide_password=False)  # type: ignore[attr-defined,no-any-return]

    @staticmethod
    def _tool(name: str, *words: str) -> None:
        subprocess.run([postgres_server.tool(name), *words], check=True)


def _okrbot(environment: Mapping[str, str], *words: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=ROOT,
        env=os.environ | environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = Database.open(url, checkpoints=False)
    try:
        yield database
    finally:
        database.dispose()


def _prepare(database: Database, numbers: range) -> None:
    """Messages that wait to be sent."""
    with database.unit_of_work() as session:
        for n in numbers:
            draft = Draft(f"m{n}", "error", {"text": "x"}, "U1", "en", "UTC", Priority.ALERT)
            outbox.add(session, draft, workspace_id=WORKSPACE, at=NOW)


def _hand_over(database: Database) -> None:
    """Who owns something cannot be erased."""
    owning = (tables.Objective, tables.KeyResult, tables.Kpi, tables.Initiative)
    with database.unit_of_work() as session:
        for table in owning:
            mine = col(table.owner_id) == GONE
            session.execute(update(table).where(mine).values(owner_id=GONE + 1))


@contextmanager
def _writing(database: Database) -> Iterator[None]:
    """Somebody prepares messages all the time."""
    done = threading.Event()

    def write() -> None:
        n = WAITING
        while not done.wait(EACH_S):
            n += 1
            _prepare(database, range(n, n + 1))

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds by the clock, and of processors in the processes that were started for it."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, used
