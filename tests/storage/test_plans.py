"""Questions that are asked often find their index, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from storage import erasing, figures, letters, team_goals
from storage.traces import Traces
from storage.uow import Database
from tests.storage.test_tables import AT


@contextmanager
def statements(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """What is asked of the engine meanwhile, with its parameters."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def plan(database: Database, statement: str, parameters: Any) -> str:
    """How the database would answer; PostgreSQL takes an index wherever there is one."""
    sqlite = database.read.dialect.name == "sqlite"
    with database.read.connect() as connection:
        if not sqlite:
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        explain = "EXPLAIN QUERY PLAN" if sqlite else "EXPLAIN"
        found = connection.exec_driver_sql(f"{explain} {statement}", parameters)
        return "\n".join(str(row) for row in found)


@pytest.mark.parametrize("who", ["metrics", "report", "notice"])
def test_dead_messages_are_counted_without_reading_all(database: Database, who: str) -> None:
    with statements(database.read) as asked, database.reading() as session:
        if who == "metrics":
            figures.count(session, now=AT)
        elif who == "report":
            letters.unsettled(session, since=AT)
        else:
            letters.unsettled(session, workspace_id="T1", since=AT)
    [about_dead] = [one for one in asked if "state = 'dead'" in one[0]]
    assert "ix_message_dead" in plan(database, *about_dead)


@pytest.mark.parametrize("name", ["check_in", "message", "key_result"])
def test_a_table_is_gone_through_without_sorting_it_for_every_batch(
    sqlite_database: Database, name: str
) -> None:
    """Whoever is erased is looked for in all rows; PostgreSQL goes by how many it knows of."""
    traces = Traces(["U1"], "An", pseudonym="–", code="–")
    engine = sqlite_database.write
    with statements(engine) as asked, sqlite_database.unit_of_work() as session:
        erasing.scrub(session, "T1", name, traces, after=10)
    [batch] = [one for one in asked if f"FROM {name}" in one[0]]
    assert "INTEGER PRIMARY KEY (rowid>?)" in plan(sqlite_database, *batch)


def test_the_goals_of_a_team_are_found_without_those_of_others(database: Database) -> None:
    """PostgreSQL knows how many there are of each; SQLite goes by what the statement says."""
    with statements(database.read) as asked, database.reading() as session:
        team_goals.shown(session, "T1", [1], week_ago=AT)
    [goals] = [one for one in asked if "FROM key_result" in one[0]]
    if database.read.dialect.name == "sqlite":
        assert "ix_objective_team_id" in plan(database, *goals)
