"""`okrbot messages`: see what was not delivered, post it again, drop it."""

import sqlite3
from contextlib import closing

import pytest
from command_line import EXAMPLE, Okrbot

DEAD = """
INSERT INTO message (id, workspace_id, dedup_key, operation, kind, params, target, locale, tz,
                     priority, state, attempt, doubts, failures, not_before, created_at, error)
VALUES (?, 'T0MINHLONG', ?, 'post', 'team_digest', '{}', 'C0GENERAL00', 'en', 'UTC',
        4, ?, 3, 0, 0, '2026-11-17 03:00:00', '2026-11-17 03:00:00', ?)
"""


@pytest.fixture
def filled(okrbot: Okrbot) -> Okrbot:
    """Two that were not delivered, one of them in doubt, and one that was."""
    okrbot("import", EXAMPLE, "--workspace", "T0MINHLONG")
    with closing(sqlite3.connect("okrbot.db")) as connection, connection:
        for message_id, state, error in (
            (7, "dead", "is_archived"),
            (8, "dead", "in doubt: missing_scope"),
            (9, "sent", None),
        ):
            connection.execute(DEAD, (message_id, f"d{message_id}", state, error))
    return okrbot


def states() -> dict[int, str]:
    with closing(sqlite3.connect("okrbot.db")) as connection:
        found = connection.execute("SELECT id, state FROM message WHERE id IN (7, 8, 9)")
        return dict(found.fetchall())


def test_the_list_says_what_where_when_and_why(filled: Okrbot) -> None:
    lines = filled("messages", "list").out.splitlines()
    assert lines[0] == "7  team_digest  → C0GENERAL00  2026-11-17 03:00 UTC  is_archived"
    assert lines[1].endswith("in doubt: it may have arrived")
    assert lines[2].startswith("2 in all.")


def test_an_empty_list_says_so(okrbot: Okrbot) -> None:
    okrbot("migrate")
    assert okrbot("messages", "list").out == "Everything was delivered.\n"


def test_one_is_shown_without_its_words(filled: Okrbot) -> None:
    shown = filled("messages", "show", 8).out
    for words in ("to           C0GENERAL00", "state        not delivered", "attempts     3"):
        assert words in shown


def test_one_is_posted_again_and_one_dropped(filled: Okrbot) -> None:
    told = filled("messages", "resend", 7).out
    assert told == "1 message will be posted again as soon as the bot runs.\n"
    assert filled("messages", "drop", 8).out == "1 message dropped.\n"
    assert states() == {7: "pending", 8: "skipped", 9: "sent"}
    with closing(sqlite3.connect("okrbot.db")) as connection:
        found = connection.execute("SELECT action, actor_id, subject_id FROM audit ORDER BY id")
        assert found.fetchall()[-2:] == [("resend_message", None, 7), ("drop_message", None, 8)]


@pytest.mark.parametrize("word", ["resend", "drop"])
def test_one_wrong_id_changes_nothing(filled: Okrbot, word: str) -> None:
    for ids, said in (
        ((7, 9), "Message 9 is delivered, so nothing was changed."),
        ((7, 99), "There is no message 99."),
    ):
        ended = filled("messages", word, *ids)
        assert ended.code == 2
        assert said in ended.err
        assert "okrbot messages list" in ended.err
    assert states() == {7: "dead", 8: "dead", 9: "sent"}


def test_an_id_that_is_no_number(filled: Okrbot) -> None:
    ended = filled("messages", "show", "seven")
    assert ended.code == 2
    assert "valid integer" in ended.err


def test_before_the_first_migration(okrbot: Okrbot) -> None:
    ended = okrbot("messages", "list")
    assert ended.code == 2
    assert "run `okrbot migrate` first" in ended.err
