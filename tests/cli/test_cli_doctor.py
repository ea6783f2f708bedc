"""What `okrbot doctor` finds, and how it says to mend it."""

import json
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from command_line import EXAMPLE, Ended, Okrbot

from bot import wiring
from bot.cli.doctor import files, installed
from bot.sandbox.server import SandboxServer
from bot.settings import Settings
from storage import inbox
from storage.uow import Database


class Usage(NamedTuple):
    """As shutil.disk_usage tells it."""

    total: int
    used: int
    free: int


def finds(ended: Ended, sign: str, what: str, remedy: str = "") -> None:
    """The command says so, and below it how to mend it."""
    lines = ended.out.splitlines()
    found = [n for n, line in enumerate(lines) if line.startswith(f"{sign} ") and what in line]
    assert len(found) == 1, ended
    if remedy:
        told = lines[found[0] + 1]
        assert told.startswith("    → ")
        assert remedy in told


def test_doctor_names_what_is_missing_and_how_to_mend_it(okrbot: Okrbot) -> None:
    ended = okrbot("doctor")
    assert ended.code == 1
    for line in (
        "✓ settings are readable",
        "! database sqlite:///okrbot.db is not there yet",
        "→ Run `okrbot migrate`;",
        "✗ no bot token",
        "✗ no app token",
    ):
        assert line in ended.out


def test_doctor_is_content(okrbot: Okrbot, sandbox: SandboxServer) -> None:
    assert sandbox.idle()
    okrbot("import", EXAMPLE)
    ended = okrbot("doctor")
    assert "✗" not in ended.out
    assert ended.code == 0
    for line in (
        "schema current",
        "✓ no bot works on this file",
        "✓ 1 workspace(s) in the database",
        "✓ bot token belongs to Minh Long",
        "✓ scopes are complete",
        "✓ app token opens Socket Mode connections",
    ):
        assert line in ended.out


def test_doctor_finds_missing_scopes(okrbot: Okrbot, sandbox: SandboxServer) -> None:
    tokens = sandbox.workspace.tokens
    [name] = [name for name, token in tokens.items() if token.kind == "bot"]
    tokens[name] = replace(tokens[name], scopes=("chat:write",))
    ended = okrbot("doctor")
    missing = ", ".join(sorted(wiring.NEEDED_SCOPES - {"chat:write"}))
    assert f"✗ scopes are missing: {missing}" in ended.out
    assert {"commands", "files:read", "im:history", "users:read"} <= wiring.NEEDED_SCOPES
    assert "manifest.yaml" in ended.out


def test_doctor_finds_a_revoked_token(okrbot: Okrbot, sandbox: SandboxServer) -> None:
    tokens = sandbox.workspace.tokens
    for name in list(tokens):
        tokens[name] = replace(tokens[name], revoked=True)
    ended = okrbot("doctor")
    assert "✗ Slack refuses the bot token: token_revoked" in ended.out
    assert "✗ Slack refuses the app token: token_revoked" in ended.out


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////nowhere/at/all/okrbot.db"])
def test_doctor_finds_a_broken_database(
    okrbot: Okrbot, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("OKRBOT_DATABASE_URL", url)
    ended = okrbot("doctor")
    assert ended.code in (1, 2)
    assert "OKRBOT_DATABASE_URL" in ended.out + ended.err
    assert "Traceback" not in ended.out + ended.err


def test_doctor_shows_no_password(okrbot: Okrbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKRBOT_DATABASE_URL", "postgresql://okrbot:hunter2@127.0.0.1:9/okrbot")
    ended = okrbot("doctor")
    assert "hunter2" not in ended.out + ended.err
    assert "✗ database" in ended.out


def test_doctor_tells_a_program(okrbot: Okrbot, sandbox: SandboxServer) -> None:
    assert sandbox.idle()
    ended = okrbot("doctor", "--json")
    told = json.loads(ended.out)
    assert ended.code == 0
    assert told["ok"] is True
    [database] = [row for row in told["findings"] if row["check"] == "database"]
    assert database["state"] == "warning"
    assert "okrbot migrate" in database["remedy"]
    assert not Path("okrbot.db").exists()  # who only looks makes nothing


def test_doctor_finds_swapped_tokens(okrbot: Okrbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKRBOT_SLACK_BOT_TOKEN", "xapp-SECRET")
    ended = okrbot("doctor")
    assert ended.code == 1
    finds(ended, "✗", "OKRBOT_SLACK_BOT_TOKEN holds the other token", ".env")
    assert "SECRET" not in ended.out


@pytest.mark.parametrize(("secret", "sign"), [("0a" * 16, "✓"), ("12345.67890", "!")])
def test_doctor_looks_at_the_shape_of_the_signing_secret(
    okrbot: Okrbot, monkeypatch: pytest.MonkeyPatch, secret: str, sign: str
) -> None:
    monkeypatch.setenv("OKRBOT_SLACK_SIGNING_SECRET", secret)
    ended = okrbot("doctor")
    finds(ended, sign, "signing secret", "Client Secret" if sign == "!" else "")
    assert secret not in ended.out


def test_doctor_finds_files_that_others_can_read(okrbot: Okrbot) -> None:
    okrbot("import", EXAMPLE, "--workspace", "T0MINHLONG")
    Path(".env").write_text("", "utf-8")
    Path(".env").chmod(0o640)
    ended = okrbot("doctor")
    finds(ended, "!", ".env can be read by other users", "chmod 600 .env")
    finds(ended, "✓", "okrbot.db is for this user alone")  # okrbot makes it so


def test_doctor_finds_a_disk_that_is_nearly_full(
    okrbot: Okrbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = {"now": 5_000_000}
    monkeypatch.setattr(files.shutil, "disk_usage", lambda _: Usage(10**9, 0, free["now"]))
    finds(okrbot("doctor"), "✗", "5 MB are free", "Make room")
    free["now"] = 100_000_000
    finds(okrbot("doctor"), "!", "only 100 MB are free", "Make room")


def test_doctor_finds_a_database_that_takes_no_writes(
    okrbot: Okrbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    okrbot("import", EXAMPLE, "--workspace", "T0MINHLONG")
    opening = wiring.database_beside

    def read_only(settings: Settings) -> Database:
        opened = opening(settings)
        connection = opened.write.raw_connection()  # the one through which everything is written
        connection.cursor().execute("PRAGMA query_only = ON")
        connection.close()
        return opened

    monkeypatch.setattr(wiring, "database_beside", read_only)
    ended = okrbot("doctor")
    assert ended.code == 1
    finds(ended, "✗", "takes no writes: attempt to write a readonly database", "chown")


@pytest.mark.parametrize(
    ("revision", "state", "remedy"),
    [
        ("0001", "older", "okrbot migrate"),
        ("9999", "newer", "Run the release that made it"),
        ("c0ffee", "unknown", "none of okrbot's"),
    ],
)
def test_doctor_finds_the_schema_of_another_release(
    okrbot: Okrbot, revision: str, state: str, remedy: str
) -> None:
    okrbot("migrate")
    with closing(sqlite3.connect("okrbot.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    finds(okrbot("doctor"), "✗", f"schema {state}", remedy)


@pytest.mark.parametrize(("seconds", "sign"), [(0, "✓"), (60, "!"), (600, "✗")])
def test_doctor_compares_the_clock_with_slacks(
    okrbot: Okrbot,
    sandbox: SandboxServer,
    monkeypatch: pytest.MonkeyPatch,
    seconds: int,
    sign: str,
) -> None:
    assert sandbox.idle()
    now = wiring.system_clock
    monkeypatch.setattr(wiring, "system_clock", lambda: now() + timedelta(seconds=seconds))
    finds(okrbot("doctor"), sign, "Slack's", "timedatectl" if seconds else "")


def test_doctor_finds_channels_that_cannot_be_reached(
    okrbot: Okrbot, sandbox: SandboxServer
) -> None:
    okrbot("import", EXAMPLE)
    finds(okrbot("doctor"), "!", "cannot be seen: channel_not_found", "/invite @okrbot")
    for facts, sign, what, remedy in (
        ({}, "✓", "1 channel(s) of teams can be reached", ""),
        ({"bot_member": False}, "!", "the bot is not in", "/invite @okrbot in #marketing"),
        ({"is_archived": True}, "!", "is archived", "/okr teams"),
    ):
        sandbox.workspace.add_channel("marketing", id="C0MARKETING", **facts)
        finds(okrbot("doctor"), sign, what, remedy)


def test_doctor_finds_the_token_of_another_workspace(
    okrbot: Okrbot, sandbox: SandboxServer
) -> None:
    assert sandbox.idle()
    okrbot("import", EXAMPLE, "--workspace", "T0ELSEWHERE")
    finds(okrbot("doctor"), "!", "is not the one in the database (T0ELSEWHERE)", "Use the token")


def test_doctor_finds_that_no_events_come(okrbot: Okrbot, sandbox: SandboxServer) -> None:
    okrbot("import", EXAMPLE)
    with Database.open("sqlite:///okrbot.db").storing() as connection:
        inbox.store(
            connection,
            workspace_id=sandbox.workspace.team.id,
            key="k",
            kind="command",
            payload={},
            at=wiring.system_clock(),
        )
    finds(okrbot("doctor"), "!", "no event", "manifest.yaml")


def test_doctor_names_extras_that_are_not_installed(
    okrbot: Okrbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed, "find_spec", lambda name: name != "openpyxl")
    finds(okrbot("doctor"), "!", "without the extra xlsx", "pip install 'okrbot[xlsx]'")


def test_doctor_names_the_driver_of_postgresql(
    okrbot: Okrbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OKRBOT_DATABASE_URL", "postgresql://okrbot@127.0.0.1:9/okrbot")
    monkeypatch.setitem(sys.modules, "psycopg", None)
    finds(okrbot("doctor"), "✗", "cannot be used", "okrbot[postgres]")
