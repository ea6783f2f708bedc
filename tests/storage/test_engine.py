"""What every engine promises, whichever database it speaks to."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.uow import Database

SECRET = "blocked because Lan is ill"
CALLS = {
    "a column that is not there": "INSERT INTO workspace (nonsense) VALUES (:words)",
    "a constraint": "INSERT INTO workspace (id, name) VALUES (NULL, :words)",
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("side", ["write", "read"])
def test_an_error_never_tells_the_words_that_were_written(
    database: Database, side: str, call: str
) -> None:
    """Errors end in logs, and parameters hold what people wrote."""
    session_of = database.unit_of_work if side == "write" else database.reading
    with pytest.raises(DBAPIError) as raised, session_of() as session:
        session.connection().execute(text(CALLS[call]), {"words": SECRET})
    assert SECRET not in str(raised.value)
    assert SECRET not in repr(raised.value.orig)


def test_who_writes_beside_the_bot_leaves_checkpoints_to_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'okrbot.db'}"
    for checkpoints, pages in ((True, 1000), (False, 0)):
        database = Database.open(url, checkpoints=checkpoints)
        for engine, expected in ((database.write, pages), (database.read, 0)):
            with engine.connect() as connection:
                found = connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar_one()
                assert found == expected
        database.dispose()


def test_an_sqlite_file_is_written_through_one_connection(sqlite_database: Database) -> None:
    """Two that write and checkpoint may damage the file before SQLite 3.51.3."""
    seen = set()

    def write() -> None:
        with sqlite_database.unit_of_work() as session:
            connection = session.connection()
            connection.execute(text("UPDATE workspace SET name = name"))
            seen.add(id(connection.connection.dbapi_connection))

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(write) for _ in range(40)]:
            done.result()
    assert len(seen) == 1
