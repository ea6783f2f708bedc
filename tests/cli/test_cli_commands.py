"""Every command: its help, what it does, and what it says when something is wrong."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from command_line import EXAMPLE, ROOT, Okrbot
from patience import until

from bot.cli.app import app
from bot.sandbox.client import SandboxClient
from bot.sandbox.server import SandboxServer


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command by its words, groups left out."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


COMMANDS = sorted(commands(typer.main.get_command(app)))


def test_the_list_of_commands_is_complete() -> None:
    assert {"run", "migrate", "doctor", "import", "sandbox", "demo"} <= {
        words[0] for words in COMMANDS
    }


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_says_what_a_command_does_with_an_example(
    okrbot: Okrbot, words: tuple[str, ...]
) -> None:
    ended = okrbot(*words, "--help")
    assert ended.code == 0
    assert "Example" in ended.out
    assert f"okrbot {' '.join(words)}" in ended.out.replace("\n  ", " ")


def test_without_a_command_help_is_shown(okrbot: Okrbot) -> None:
    ended = okrbot()
    assert "doctor" in ended.out + ended.err


def test_an_unknown_command_is_said(okrbot: Okrbot) -> None:
    ended = okrbot("fly")
    assert ended.code == 2
    assert "No such command 'fly'" in ended.err


@pytest.mark.parametrize("kind", ["BOT", "APP"])
def test_run_names_the_token_that_is_missing(
    okrbot: Okrbot, sandbox: SandboxServer, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    assert sandbox.idle()
    monkeypatch.delenv(f"OKRBOT_SLACK_{kind}_TOKEN")
    ended = okrbot("run")
    assert ended.code == 2
    assert ended.err.startswith(f"okrbot: OKRBOT_SLACK_{kind}_TOKEN is not set.")
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    ("name", "start"), [("OKRBOT_SLACK_BOT_TOKEN", "xoxb-"), ("OKRBOT_SLACK_APP_TOKEN", "xapp-")]
)
def test_a_token_of_another_kind_is_refused_without_showing_it(
    okrbot: Okrbot, monkeypatch: pytest.MonkeyPatch, name: str, start: str
) -> None:
    monkeypatch.setenv(name, "xoxp-SECRET-123")
    for command in ("run", "doctor", "migrate"):
        ended = okrbot(command)
        assert ended.code == (1 if command == "doctor" else 2)
        assert f"{name} must start with {start}" in ended.out + ended.err
        assert "SECRET" not in ended.out + ended.err


def test_a_setting_that_is_no_number_is_named(
    okrbot: Okrbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OKRBOT_TICK_SECONDS", "often")
    ended = okrbot("migrate")
    assert ended.code == 2
    assert "OKRBOT_TICK_SECONDS" in ended.err


def test_a_token_that_slack_refuses(
    okrbot: Okrbot, sandbox: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OKRBOT_SLACK_BOT_TOKEN", "xoxb-wrong")
    ended = okrbot("run")
    assert ended.code == 2
    assert "Slack refused: invalid_auth. `okrbot doctor` says how to mend it." in ended.err
    assert sandbox.idle()


def test_a_slack_that_does_not_answer(
    okrbot: Okrbot, sandbox: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sandbox.idle()
    monkeypatch.setenv("OKRBOT_SLACK_API_URL", "http://127.0.0.1:9/api/")
    ended = okrbot("run")
    assert ended.code == 2
    assert "Slack does not answer" in ended.err


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////nowhere/at/all/okrbot.db"])
@pytest.mark.parametrize("command", ["migrate", "import", "sending"])
def test_a_database_that_cannot_be_used(
    okrbot: Okrbot, monkeypatch: pytest.MonkeyPatch, url: str, command: str
) -> None:
    monkeypatch.setenv("OKRBOT_DATABASE_URL", url)
    more = {"import": [EXAMPLE], "sending": ["status"]}.get(command, [])
    ended = okrbot(command, *more)
    assert ended.code == 2
    assert "The database cannot be used" in ended.err
    assert "Check OKRBOT_DATABASE_URL." in ended.err


def test_migrate_twice(okrbot: Okrbot) -> None:
    assert "The database was made, with schema " in okrbot("migrate").out
    assert "The database is up to date" in okrbot("migrate").out


@pytest.mark.parametrize("command", ["run", "migrate", "import"])
def test_a_database_of_a_newer_release_is_left_alone(okrbot: Okrbot, command: str) -> None:
    okrbot("migrate")
    with sqlite3.connect("okrbot.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = Path("okrbot.db").read_bytes()
    ended = okrbot(command, *([EXAMPLE] if command == "import" else []))
    assert ended.code == 2
    assert "The database has schema 9999, which this release does not know" in ended.err
    assert Path("okrbot.db").read_bytes() == before


def test_import_says_what_it_created_and_then_that_there_is_nothing_to_do(
    okrbot: Okrbot, sandbox: SandboxServer
) -> None:
    assert sandbox.idle()
    first = okrbot("import", EXAMPLE)
    assert first.code == 0
    assert "person: 5 new, 0 changed" in first.out
    assert okrbot("import", EXAMPLE).out.startswith("Nothing to do")


def test_a_dry_run_changes_nothing(okrbot: Okrbot) -> None:
    okrbot("migrate")
    told = okrbot("import", EXAMPLE, "--dry-run", "--workspace", "T0MINHLONG")
    assert told.out.endswith("Nothing was written: this was a dry run.\n")
    told = okrbot("import", EXAMPLE, "--dry-run", "--workspace", "T0MINHLONG")
    assert told.out.endswith("Nothing was written: this was a dry run.\n")


def test_import_asks_which_workspace_when_it_cannot_know(okrbot: Okrbot) -> None:
    ended = okrbot("import", EXAMPLE)
    assert ended.code == 2
    assert "Which workspace? Give --workspace" in ended.err


def test_import_of_a_file_that_is_not_there(okrbot: Okrbot) -> None:
    ended = okrbot("import", "nowhere.yaml")
    assert ended.code == 2
    assert "There is no file nowhere.yaml." in ended.err


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "was not imported, and nothing was changed"),
        ("vi", "Dòng 95"),
        ("vi", "chưa có gì thay đổi"),
    ],
)
def test_a_broken_file_is_refused_with_every_problem(okrbot: Okrbot, lang: str, words: str) -> None:
    text = EXAMPLE.read_text("utf-8").replace("owner: lan", "owner: nobody")
    Path("broken.yaml").write_text(text.replace("at_least: 95", "at_least: many"), "utf-8")
    ended = okrbot("import", "broken.yaml", "--lang", lang, "--workspace", "T0MINHLONG")
    assert ended.code == 2
    assert words in ended.err
    assert ended.err.count("nobody") > 1
    assert "many" in ended.err
    assert not Path("okrbot.db").exists()


@pytest.mark.parametrize("text", ["a: [1", "\t- x", "", "- 1", "\x00"])
def test_a_file_that_is_no_import_file_is_refused(okrbot: Okrbot, text: str) -> None:
    Path("broken.yaml").write_text(text, "utf-8")
    ended = okrbot("import", "broken.yaml", "--workspace", "T0MINHLONG")
    assert ended.code == 2
    assert "broken.yaml was not imported" in ended.err


def test_sending_is_stopped_and_resumed(okrbot: Okrbot) -> None:
    okrbot("import", EXAMPLE, "--workspace", "T0MINHLONG")
    assert "sending is on" in okrbot("sending", "status").out
    assert "Sending is stopped." in okrbot("sending", "stop").out
    assert "sending is stopped" in okrbot("sending", "status").out
    assert okrbot("sending", "resume").out == "Sending is on.\n"
    assert "0 messages wait." in okrbot("sending", "status").out


@pytest.mark.parametrize("word", ["stop", "resume", "status"])
def test_sending_before_the_first_migration(okrbot: Okrbot, word: str) -> None:
    ended = okrbot("sending", word)
    assert ended.code == 2
    assert "run `okrbot migrate` first" in ended.err


@pytest.mark.parametrize("word", ["predict", "score"])
def test_replies_of_a_file_that_is_not_there(okrbot: Okrbot, word: str) -> None:
    ended = okrbot("replies", word, "nowhere.jsonl")
    assert ended.code == 2
    assert "There is no file nowhere.jsonl." in ended.err


@pytest.mark.parametrize("word", ["predict", "score"])
def test_replies_of_a_file_that_is_no_json(okrbot: Okrbot, word: str) -> None:
    Path("broken.jsonl").write_text("{", "utf-8")
    ended = okrbot("replies", word, "broken.jsonl")
    assert ended.code == 2
    assert "broken.jsonl is not JSON Lines" in ended.err


def test_replies_are_predicted_a_line_each(okrbot: Okrbot) -> None:
    cases = ROOT / "tests" / "replies" / "cases_open.jsonl"
    lines = cases.read_text("utf-8").splitlines()[:5]
    Path("few.jsonl").write_text("\n".join(lines), "utf-8")
    printed = okrbot("replies", "predict", "few.jsonl").out.splitlines()
    assert [set(json.loads(line)) for line in printed] == [{"id", "updates", "ask"}] * 5
    assert json.loads(okrbot("replies", "score", "few.jsonl").out)["rows"] == 5


def test_recording_goes_with_playing(okrbot: Okrbot) -> None:
    ended = okrbot("demo", "--record", "out")
    assert ended.code == 2
    assert "--record goes with --play" in ended.err


def test_run_serves_until_it_is_told_to_stop(
    okrbot: Okrbot, sandbox: SandboxServer, tmp_path: Path
) -> None:
    """A process of its own, stopped as a service manager does it."""
    okrbot("import", EXAMPLE)
    okrbot("pilot", "start")
    client = SandboxClient(sandbox.base_url)
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        until(lambda: client.state()["connections"])
        client.say("U0LINH00001", "hello")
        until(lambda: len(client.dm("U0LINH00001")) == 2)
        until(lambda: "a bot worked last at" in okrbot("sending", "preview").out)
        process.send_signal(signal.SIGTERM)
        printed, _ = process.communicate(timeout=60)
        assert process.returncode == 0, printed
    assert "okrbot works for Minh Long." in printed
    assert "no team was chosen, so nobody is asked" in printed
    assert "hello" not in printed
    assert "xoxb-" not in printed


def test_explain_says_how_a_reply_is_read(okrbot: Okrbot) -> None:
    told = okrbot("replies", "explain", "churn 5.2, was 5.8", "--kr", "Churn: 7%->3% now 5.8%").out
    assert "“churn” names KR1" in told
    assert "“5.8” is previous" in told
    assert "5.2" in told.splitlines()[-1]


def test_explain_needs_a_key_result_that_it_understands(okrbot: Okrbot) -> None:
    ended = okrbot("replies", "explain", "5", "--kr", "Churn")
    assert ended.code == 2
    assert "is not like 'Churn: 7%->3% now 5.8%'" in ended.err
