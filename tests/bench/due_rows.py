"""P5: who is due, of 100,000 rows of the schedule."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete

from storage import schedules
from storage.tables import Schedule
from storage.uow import Database
from tests.bench import stores
from tests.bench.baselines import bare_driver
from tests.bench.baselines.bare_driver import Driver
from tests.bench.baselines.no_index import without_index
from tests.bench.baselines.raw_due import COLUMNS, due
from tests.bench.frame import Goal, Row, timed
from tests.bench.organisation import NOW, batched, many_schedules
from tests.bench.stores import ENGINES, Stores

COUNT, BATCH = 100_000, 200
#: The first row is due an hour before NOW: most ticks find nothing.
BEFORE, AFTER = NOW - timedelta(hours=2), NOW + timedelta(days=1)
UNTIL = AFTER + timedelta(minutes=1)
INDEX = "ix_schedule_next_at"


@contextmanager
def rows(store: Stores) -> Iterator[Sequence[Row]]:
    """Two for each database; how many people there are does not matter."""
    with ExitStack() as stack:
        found = []
        for kind in ENGINES:
            indexed = stack.enter_context(store.opened(kind))
            plain = stack.enter_context(store.opened(kind))
            for database in (indexed, plain):
                fill(database, COUNT)
            without_index(plain)
            drivers = [
                stack.enter_context(closing(bare_driver.opened(database.write.url)))
                for database in (indexed, plain)
            ]
            found += [a_batch(kind, indexed, drivers[0]), nothing(kind, indexed, *drivers)]
        yield found


def a_batch(kind: str, database: Database, driver: Driver) -> Row:
    raw = due(driver, AFTER, UNTIL, BATCH)
    assert len(raw) == BATCH
    assert ours(database) == [tuple(row) for row in raw]
    return Row(
        "P5-due",
        f"the {BATCH} rows that are due next, of so many, taken, read and given back",
        kind,
        COUNT,
        Goal("<=", 4),
        "tests/bench/baselines/raw_due.py",
        timed(lambda: ours(database), repeat=5),
        timed(lambda: due(driver, AFTER, UNTIL, BATCH), repeat=5),
        aim=Goal("<=", 2),
    )


def nothing(kind: str, database: Database, indexed: Driver, plain: Driver) -> Row:
    """By a driver on both sides: around it, all that the index spares would be lost to sight."""
    statement, values = as_sent(database, BEFORE)
    assert uses_index(database, BEFORE)
    assert indexed.fetch(statement, values) == plain.fetch(statement, values) == []
    return Row(
        "P5-index",
        "the statement of a tick that finds nothing, of so many rows; the baseline has no index",
        kind,
        COUNT,
        Goal(">=", 50),
        "tests/bench/baselines/no_index.py",
        timed(lambda: indexed.fetch(statement, values), repeat=300),
        timed(lambda: plain.fetch(statement, values), repeat=5),
        aim=Goal(">=", 200),
    )


def fill(database: Database, count: int) -> None:
    """So many schedules and no others."""
    with database.write.begin() as connection:
        connection.execute(delete(Schedule))
        for chunk in batched(many_schedules(count)):
            stores.write(connection, Schedule, chunk)
    stores.analyse(database.write)


def ours(database: Database) -> list[tuple[Any, ...]]:
    """As a tick takes and reads them; then they are as before."""
    with database.unit_of_work() as session:
        ids = schedules.take(session, AFTER, until=UNTIL, limit=BATCH)
    with database.unit_of_work() as session:
        taken = schedules.taken(session, ids, until=UNTIL)
        found = [tuple(getattr(row, name) for name in COLUMNS) for row in taken]
        schedules.give_back(session, ids, until=UNTIL)
    return found


def as_sent(database: Database, now: datetime) -> tuple[str, Any]:
    """The tick's statement and its values as the driver gets them."""
    dialect = database.write.dialect
    compiled = schedules.DUE.compile(dialect=dialect)
    given = compiled.construct_params({"now": now, "most": BATCH})
    if dialect.name == "postgresql":
        return str(compiled), given
    given["now"] = now.strftime(bare_driver.SQLITE_MOMENT)
    return str(compiled), [given[name] for name in compiled.positiontup or ()]


def uses_index(database: Database, now: datetime) -> bool:
    """Whether the database itself says that it would go by the index."""
    explain = "EXPLAIN" if database.write.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    statement, values = as_sent(database, now)
    with database.write.connect() as connection:
        values = values if isinstance(values, dict) else tuple(values)
        found = connection.exec_driver_sql(f"{explain} {statement}", values)
        return any(INDEX in str(row) for row in found)
