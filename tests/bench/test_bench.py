"""The synthetic company is a real one, and every row of `make bench` agrees with its baseline."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from postgres_server import Server
from sqlalchemy import text

from bot.services import team_figures
from bot.services.facts import local_date
from bot.services.overviews import goal_figures
from storage import ownership, teams
from storage.uow import Database
from tests.bench import acks, check_ins, due_rows, kpis, messages, monday, roll_ups, stores
from tests.bench.baselines import bare_driver, raw_check_in
from tests.bench.baselines.no_index import without_index
from tests.bench.organisation import NOW, WORKSPACE, Organisation

PEOPLE = 60
ORGANISATION = Organisation(PEOPLE)
SHOWN = text("""
SELECT count(*) FROM key_result k LEFT JOIN check_in c ON c.id = k.last_check_in_id
WHERE c.key_result_id <> k.id OR c.value <> k.value OR c.progress <> k.progress
   OR c.at <> k.checked_in_at
   OR EXISTS (SELECT 1 FROM check_in n WHERE n.key_result_id = k.id AND n.at > k.checked_in_at)
""")
COUNTED = text("SELECT count(*) FROM key_result WHERE last_check_in_id IS NOT NULL")


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = Database.open(url, pool_size=2)
    try:
        yield database
    finally:
        database.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def pair(
    request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path
) -> Iterator[tuple[Database, Database]]:
    """Two databases of one kind with the same company."""
    with ExitStack() as stack:
        urls = []
        for name in ("ours", "other"):
            if request.param == "sqlite":
                shutil.copyfile(sqlite_template, tmp_path / name)
                urls.append(f"sqlite:///{tmp_path / name}")
            else:
                server: Server = request.getfixturevalue("postgres")
                urls.append(server.url(stack.enter_context(server.migrated_database())))
        ours, other = (stack.enter_context(opened(url)) for url in urls)
        for database in (ours, other):
            stores.fill(database.write, ORGANISATION)
        yield ours, other


def test_the_company_is_valid_and_the_rows_agree_with_their_baselines(
    pair: tuple[Database, Database],
) -> None:
    """One test, as the databases take longer than all that is done with them."""
    ours, other = pair
    with ours.reading() as session:
        goals = ownership.goals_of_teams(session, WORKSPACE, [*teams.all_teams(session, WORKSPACE)])
        figures = goal_figures(goals, tz="Asia/Ho_Chi_Minh", on=local_date(NOW, "UTC"))
        assert session.execute(SHOWN).scalar_one() == 0
        assert session.execute(COUNTED).scalar_one() > PEOPLE
    assert figures.total > PEOPLE
    assert len(figures.counts) > 3, "goals stand differently"
    with closing(raw_check_in.opened(other.write.url)) as raw:
        check_ins.sides(ours, other, raw.check_in)
    with closing(bare_driver.opened(other.write.url)) as driver:
        monday.sides(ours, other, driver, people=PEOPLE)
        with acks.sides(ours) as (stored, bare):
            assert acks.agrees(ours, stored, bare)
        kpis.sides(other, driver)
    with ours.reading() as session:
        asked = session.execute(text("SELECT count(*) FROM message")).scalar_one()
    assert asked > PEOPLE // monday.SLICES // 2


def test_roll_ups_agree_with_their_baselines(pair: tuple[Database, Database]) -> None:
    """Each row asserts it before it measures."""
    database, _ = pair
    rt = monday.runtime(database)
    team_figures.count_anew(rt)
    with closing(bare_driver.opened(database.write.url)) as driver:
        opened_one = roll_ups.Opened(rt, database, driver, PEOPLE)
        for make in (roll_ups.a_team, roll_ups.counted, roll_ups.company):
            assert make(opened_one).size == PEOPLE


def test_who_is_due_is_found_by_the_index(pair: tuple[Database, Database]) -> None:
    ours, other = pair
    kind = ours.write.dialect.name
    for database in pair:
        due_rows.fill(database, 3_000)
    with (
        closing(bare_driver.opened(ours.write.url)) as indexed,
        closing(bare_driver.opened(other.write.url)) as plain,
    ):
        due_rows.a_batch(kind, ours, indexed)
        without_index(other)
        due_rows.nothing(kind, ours, indexed, plain)
    assert not due_rows.uses_index(other, NOW)


def test_a_message_is_the_same_however_it_is_made() -> None:
    with messages.rows_of(None) as rows:
        assert [row.run_ours() > 0 and row.run_baseline() > 0 for row in rows] == [True, True]


def test_a_seed_makes_the_same_company_again_and_another_makes_another() -> None:
    first = list(ORGANISATION.chunks())
    assert list(Organisation(PEOPLE).chunks()) == first
    assert list(Organisation(PEOPLE, seed=2).chunks()) != first
