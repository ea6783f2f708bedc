"""P4: eight writers at once, and a worker that adds up what teams come to."""

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal

from sqlmodel import select

from bot.services import team_figures
from storage import team_figures as kept
from storage.tables import TeamFigure
from storage.uow import Database
from tests.bench.baselines.without_figures import without_figures
from tests.bench.check_ins import BY, CONFIDENCE, from_start_to_target, ours_on
from tests.bench.frame import Goal, Row, Side
from tests.bench.monday import runtime
from tests.bench.organisation import NOW, WORKSPACE
from tests.bench.stores import Stores

WRITERS, WRITES, ADDED_UP_EACH_S = 8, 200, 1.0
#: Ten threads on a busy machine: rounds differ more than those of one thread.
ROUNDS = 21


@contextmanager
def rows(stores: Stores) -> Iterator[Sequence[Row]]:
    """On PostgreSQL: SQLite has one writer at a time anyway."""
    with stores.opened("postgresql") as ours, stores.opened("postgresql") as other:
        team_figures.count_anew(runtime(ours))
        mine, theirs = writing(ours), writing(other)

        def with_figures() -> float:
            with adding_up(ours):
                return mine()

        def without() -> float:
            with without_figures():
                return theirs()

        with_figures()
        assert is_right(ours)
        yield [
            Row(
                "P4",
                f"check-ins of {WRITERS} writers with the figures of teams kept, and without",
                "postgresql",
                stores.size,
                Goal(">=", 0.75),
                "tests/bench/baselines/without_figures.py",
                with_figures,
                without,
                aim=Goal(">=", 0.9),
                rounds=ROUNDS,
            )
        ]
        assert is_right(ours)


def writing(database: Database) -> Side:
    """All writers write WRITES check-ins together, other figures each time; seconds of one."""
    check_in = ours_on(database)
    ids = from_start_to_target(database, WRITES)
    rounds = iter(range(1, 1_000_000))

    def write(mine: Sequence[int], value: Decimal) -> None:
        for row_id in mine:
            check_in(WORKSPACE, row_id, value, CONFIDENCE, BY, NOW)

    def run() -> float:
        value, start = Decimal(next(rounds)), time.perf_counter()
        with ThreadPoolExecutor(WRITERS) as pool:
            parts = [pool.submit(write, ids[n::WRITERS], value) for n in range(WRITERS)]
        for part in parts:
            part.result()
        return (time.perf_counter() - start) / len(ids)

    return run


@contextmanager
def adding_up(database: Database) -> Iterator[None]:
    """Meanwhile a worker adds up, far more often than the bot's own."""
    stop, rt = threading.Event(), runtime(database)

    def work() -> None:
        while not stop.wait(ADDED_UP_EACH_S):
            team_figures.add_up(rt)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join()


def is_right(database: Database) -> bool:
    """Whether the kept figures are those of the key results once all changes are added up."""
    team_figures.add_up(runtime(database))
    with database.unit_of_work() as session:
        found = [row.model_dump() for row in session.exec(select(TeamFigure))]
        kept.count_anew(session, WORKSPACE)
        session.expire_all()
        anew = [row.model_dump() for row in session.exec(select(TeamFigure))]
        return sorted(map(str, found)) == sorted(map(str, anew))
