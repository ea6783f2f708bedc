"""Backup while the bot runs, restore while it does not, and nothing is sent again."""

import signal
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest
from command_line import EXAMPLE, Okrbot
from patience import until
from running_bot import running

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import SandboxServer
from storage import occupancy, outbox
from storage.outbox import Draft, Priority
from storage.uow import Database

LINH, LAN, WORKSPACE = "U0LINH00001", "U0LAN0001", "T0MINHLONG"
WRITERS = ("U0JAMES0001", "U0MAI000001")
# What is tried here is not the rate: the answers to the writers shall not take a minute.
FAST = {"OKRBOT_POSTS_PER_SECOND": "0", "OKRBOT_CHANNEL_POSTS_PER_SECOND": "0"}
DATABASE = Path("okrbot.db")


def prepare(*texts: str) -> None:
    """Messages to one person, prepared as a command beside the bot would."""
    database = Database.open("sqlite:///okrbot.db", checkpoints=False)
    at = datetime.now(UTC)
    with database.unit_of_work() as session:
        for text in texts:
            draft = Draft(text, "error", {"text": text}, LINH, "en", "UTC", Priority.ALERT)
            outbox.add(session, draft, workspace_id=WORKSPACE, at=at)
    database.dispose()


def count(query: str) -> int:
    with closing(sqlite3.connect(DATABASE)) as connection:
        return int(connection.execute(query).fetchone()[0])


def received(sandbox: SandboxServer, start: str) -> Counter[str]:
    """The bot's messages to the person that begin so, and how often they lie there."""
    found = SandboxClient(sandbox.base_url).dm(LINH)
    lines = (one["text"].splitlines()[0] for one in found if one.get("bot_id"))
    return Counter(line for line in lines if line.startswith(start))


@contextmanager
def load(sandbox: SandboxServer) -> Iterator[None]:
    """People write to the bot all the time."""
    done, client = Event(), SandboxClient(sandbox.base_url)

    def write() -> None:
        n = 0
        while not done.wait(0.1):
            n += 1
            client.say(WRITERS[n % len(WRITERS)], f"hello {n}")

    thread = Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def test_backup_under_load_destroy_restore_and_nothing_is_sent_twice(
    okrbot: Okrbot, sandbox: SandboxServer, tmp_path: Path
) -> None:
    before, after = [f"before {n}" for n in range(5)], [f"after {n}" for n in range(5)]
    okrbot("import", EXAMPLE)
    SandboxClient(sandbox.base_url).limits(on=False)
    with running(tmp_path, sandbox, **FAST) as bot, load(sandbox):
        prepare("at once")
        until(lambda: received(sandbox, "at once"))
        okrbot("sending", "stop")
        prepare(*before)
        made = okrbot("backup", "copy.db")
        assert made.code == 0, made.err
        assert "checked" in made.out
        okrbot("sending", "resume")
        prepare(*after)
        until(lambda: len(received(sandbox, "after")) == 5)
        assert len(received(sandbox, "before")) == 5
        refused = okrbot("restore", "copy.db")
        assert refused.code == 2
        assert "A bot already works on" in refused.err
        bot.send_signal(signal.SIGKILL)
        bot.wait(60)
    until(lambda: not SandboxClient(sandbox.base_url).state()["connections"])
    DATABASE.write_bytes(b"destroyed" * 1000)

    restored = okrbot("restore", "copy.db")
    assert restored.code == 0, restored.err
    assert "Nothing of it is sent by itself" in restored.out
    assert len(list(tmp_path.glob("okrbot.*.replaced.db"))) == 1
    assert okrbot("sending", "resume").code == 0  # as it was stopped in the copy
    with running(tmp_path, sandbox, **FAST):
        prepare("new")
        until(lambda: received(sandbox, "new"))
        assert "are held since a restore" in okrbot("sending", "status").out
        assert "error to U0LINH00001" in okrbot("sending", "held").out
        assert okrbot("sending", "release").code == 0
        until(
            lambda: (
                count("SELECT count(*) FROM message WHERE state IN ('pending', 'sending')") == 0
            ),
        )
    assert received(sandbox, "before") == Counter(before)
    assert received(sandbox, "after") == Counter(after)
    assert received(sandbox, "at once") == {"at once": 1}
    assert received(sandbox, "new") == {"new": 1}


def test_backup_never_overwrites_unless_it_is_told_to(okrbot: Okrbot) -> None:
    okrbot("migrate")
    Path("copy.db").write_text("mine")
    refused = okrbot("backup", "copy.db")
    assert refused.code == 2
    assert "--force" in refused.err
    assert Path("copy.db").read_text() == "mine"
    assert okrbot("backup", "copy.db", "--force").code == 0
    with closing(sqlite3.connect("copy.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("name", ["okrbot.db", "./okrbot.db", "link.db", "okrbot.db-wal"])
def test_backup_never_goes_over_the_database_itself(okrbot: Okrbot, name: str) -> None:
    okrbot("migrate")
    Path("link.db").symlink_to(DATABASE)
    before = DATABASE.read_bytes()
    for words in (("backup", name, "--force"), ("restore", name)):
        refused = okrbot(*words)
        assert refused.code == 2
        assert "belongs to the database itself" in refused.err
    assert DATABASE.read_bytes() == before


def test_backup_without_a_database_or_a_folder(okrbot: Okrbot) -> None:
    assert "There is no database" in okrbot("backup", "copy.db").err
    assert not DATABASE.exists()
    okrbot("migrate")
    assert "There is no folder" in okrbot("backup", "nowhere/copy.db").err


@pytest.mark.parametrize("kind", ["missing", "text", "foreign", "newer", "damaged"])
def test_what_cannot_be_restored_leaves_everything_as_it_was(okrbot: Okrbot, kind: str) -> None:
    okrbot("import", EXAMPLE, "--workspace", WORKSPACE)
    okrbot("backup", "copy.db")
    before, file = DATABASE.read_bytes(), Path("copy.db")
    if kind == "missing":
        file.unlink()
    elif kind == "text":
        file.write_text("no database, words")
    elif kind == "damaged":
        with file.open("r+b") as opened:
            opened.seek(4096 * 2)
            opened.write(b"\xff" * 4096 * 10)
    else:
        with closing(sqlite3.connect(file)) as connection, connection:
            change = "DROP TABLE" if kind == "foreign" else "UPDATE"
            end = "" if kind == "foreign" else " SET version_num = '9999'"
            connection.execute(f"{change} alembic_version{end}")
    refused = okrbot("restore", "copy.db")
    assert refused.code == 2
    assert refused.err.startswith("okrbot: ")
    assert DATABASE.read_bytes() == before
    assert not list(Path().glob("*restoring*"))
    assert not list(Path().glob("*replaced*"))


def test_erased_people_stay_erased_after_a_restore(okrbot: Okrbot) -> None:
    okrbot("import", EXAMPLE, "--workspace", WORKSPACE)
    okrbot("backup", "copy.db")
    with closing(sqlite3.connect(DATABASE)) as connection, connection:
        query = "SELECT name, email FROM person WHERE slack_user_id = ?"
        name, mail = connection.execute(query, (LAN,)).fetchone()
    refused = okrbot("person", "erase", LAN, "--yes")
    assert refused.code == 2
    assert "Hand them over first" in refused.err
    with closing(sqlite3.connect(DATABASE)) as connection, connection:
        for table in ("objective", "key_result", "kpi", "initiative"):
            taker = "(SELECT min(id) FROM person WHERE slack_user_id <> ?)"
            connection.execute(f"UPDATE {table} SET owner_id = {taker}", (LAN,))
    dry = okrbot("person", "erase", LAN, "--dry-run")
    assert f"{name}: " in dry.out
    assert count("SELECT count(*) FROM erased_person") == 0
    done = okrbot("person", "erase", mail, "--yes")
    assert done.code == 0, done.err
    assert "written anew" in done.out

    restored = okrbot("restore", "copy.db")
    assert restored.code == 0, restored.err
    for trace in (name.encode(), mail.encode(), LAN.encode()):
        assert trace not in DATABASE.read_bytes()
        assert trace in Path("copy.db").read_bytes()
    assert count("SELECT count(*) FROM erased_person") == 2
    files = [DATABASE, Path("copy.db"), Path("okrbot.db.erased")]
    assert {one.stat().st_mode & 0o777 for one in files} == {0o600}
    assert okrbot("person", "readmit", LAN).code == 0
    assert len(Path("okrbot.db.erased").read_text().splitlines()) == 1


def test_restore_where_there_is_no_database_yet(okrbot: Okrbot) -> None:
    okrbot("import", EXAMPLE, "--workspace", WORKSPACE)
    okrbot("backup", "copy.db")
    people = count("SELECT count(*) FROM person")
    DATABASE.unlink()
    restored = okrbot("restore", "copy.db")
    assert restored.code == 0, restored.err
    assert "The database that was there" not in restored.out
    assert count("SELECT count(*) FROM person") == people
    assert Path("copy.db").exists()


def test_hold_only_waits_for_the_bot_to_stop(okrbot: Okrbot) -> None:
    okrbot("import", EXAMPLE, "--workspace", WORKSPACE)
    prepare("one")
    with occupancy.alone("sqlite:///okrbot.db"):
        assert "A bot already works on" in okrbot("restore", "--hold-only").err
    held = okrbot("restore", "--hold-only")
    assert held.code == 0, held.err
    assert "okrbot sending release" in held.out
    assert "0 messages wait." in okrbot("sending", "status").out
    [number] = [line.split(":")[0] for line in okrbot("sending", "held").out.splitlines()[:1]]
    assert okrbot("sending", "discard", number).out == "1 messages were dropped.\n"
    assert okrbot("sending", "release").code == 0


@pytest.mark.parametrize("words", [("restore",), ("restore", "copy.db", "--hold-only")])
def test_restore_needs_one_of_both(okrbot: Okrbot, words: tuple[str, ...]) -> None:
    refused = okrbot(*words)
    assert refused.code == 2
    assert "Give either FILE, or --hold-only" in refused.err


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_postgresql_has_its_own_tools(
    okrbot: Okrbot, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    url = "postgresql+psycopg://okrbot:hunter2@127.0.0.1:9/okrbot"
    monkeypatch.setenv("OKRBOT_DATABASE_URL", url)
    told = okrbot(command, "copy.dump")
    assert told.code == 2
    for words in ("pg_dump --format=custom --file=copy.dump", "pg_restore", "--hold-only"):
        assert words in told.err
    assert "hunter2" not in told.err
    assert "+psycopg" not in told.err
