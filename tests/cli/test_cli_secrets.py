"""Keys for tokens at rest: made, changed, missing."""

import sqlite3
from pathlib import Path

import pytest
from command_line import Okrbot

from bot import wiring
from bot.services import installing
from bot.services.installing import NewInstallation, Tokens
from bot.settings import Settings
from bot.wiring import parts
from storage import backup

TOKEN, REFRESH = "xoxb-90-canary", "xoxe-90-canary"
NEW = NewInstallation(
    "T1", "Minh Long", Tokens(TOKEN, REFRESH, 43_200), "U1", "B1", "chat:write", "U2"
)


@pytest.fixture
def key(okrbot: Okrbot, monkeypatch: pytest.MonkeyPatch) -> str:
    """The one key of a bot that is installed in one workspace."""
    made = okrbot("secrets", "new-key").out.split()[-1]
    monkeypatch.setenv("OKRBOT_SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("OKRBOT_SLACK_CLIENT_SECRET", "s")
    monkeypatch.setenv("OKRBOT_ENCRYPTION_KEYS", made)
    assert okrbot("migrate").code == 0
    settings = Settings()
    database = parts.database(settings)
    installing.install(wiring.without_slack(settings, database), NEW)
    database.dispose()
    return made


def test_no_token_lies_readable_in_the_file_its_log_or_a_copy(tmp_path: Path, key: str) -> None:
    assert key
    writing = parts.database(Settings())  # as a running bot, so that there is a log
    installing.install(wiring.without_slack(Settings(), writing), NEW)
    backup.copy(tmp_path / "okrbot.db", tmp_path / "copy.db")
    files = [*tmp_path.glob("okrbot.db*"), tmp_path / "copy.db"]
    assert {"okrbot.db", "okrbot.db-wal", "copy.db"} <= {file.name for file in files}
    found = [file.read_bytes() for file in files]
    writing.dispose()
    assert any(b"Minh Long" in one for one in found)
    for canary in (b"xoxb-", b"xoxe", b"canary", key.encode()):
        assert not any(canary in one for one in found), canary


def test_keys_are_changed_while_the_tokens_stay(
    okrbot: Okrbot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, key: str
) -> None:
    fresh = okrbot("secrets", "new-key").out.split()[-1]
    monkeypatch.setenv("OKRBOT_ENCRYPTION_KEYS", f"{fresh},{key}")
    told = okrbot("secrets", "rotate").out
    assert "the tokens of 1 workspace." in told
    assert "out of OKRBOT_ENCRYPTION_KEYS" in told
    assert key not in told
    monkeypatch.setenv("OKRBOT_ENCRYPTION_KEYS", fresh)
    settings = Settings()
    database = parts.database(settings)
    found = installing.of(wiring.without_slack(settings, database), "T1")
    database.dispose()
    assert found is not None
    assert (found.bot_token, found.refresh_token) == (TOKEN, REFRESH)
    assert (tmp_path / "okrbot.db").exists()


def test_without_its_key_the_bot_says_how_to_go_on(
    okrbot: Okrbot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, key: str
) -> None:
    monkeypatch.setenv("OKRBOT_SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setenv("OKRBOT_ENCRYPTION_KEYS", okrbot("secrets", "new-key").out.split()[-1])
    before = _tokens(tmp_path)
    told = okrbot("secrets", "rotate")
    assert told.code == 2
    assert "Add the key that is missing" in told.err
    assert _tokens(tmp_path) == before
    monkeypatch.setenv("OKRBOT_ENCRYPTION_KEYS", "nonsense")
    assert "32 bytes in Base64" in okrbot("secrets", "rotate").err
    monkeypatch.delenv("OKRBOT_ENCRYPTION_KEYS")
    told = okrbot("doctor")
    assert "OKRBOT_ENCRYPTION_KEYS must be set beside OKRBOT_SLACK_CLIENT_ID" in told.out
    monkeypatch.setenv("OKRBOT_ENCRYPTION_KEYS", key)
    assert okrbot("secrets", "forget").out == "Forgotten: the tokens of 0 workspaces.\n"
    monkeypatch.setenv("OKRBOT_ENCRYPTION_KEYS", okrbot("secrets", "new-key").out.split()[-1])
    assert okrbot("secrets", "forget").out == "Forgotten: the tokens of 1 workspace.\n"


def test_the_doctor_names_the_workspaces_that_took_the_app_out(
    okrbot: Okrbot, tmp_path: Path, key: str
) -> None:
    assert key
    assert "installed in 1 workspace(s) with OAuth" in okrbot("doctor").out
    _change(tmp_path, "refresh_token = NULL")
    told = okrbot("doctor").out
    assert "✗ the token of T1 ends at " in told
    assert "An admin must install it again at /slack/install" in told
    _change(tmp_path, "ended_at = installed_at, ended_why = 'revoked'")
    told = okrbot("doctor").out
    assert "installed in 0 workspace(s)" in told
    assert "! not installed any more, nothing is sent there: T1 (its token was revoked)" in told
    assert "the token of T1 ends" not in told


def _change(folder: Path, values: str) -> None:
    with sqlite3.connect(folder / "okrbot.db") as connection:
        connection.execute(f"UPDATE installation SET {values}")
    connection.close()


def _tokens(folder: Path) -> list[tuple[str]]:
    with sqlite3.connect(folder / "okrbot.db") as connection:
        found = connection.execute("SELECT bot_token FROM installation").fetchall()
    connection.close()
    return found
