"""`okrbot shadow`: on, off, and the words of what would have been sent."""

import sqlite3
from contextlib import closing

from command_line import EXAMPLE, Okrbot

KEPT = """
INSERT INTO message (workspace_id, dedup_key, operation, kind, params, target, locale, tz,
                     priority, state, attempt, doubts, failures, not_before, created_at, error)
VALUES ('T0MINHLONG', ?, 'post', 'reminder', ?, ?, ?, ?, 3, 'skipped', 0, 0, 0,
        '2026-11-16 08:00:00', '2026-11-16 08:00:00', 'shadow')
"""
PARAMS = '{"request_id": 1, "name": "x", "count": 2, "snoozed": false}'


def test_the_list_shows_when_what_to_whom_and_the_words(okrbot: Okrbot) -> None:
    okrbot("import", EXAMPLE, "--workspace", "T0MINHLONG")
    assert "`okrbot shadow off` ends it" in okrbot("shadow", "on").out
    with closing(sqlite3.connect("okrbot.db")) as connection, connection:
        for n, (target, locale, tz) in enumerate(
            (("U0LAN0001", "vi", "Asia/Ho_Chi_Minh"), ("U0OLIVER01", "en", "Europe/London"))
        ):
            connection.execute(KEPT, (f"k{n}", PARAMS, target, locale, tz))
    assert okrbot("shadow", "list").out.splitlines() == [
        "Minh Long: shadow mode is on.",
        "",
        "Mon 2026-11-16 15:00 (Asia/Ho_Chi_Minh)  Reminder → Trần Ngọc Lan",
        "    Còn 2 mục tiêu chờ cập nhật. Một dòng là đủ, hoặc bấm Không đổi ở trên.",
        "",
        "Mon 2026-11-16 08:00 (Europe/London)  Reminder → Oliver Grant",
        "    2 goals are still waiting for news. One line is enough, or press No change above.",
    ]
    assert "shadow mode is on, so what the schedule" in okrbot("sending", "status").out
    assert "The newest 1 of 2" in okrbot("shadow", "list", "--last", "1").out
    assert okrbot("shadow", "off").out.endswith("What was kept back is not sent.\n")
    assert okrbot("shadow", "off").out == "Minh Long: shadow mode was off already.\n"
