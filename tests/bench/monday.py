"""P12: Monday morning is planned for a whole company."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta

from sqlalchemy import ColumnElement, text, update
from sqlalchemy import Row as Stored

from bot.domain.windows import window_for
from bot.runtime import Runtime
from bot.services import due
from bot.settings import Settings
from storage.tables import metadata
from storage.uow import Database
from tests.bench.baselines import bare_driver, raw_planning
from tests.bench.baselines.bare_driver import Driver
from tests.bench.frame import ROUNDS, Goal, Row, Side, timed
from tests.bench.organisation import NOW
from tests.bench.stores import ENGINES, Stores

BASELINE = "tests/bench/baselines/raw_planning.py"
#: Each round plans other people: one slice to compare, one to warm up, one for each round.
SLICES = ROUNDS + 2
SCHEDULES = metadata.tables["schedule"]
NEVER = NOW + timedelta(days=3650)
WRITTEN = [
    text(f"SELECT * FROM {table} ORDER BY id") for table in ("check_in_request", "message")
] + [
    text(
        "SELECT kind, subject_id, tz, next_at, occurs_on, skipped_at, skipped_why FROM schedule "
        "ORDER BY id"
    )
]


@contextmanager
def rows(stores: Stores) -> Iterator[Sequence[Row]]:
    """One for each database."""
    with ExitStack() as stack:
        yield [stack.enter_context(_row(stores, kind)) for kind in ENGINES]


@contextmanager
def _row(stores: Stores, kind: str) -> Iterator[Row]:
    with (
        stores.opened(kind) as ours,
        stores.opened(kind) as other,
        closing(bare_driver.opened(other.write.url)) as driver,
    ):
        mine, theirs = sides(ours, other, driver, people=stores.size)
        yield Row(
            "P12-planning",
            "a Monday planned for so many people, an eleventh of them in each round",
            kind,
            stores.size,
            Goal("<=", 4),
            BASELINE,
            mine,
            theirs,
            aim=Goal("<=", 2),
        )
        assert written(ours) == written(other)


def sides(ours: Database, other: Database, driver: Driver, *, people: int) -> tuple[Side, Side]:
    """The bot on a database and a driver on another with the same rows; they write the same."""
    rt, window = runtime(ours), window_for(people)
    mine = planning(ours, lambda: due.run(rt))
    theirs = planning(other, lambda: raw_planning.plan(driver, NOW, window))
    mine()
    theirs()
    assert written(ours) == written(other)
    return mine, theirs


def runtime(database: Database) -> Runtime:
    """Use cases that never speak to Slack."""
    return Runtime(
        settings=Settings(_env_file=None),
        clock=lambda: NOW,
        uow=database.unit_of_work,
        reading=database.reading,
        gateway=None,  # type: ignore[arg-type]
        render=None,  # type: ignore[arg-type]
        storing=database.storing,
    )


def planning(database: Database, plan: Callable[[], int]) -> Side:
    """Each time another slice of the people is due, and `plan` is timed."""
    slices = iter(range(SLICES))
    put_off(database)

    def run() -> float:
        wake(database, SCHEDULES.c.subject_id % SLICES == next(slices))
        return timed(plan)()

    return run


def written(database: Database) -> list[Sequence[Stored[tuple[object, ...]]]]:
    """All that planning changes."""
    with database.read.connect() as connection:
        return [connection.execute(statement).all() for statement in WRITTEN]


def put_off(database: Database) -> None:
    """Let nobody be due for years."""
    with database.write.begin() as connection:
        connection.execute(update(SCHEDULES).values(next_at=NEVER))


def wake(database: Database, which: ColumnElement[bool]) -> None:
    """Let these people be due now."""
    asked = update(SCHEDULES).where(SCHEDULES.c.kind == "check_in", which)
    with database.write.begin() as connection:
        connection.execute(asked.values(next_at=NOW))
