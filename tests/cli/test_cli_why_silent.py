"""`okrbot why-silent`: in the person's language, beside a bot that runs or does not."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from command_line import EXAMPLE, Okrbot


@pytest.fixture
def filled(okrbot: Okrbot) -> Okrbot:
    okrbot("import", EXAMPLE, "--workspace", "T0MINHLONG")
    return okrbot


def seen(ago: timedelta) -> None:
    at = f"{datetime.now(UTC) - ago:%Y-%m-%d %H:%M:%S}"
    with closing(sqlite3.connect("okrbot.db")) as connection, connection:
        connection.execute("UPDATE workspace SET ticked_at = ?", (at,))


def test_whether_the_bot_runs_comes_first(filled: Okrbot) -> None:
    told = filled("why-silent", "oliver.grant@minhlong.example").out.splitlines()
    assert told[0] == "🔎 Why Oliver Grant hears nothing"
    assert told[1] == (
        "• The bot has not worked with this database yet. Start it with `okrbot run`."
    )
    assert told[-1] == "Times are those of Europe/London."
    seen(timedelta(hours=2))
    told = filled("why-silent", "@lan").out.splitlines()
    assert told[0] == "🔎 Vì sao bot không nhắn cho Trần Ngọc Lan"
    assert told[1].startswith("• Bot đang không chạy, lần hoạt động gần nhất là ")
    seen(timedelta(minutes=1))
    assert "okrbot run" not in filled("why-silent", "U0LAN0001").out


def test_a_pilot_is_told_without_what_only_slack_reads(filled: Okrbot) -> None:
    filled("pilot", "start")
    for who, words in (
        ("oliver.grant@minhlong.example", "An admin ticks Pilot for a team in `/okr teams`"),
        ("@lan", "Quản trị viên đánh dấu Thử nghiệm"),
    ):
        told = filled("why-silent", who).out
        assert words in told
        assert "*" not in told


def test_several_and_nobody(filled: Okrbot) -> None:
    text = EXAMPLE.read_text("utf-8").replace("name: Mei Lin Tan", "name: Lan Anh")
    with open("file.yaml", "w", encoding="utf-8") as file:
        file.write(text.replace("name: Lê Tiến Dũng", "name: Lan Anh"))
    filled("import", "file.yaml")
    ended = filled("why-silent", "Lan Anh")
    assert ended.code == 2
    assert "“Lan Anh” fits more than one; give an id or address:\n" in ended.err
    assert "  Lan Anh  U0MEI0001\n" in ended.err
    guessed = filled("why-silent", "mai").err
    assert "“mai” is nobody's name, but like this one; give an id or address:\n" in guessed
    ended = filled("why-silent", "Zoe")
    assert (ended.code, "I know nobody called “Zoe”" in ended.err) == (2, True)
