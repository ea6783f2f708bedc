"""`okrbot sending preview`: what a catch-up would send, while the bot is stopped."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

from command_line import EXAMPLE, Okrbot


def run(statement: str, *values: object) -> None:
    with closing(sqlite3.connect("okrbot.db")) as connection, connection:
        connection.execute(statement, values)


def test_the_preview_says_what_is_overdue_and_what_becomes_of_it(okrbot: Okrbot) -> None:
    okrbot("import", EXAMPLE, "--workspace", "T0MINHLONG")
    fresh = okrbot("sending", "preview").out.splitlines()
    assert fresh == [
        "Minh Long: no bot worked yet.",
        "  Nothing is overdue.",
        "  0 prepared messages wait.",
    ]
    long_ago = datetime.now(UTC) - timedelta(days=3, hours=1)
    run("UPDATE workspace SET ticked_at = '2026-11-13 08:00:00'")
    run(
        "UPDATE schedule SET next_at = ? WHERE kind IN ('check_in', 'digest')",
        f"{long_ago:%Y-%m-%d %H:%M:%S}",
    )
    run(
        "INSERT INTO calendar_day (workspace_id, day, kind) SELECT id, ?, 'worked' FROM workspace",
        f"{long_ago + timedelta(hours=7):%Y-%m-%d}",
    )
    okrbot("sending", "stop")
    told = okrbot("sending", "preview").out
    assert "a bot worked last at 2026-11-13 08:00 UTC." in told
    assert "  Weekly check-in: 5 overdue\n    " in told
    assert "too late to be of use: Phạm Quốc Hùng, Trần Ngọc Lan, " in told
    assert "  Team digest: 1 overdue\n" in told
    assert "Sending is stopped" in told
    assert okrbot("sending", "preview").out == told, "nothing was changed"
