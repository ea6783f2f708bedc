"""One check-in by the bare driver: read, insert, update, audit, one commit.

Of a key result that goes from a start to a target, as most do: nothing else has to be read.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import psycopg
from sqlalchemy import URL

SQLITE_MOMENT = "%Y-%m-%d %H:%M:%S.%f"
READ = """
SELECT workspace_id, start, target, value, progress, confidence, said FROM key_result
WHERE workspace_id = ? AND id = ?"""
CHECK_IN = """
INSERT INTO check_in (workspace_id, key_result_id, person_id, value, previous_value, progress,
                      previous_progress, confidence, likely, on_behalf, source, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"""
KEY_RESULT = """
UPDATE key_result SET value = ?, progress = ?, confidence = ?, checked_in_at = ?,
                      last_check_in_id = ?
WHERE id = ?"""
AUDIT = """
INSERT INTO audit (workspace_id, at, actor_id, action, subject, subject_id, detail)
VALUES (?, ?, ?, 'check_in', 'key_result', ?, '{}')"""


def opened(url: URL) -> "OnSqlite | OnPostgresql":
    """A connection of the bare driver to the database of an SQLAlchemy URL."""
    return OnSqlite(url) if url.get_backend_name() == "sqlite" else OnPostgresql(url)


class OnSqlite:
    """Commits as safely as the bot does."""

    def __init__(self, url: URL) -> None:
        self.connection = sqlite3.connect(str(url.database), isolation_level=None)
        self.connection.execute("PRAGMA synchronous = FULL")
        self.connection.execute("PRAGMA foreign_keys = ON")

    def check_in(
        self, workspace: str, row_id: int, value: Decimal, confidence: int, by: int, at: datetime
    ) -> None:
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        _, start, target, before, progress, _, _ = run(READ, (workspace, row_id)).fetchone()
        share = _millionths(value, Decimal(start), Decimal(target))
        said, moment = str(value), at.strftime(SQLITE_MOMENT)
        row = (workspace, row_id, by, said, before, share, progress, confidence, 0, 0)
        [[new]] = run(CHECK_IN, (*row, "reply", moment)).fetchall()
        run(KEY_RESULT, (said, share, confidence, moment, new, row_id))
        run(AUDIT, (workspace, moment, by, row_id))
        run("COMMIT")

    def close(self) -> None:
        self.connection.close()


class OnPostgresql:
    """psycopg prepares by itself what is run often."""

    def __init__(self, url: URL) -> None:
        conninfo = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self.connection = psycopg.connect(conninfo, options="-c timezone=UTC")
        self.cursor = self.connection.cursor()
        self.read, self.add, self.move, self.tell = [
            text.replace("?", "%s") for text in (READ + " FOR UPDATE", CHECK_IN, KEY_RESULT, AUDIT)
        ]

    def check_in(
        self, workspace: str, row_id: int, value: Decimal, confidence: int, by: int, at: datetime
    ) -> None:
        run = self.cursor.execute
        _, start, target, before, progress, _, _ = _one(run(self.read, (workspace, row_id)))
        share = _millionths(value, start, target)
        row = (workspace, row_id, by, value, before, share, progress, confidence, False, False)
        [new] = _one(run(self.add, (*row, "reply", at)))
        run(self.move, (value, share, confidence, at, new, row_id))
        run(self.tell, (workspace, at, by, row_id))
        self.connection.commit()

    def close(self) -> None:
        self.connection.close()


def _one(cursor: psycopg.Cursor) -> Sequence[object]:
    row = cursor.fetchone()
    assert row is not None
    return row


def _millionths(value: Decimal, start: Decimal, target: Decimal) -> int:
    return int((value - start) / (target - start) * 1_000_000)
