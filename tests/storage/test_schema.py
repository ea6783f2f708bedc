"""The migrated schema is the one that the tables describe, on both databases."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Engine, create_engine, inspect, text
from sqlalchemy.exc import OperationalError

from storage import engine as engines
from storage import schema
from storage.backup import NotSound
from storage.schema import SchemaState, SchemaTooNew
from storage.tables import metadata
from storage.uow import Database


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    made = engines.writer(empty_url, pool_size=2)
    yield made
    made.dispose()


def set_revision(engine: Engine, revision: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :r"), {"r": revision})


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(schema.config()).get_heads()) == 1


def test_files_are_named_by_their_revisions_in_a_row() -> None:
    script = ScriptDirectory.from_config(schema.config())
    walked = [found.revision for found in script.walk_revisions()]
    assert list(schema.revisions()) == walked[::-1]


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Tables of the library that carries calls come and go with its release."""
    return not (kind == "table" and (name or "").startswith("procrastinate_"))


def test_migrated_schema_equals_the_tables(database: Database) -> None:
    with database.read.connect() as connection:
        ours = {"compare_type": True, "include_name": is_ours}
        context = MigrationContext.configure(connection, opts=ours)
        assert compare_metadata(context, metadata) == []


def test_every_check_constraint_of_the_tables_is_in_the_database(database: Database) -> None:
    declared = {
        (table.name, str(constraint.name))
        for table in metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    found = {
        (table, str(constraint["name"]))
        for table in metadata.tables
        for constraint in inspect(database.read).get_check_constraints(table)
    }
    expected = {
        (table, name if name.startswith("ck_") else f"ck_{table}_{name}")
        for table, name in declared
    }
    assert found == expected


def test_check_constraints_allow_what_the_tables_say(sqlite_database: Database) -> None:
    migrated = _normalised(inspect(sqlite_database.read).get_table_names(), sqlite_database.read)
    fresh = create_engine("sqlite://")
    metadata.create_all(fresh)
    assert migrated == _normalised(inspect(fresh).get_table_names(), fresh)
    fresh.dispose()


def _normalised(tables: list[str], engine: Engine) -> dict[str, str]:
    inspector = inspect(engine)
    return {
        f"{table}.{constraint['name']}": str(constraint["sqltext"])
        for table in tables
        if table != "alembic_version"
        for constraint in inspector.get_check_constraints(table)
    }


def test_partial_indexes_keep_their_condition(database: Database) -> None:
    conditions = {
        str(index["name"]): str(index.get("dialect_options", {}).get(f"{dialect}_where"))
        for dialect in [database.read.dialect.name]
        for table in metadata.tables
        for index in inspect(database.read).get_indexes(table)
        if index.get("dialect_options", {}).get(f"{dialect}_where") is not None
    }
    waiting = {"ix_message_waiting", "ix_inbox_waiting"}
    assert set(conditions) == {*waiting, "ix_message_dead", "uq_alert_open"}
    assert "recovering" in conditions["uq_alert_open"]


def test_state_goes_from_empty_to_current(empty_url: str, engine: Engine) -> None:
    assert schema.current(engine) is None
    assert schema.state(engine) is SchemaState.EMPTY
    done = schema.upgrade(empty_url)
    assert (done.before, done.after, done.backup) == (None, schema.head(), None)
    assert schema.current(engine) == schema.head()
    assert schema.state(engine) is SchemaState.CURRENT


def test_second_upgrade_changes_nothing(empty_url: str, tmp_path: Path) -> None:
    schema.upgrade(empty_url)
    before = sorted(path.name for path in tmp_path.iterdir())
    done = schema.upgrade(empty_url)
    assert (done.before, done.after, done.backup) == (schema.head(), schema.head(), None)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_newer_schema_is_refused_and_left_alone(empty_url: str, engine: Engine) -> None:
    schema.upgrade(empty_url)
    set_revision(engine, "9999")
    assert schema.state(engine) is SchemaState.NEWER
    with pytest.raises(SchemaTooNew, match="has schema 9999, which this release does not know"):
        schema.upgrade(empty_url)
    assert schema.current(engine) == "9999"


def test_upgraders_at_the_same_time_both_succeed(empty_url: str, engine: Engine) -> None:
    done: list[schema.Upgrade] = []
    threads = [
        threading.Thread(target=lambda: done.append(schema.upgrade(empty_url))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [item.after for item in done] == [schema.head()] * 3
    assert sorted(item.before or "" for item in done) == ["", schema.head(), schema.head()]
    assert schema.state(engine) is SchemaState.CURRENT


BASE = """
from alembic import op
from storage.migrations import append_only

revision = "{revision}"
down_revision = {after}


def upgrade():
    {body}
"""
MAKE_TABLE = "op.execute('CREATE TABLE plant (id INTEGER PRIMARY KEY)')"


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A migration history of one step, to which a test adds its own second step."""
    directory = tmp_path / "migrations"
    (directory / "versions").mkdir(parents=True)
    (directory / "env.py").write_text((schema.MIGRATIONS / "env.py").read_text())
    monkeypatch.setattr(schema, "MIGRATIONS", directory)
    add_step(directory, "0001", None, MAKE_TABLE)
    return directory


def add_step(directory: Path, revision: str, after: str | None, body: str) -> None:
    (directory / "versions" / f"{revision}.py").write_text(
        BASE.format(revision=revision, after=repr(after), body=body)
    )


def test_older_schema_is_upgraded(empty_url: str, engine: Engine, history: Path) -> None:
    schema.upgrade(empty_url)
    add_step(history, "0002", "0001", "op.execute('ALTER TABLE plant ADD name VARCHAR')")
    assert schema.state(engine) is SchemaState.OLDER
    done = schema.upgrade(empty_url)
    assert (done.before, done.after) == ("0001", "0002")
    assert {column["name"] for column in inspect(engine).get_columns("plant")} == {"id", "name"}


def test_sqlite_is_backed_up_with_its_rows_before_an_older_schema_changes(
    tmp_path: Path, history: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'okrbot.db'}"
    schema.upgrade(url)
    writer = engines.writer(url)
    with writer.begin() as connection:
        connection.execute(text("INSERT INTO plant (id) VALUES (7)"))
    add_step(history, "0002", "0001", "op.execute('DELETE FROM plant')")

    done = schema.upgrade(url)

    assert done.backup is not None
    assert re.fullmatch(r"okrbot\.0001\.20\d\d-\d\d-\d\dT\d{6}Z\.bak\.db", done.backup.name)
    saved = engines.reader(f"sqlite:///{done.backup}")
    with saved.connect() as connection:
        assert connection.execute(text("SELECT id FROM plant")).scalars().all() == [7]
    assert schema.current(saved) == "0001"
    for opened in (writer, saved):
        opened.dispose()


def test_a_copy_that_cannot_be_made_stops_the_upgrade(
    tmp_path: Path, history: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine.dialect.name != "sqlite":
        return
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    schema.upgrade(url)
    add_step(history, "0002", "0001", "pass")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("storage.backup.os.replace", fail)
    with pytest.raises(NotSound, match="No space left"):
        schema.upgrade(url)
    assert schema.state(engine) is SchemaState.OLDER
    assert not list(tmp_path.glob("*.bak*"))


@pytest.mark.parametrize("revision", ["abc123", "0000", "1", "0001x"])
def test_a_revision_that_is_none_of_ours_is_refused(
    empty_url: str, engine: Engine, revision: str
) -> None:
    schema.upgrade(empty_url)
    set_revision(engine, revision)
    assert schema.state(engine) is SchemaState.UNKNOWN
    with pytest.raises(schema.SchemaUnknown, match=f"has schema {revision}, which is none of"):
        schema.upgrade(empty_url)
    assert schema.current(engine) == revision


def test_a_database_with_two_revisions_is_refused(empty_url: str, engine: Engine) -> None:
    schema.upgrade(empty_url)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO alembic_version VALUES ('abc')"))
    assert schema.state(engine) is SchemaState.UNKNOWN


def test_failing_migration_leaves_nothing_behind(
    empty_url: str, engine: Engine, history: Path
) -> None:
    schema.upgrade(empty_url)
    add_step(
        history,
        "0002",
        "0001",
        "op.execute('CREATE TABLE half (id INTEGER)'); op.execute('SELECT * FROM nowhere')",
    )
    with pytest.raises(Exception, match="nowhere"):
        schema.upgrade(empty_url)
    assert schema.current(engine) == "0001"
    assert not inspect(engine).has_table("half")


def test_sqlite_migration_that_breaks_references_is_rolled_back(
    tmp_path: Path, history: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'okrbot.db'}"
    add_step(
        history,
        "0002",
        "0001",
        "op.execute('CREATE TABLE leaf (plant INTEGER REFERENCES plant (id))'); "
        "op.execute('INSERT INTO leaf VALUES (1)')",
    )
    with pytest.raises(schema.BrokenReferences, match="1 rows point to nothing, in: leaf"):
        schema.upgrade(url)
    found = engines.reader(url)
    assert schema.state(found) is SchemaState.EMPTY
    found.dispose()


def test_rebuilding_a_parent_table_on_sqlite_keeps_the_children(
    tmp_path: Path, history: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'okrbot.db'}"
    add_step(
        history,
        "0002",
        "0001",
        "op.execute('CREATE TABLE leaf (plant INTEGER REFERENCES plant (id) ON DELETE CASCADE)')",
    )
    schema.upgrade(url)
    writer = engines.writer(url)
    with writer.begin() as connection:
        connection.execute(text("INSERT INTO plant VALUES (1)"))
        connection.execute(text("INSERT INTO leaf VALUES (1)"))
    add_step(
        history,
        "0003",
        "0002",
        "op.execute('CREATE TABLE copy (id INTEGER PRIMARY KEY, height INTEGER)'); "
        "op.execute('INSERT INTO copy (id) SELECT id FROM plant'); "
        "op.execute('DROP TABLE plant'); op.execute('ALTER TABLE copy RENAME TO plant')",
    )
    schema.upgrade(url)
    with writer.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM leaf")).scalar() == 1
    writer.dispose()


def test_missing_directory_is_not_taken_for_an_empty_database(tmp_path: Path) -> None:
    with pytest.raises(OperationalError):
        schema.upgrade(f"sqlite:///{tmp_path / 'nowhere' / 'okrbot.db'}")


def test_migrations_are_found_from_any_working_directory(tmp_path: Path) -> None:
    code = f"from storage import schema; print(schema.upgrade('sqlite:///{tmp_path}/a.db').after)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == schema.head()


def test_a_cadence_that_somebody_chose_is_known_as_chosen(empty_url: str, engine: Engine) -> None:
    """Weekly was what key results had for which nobody had chosen anything."""
    with engine.begin() as connection:
        command.upgrade(schema.config(connection), "0003")
        for table, row in OF_0003:
            names = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)
    schema.upgrade(empty_url, keep_copy=False)
    with engine.begin() as connection:
        chosen = connection.execute(text("SELECT cadence_chosen FROM key_result ORDER BY id"))
        assert [bool(one) for one in chosen.scalars()] == [True, False, True]
        assert connection.execute(text("SELECT count(*) FROM away")).scalar() == 1


OWN: dict[str, Any] = {"id": 1, "workspace_id": "T1"}
FIRST, LAST = "2026-10-01", "2026-12-31"
PERSON = {"name": "x", "email": "x@ml.example", "locale": "vi", "tz": "UTC", "standing": "employee"}
OBJECTIVE = {
    "level": "person",
    "ambition": "aspirational",
    "visibility": "public",
    "state": "active",
}
KEY_RESULT = {"shape": "reach", "unit": "%", "direction": "up", "weight": 1000, "aliases": ""}
#: Rows of revision 0003, each after those that it refers to.
OF_0003: list[tuple[str, dict[str, Any]]] = [
    (
        "workspace",
        {"id": "T1", "name": "x", "locale": "vi", "tz": "UTC"}
        | {"sending_stopped": False, "created_at": FIRST},
    ),
    ("person", OWN | PERSON | {"is_admin": False, "created_at": FIRST}),
    (
        "cycle",
        OWN | {"key": "q", "name": "Q", "state": "active", "starts_on": FIRST, "ends_on": LAST},
    ),
    ("objective", OWN | OBJECTIVE | {"cycle_id": 1, "owner_id": 1, "key": "o", "title": "x"}),
    *(
        (
            "key_result",
            OWN
            | KEY_RESULT
            | {"id": days + 1, "objective_id": 1, "owner_id": 1, "key": str(days)}
            | {"title": "x", "position": 1, "state": "active", "start_on": FIRST, "due_on": LAST}
            | {"cadence_days": days},
        )
        for days in (0, 7, 14)
    ),
    ("away", OWN | {"person_id": 1, "starts_on": FIRST, "ends_on": LAST, "created_at": FIRST}),
]
