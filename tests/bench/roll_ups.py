"""P1, P2, P3: a team's page, the company counted anew, and its page from what is kept."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass

from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import companies, facts, team_figures, team_overviews
from storage.tables import Person
from storage.uow import Database
from tests.bench.baselines import bare_driver, raw_roll_up, raw_team, recomputed_company
from tests.bench.baselines.bare_driver import Driver
from tests.bench.frame import Goal, Row, timed
from tests.bench.monday import runtime
from tests.bench.organisation import NOW, TEAM, WORKSPACE
from tests.bench.stores import ENGINES, Stores

AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Opened:
    """A company of `size` people, its figures counted, and a driver's connection to it."""

    rt: Runtime
    database: Database
    driver: Driver
    size: int

    @property
    def kind(self) -> str:
        return self.database.write.dialect.name

    def reader(self, person_id: int) -> Actor:
        """Somebody of the company."""
        with self.database.reading() as session:
            return facts.actor(session.get_one(Person, person_id))


@contextmanager
def of_team(stores: Stores) -> Iterator[Sequence[Row]]:
    """One for each database."""
    with _made(stores, a_team) as rows:
        yield rows


@contextmanager
def counted_anew(stores: Stores) -> Iterator[Sequence[Row]]:
    """One for each database."""
    with _made(stores, counted) as rows:
        yield rows


@contextmanager
def of_company(stores: Stores) -> Iterator[Sequence[Row]]:
    """One for each database."""
    with _made(stores, company) as rows:
        yield rows


@contextmanager
def _made(stores: Stores, make: Callable[[Opened], Row]) -> Iterator[Sequence[Row]]:
    with ExitStack() as stack:
        found = []
        for kind in ENGINES:
            database = stack.enter_context(stores.opened(kind))
            driver = stack.enter_context(closing(bare_driver.opened(database.write.url)))
            team_figures.count_anew(runtime(database))
            found.append(make(Opened(runtime(database), database, driver, stores.size)))
        yield found


def a_team(opened: Opened) -> Row:
    """The page of the last team, which has no team below it."""
    by = opened.reader(opened.size - opened.size % TEAM)

    def ours() -> object:
        return team_overviews.team(opened.rt, None, by=by)

    def raw() -> object:
        return raw_team.page(opened.driver, WORKSPACE, by.person_id, NOW, by.tz)

    assert ours() == raw()
    return Row(
        "P1",
        "the page of a team of ten in a company of so many people",
        opened.kind,
        opened.size,
        Goal("<=", 2.8),
        "tests/bench/baselines/raw_team.py",
        timed(ours, repeat=AT_ONCE),
        timed(raw, repeat=AT_ONCE),
        aim=Goal("<=", 2),
    )


def counted(opened: Opened) -> Row:
    """Every team counted from its key results."""
    by = opened.reader(1)
    on = facts.local_date(NOW, by.tz)

    def ours() -> object:
        with opened.rt.reading() as session:
            return recomputed_company.counted(session, by, on)

    def raw() -> object:
        return raw_roll_up.sums(opened.driver, WORKSPACE, on, by.tz)

    assert ours() == raw()
    return Row(
        "P2",
        "what every team of so many people comes to with all below it, counted anew",
        opened.kind,
        opened.size,
        Goal("<=", 1.35),
        "tests/bench/baselines/raw_roll_up.py",
        timed(ours),
        timed(raw),
        aim=Goal("<=", 1.1),
    )


def company(opened: Opened) -> Row:
    """The page of the company."""
    by = opened.reader(1)

    def ours() -> object:
        return companies.company(opened.rt, 1, by=by)

    def anew() -> object:
        return recomputed_company.page(opened.rt, by)

    assert ours() == anew()
    return Row(
        "P3",
        "the page of a company of so many people from what is kept, and counted anew",
        opened.kind,
        opened.size,
        Goal(">=", 10),
        "tests/bench/baselines/recomputed_company.py",
        timed(ours, repeat=5),
        timed(anew),
        aim=Goal(">=", 20),
    )
