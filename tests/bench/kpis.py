"""P6: every KPI is judged anew, as when the bot checks itself."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager

from bot.domain.kpis.alerts import Step
from bot.services.alerting import self_check
from storage.uow import Database
from tests.bench import daily_readings
from tests.bench.baselines import bare_driver, raw_kpis, sixty_days
from tests.bench.baselines.bare_driver import Driver
from tests.bench.frame import Goal, Row, Side, timed
from tests.bench.organisation import WORKSPACE
from tests.bench.stores import ENGINES, Stores

BASELINE = "tests/bench/baselines/raw_kpis.py"
YEAR = 365


@contextmanager
def rows(stores: Stores) -> Iterator[Sequence[Row]]:
    """Two for each database."""
    with ExitStack() as stack:
        yield [stack.enter_context(row(stores, kind)) for row in (_all, _long) for kind in ENGINES]


@contextmanager
def _all(stores: Stores, kind: str) -> Iterator[Row]:
    with (
        stores.opened(kind) as ours,
        closing(bare_driver.opened(ours.write.url)) as driver,
    ):
        mine, theirs = sides(ours, driver)
        yield Row(
            "P6",
            "every KPI judged anew by its last readings, in a company of so many people",
            kind,
            stores.size,
            Goal.of("<=1.2"),
            BASELINE,
            mine,
            theirs,
            aim=Goal.of("<=0.5"),
        )


def sides(ours: Database, driver: Driver) -> tuple[Side, Side]:
    """The bot and the bare driver on the same rows; they say the same."""

    def raw() -> Mapping[int, Step]:
        driver.begin()
        found = raw_kpis.judged(driver, WORKSPACE)
        driver.commit()
        return found

    assert judged(ours) == raw()
    return timed(lambda: judged(ours)), timed(raw)


def judged(database: Database) -> Mapping[int, Step]:
    """What the alert of each KPI would do next."""
    with database.reading() as session:
        return {kpi.id or 0: step for kpi, step in self_check.judged(session, WORKSPACE)}


@contextmanager
def _long(stores: Stores, kind: str) -> Iterator[Row]:
    with stores.opened(kind) as year, stores.opened(kind) as short:
        daily_readings.fill(year, YEAR)
        sixty_days.fill(short)
        mine, theirs = held(year), held(short)
        assert mine == theirs
        yield Row(
            "P6-year",
            "so many KPIs that are read daily, held against a year of readings",
            kind,
            len(mine),
            Goal.of("<=1.3"),
            "tests/bench/baselines/sixty_days.py",
            timed(lambda: held(year)),
            timed(lambda: held(short)),
        )


def held(database: Database) -> Sequence[int]:
    """The KPIs that do not show what their readings say."""
    with database.reading() as session:
        return self_check.differing(session, WORKSPACE)
