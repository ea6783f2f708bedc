"""Whoever was asked before the upgrade goes on being asked after it."""

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage import engine as engines
from storage import schema

BEFORE = """
INSERT INTO workspace (id, name, locale, tz, sending_stopped, saturdays, created_at)
VALUES ('T1', 'Minh Long', 'vi', 'UTC', false, false, '2026-11-16 00:00:00');
INSERT INTO team (id, workspace_id, key, name) VALUES (1, 'T1', 'sales', 'Sales');
INSERT INTO schedule (workspace_id, kind, subject_id, tz, rule, next_at, failures,
                      skipped_why, skipped_params)
VALUES ('T1', 'digest', 1, 'UTC', '{}', '2026-11-16 00:00:00', 0, 'no_goals', '{"a": "b"}')
"""


def test_an_upgraded_workspace_is_neither_in_pilot_nor_in_shadow(empty_url: str) -> None:
    engine = engines.writer(empty_url, pool_size=1)
    with engine.begin() as connection:
        config = schema.config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        for statement in BEFORE.split(";"):
            connection.exec_driver_sql(statement)
    engine.dispose()

    done = schema.upgrade(empty_url)

    assert (done.before, done.after) == ("0003", schema.head())
    engine = engines.writer(empty_url, pool_size=1)
    with engine.begin() as connection:
        assert connection.execute(
            text("SELECT pilot, shadow, ticked_at, in_pilot FROM workspace JOIN team ON true")
        ).all() == [(False, False, None, False)]
        kept = connection.execute(
            text("SELECT skipped_why FROM schedule WHERE kind = 'digest'")
        ).scalar_one()
        assert kept == "no_goals"
        connection.execute(text("UPDATE schedule SET skipped_why = 'not_in_pilot'"))
    with engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(text("UPDATE schedule SET skipped_why = 'no_such_reason'"))
    engine.dispose()
