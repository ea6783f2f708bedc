"""The kept figures of teams are those that the key results come to, whatever happened to them."""

import random
import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from company import AN, WORKSPACE
from desk import Desk
from sqlmodel import Session, col, select

from bot.services import recording, team_figures
from bot.services.facts import local_date
from bot.services.overviews import goal_figures
from bot.services.recording import Origin, Said
from storage import ownership, teams
from storage import team_figures as kept
from storage.tables import CheckIn, KeyResult, Objective, TeamFigure, TeamFigureChange
from storage.uow import Database
from tests.bench import monday, stores
from tests.bench import organisation as bench
from tests.bench.organisation import NOW, Organisation

TZ = "Asia/Ho_Chi_Minh"


@pytest.fixture
def company(database: Database) -> Database:
    stores.fill(database.write, Organisation(60))
    return database


def figures(session: Session) -> dict[int, tuple[int, ...]]:
    """Every column of every team."""
    columns = [name for name in TeamFigure.model_fields if name not in ("id", "workspace_id")]
    return {
        row.team_id: tuple(getattr(row, name) for name in columns)
        for row in session.exec(select(TeamFigure))
    }


def edit(session: Session, chance: random.Random, kr_ids: list[int]) -> None:
    """Somebody checks in, takes it back, or an administrator changes a goal."""
    kr = ownership.key_result_for_update(session, bench.WORKSPACE, chance.choice(kr_ids))
    assert kr is not None
    at = NOW + timedelta(seconds=chance.randrange(10**6))
    origin = Origin(kr.owner_id, at, TZ, "reply")
    what = chance.choices(("check in", "undo", "recount", "goal"), (6, 4, 1, 1))[0]
    newest = session.get(CheckIn, kr.last_check_in_id) if kr.last_check_in_id else None
    if what == "check in":
        value = chance.choice((None, Decimal(0), Decimal(1), Decimal(chance.randrange(-50, 500))))
        recording.key_result(session, kr, Said(value, status="at_risk"), origin)
    elif what == "undo" and newest is not None:
        recording.take_back(session, kr, newest, origin)
    elif what == "recount":
        recording.recount(session, [kr], at=at, tz=TZ)
    elif what == "goal":
        change(session, chance, kr)
        kept.count_anew(session, bench.WORKSPACE)


def change(session: Session, chance: random.Random, kr: KeyResult) -> None:
    """What an import may change of a goal."""
    objective = session.get_one(Objective, kr.objective_id)
    objective.visibility = chance.choice(("public", "public", "private"))
    objective.state = chance.choice(("active", "active", "closed"))
    objective.team_id = chance.choice((None, 1, 2, 3, 4, 5, 6))
    kr.weight = chance.choice((0, 500, 1000, 4000))
    kr.state = chance.choice(("active", "active", "postponed"))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_edits_they_are_what_counting_anew_gives(company: Database, seed: int) -> None:
    chance, rt = random.Random(seed), monday.runtime(company)
    with company.unit_of_work() as session:
        ids = [row_id for row_id in session.exec(select(KeyResult.id)) if row_id is not None]
    for _ in range(60):
        with company.unit_of_work() as session:
            edit(session, chance, ids)
        if chance.random() < 0.2:
            team_figures.add_up(rt)
    team_figures.add_up(rt)
    with company.unit_of_work() as session:
        assert session.exec(select(TeamFigureChange)).all() == []
        found = figures(session)
        kept.count_anew(session, bench.WORKSPACE)
        session.expire_all()
        assert figures(session) == found


def test_they_are_the_roll_ups_that_people_see(company: Database) -> None:
    team_figures.count_anew(monday.runtime(company))
    on = local_date(NOW, TZ)
    with company.reading() as session:
        tree = teams.all_teams(session, bench.WORKSPACE)
        for team_id in tree:
            below = teams.subtree(tree, team_id)
            goals = ownership.goals_of_teams(session, bench.WORKSPACE, below)
            shown = goal_figures(goals, tz=TZ, on=on)
            figure = kept.of_team(session, bench.WORKSPACE, team_id)
            assert figure is not None
            assert figure.counted == shown.total
            assert shown.progress == Decimal(figure.points) / (figure.weight * kept.MILLION)


def test_an_import_counts_and_a_reply_is_added(desk: Desk) -> None:
    company = desk.company()
    key = company.given_key_result("an", "Doanh số", value=40)
    company.write()
    [sales] = [one for one in stored(desk) if one.counted]
    assert (sales.points, sales.weight, sales.known) == (400_000_000, 1000, 1)
    with desk.database.unit_of_work() as session:
        kr = ownership.key_result_for_update(session, WORKSPACE, company.key_result(key).id or 0)
        assert kr is not None
        origin = Origin(company.person(AN).id or 0, desk.now, TZ, "reply")
        recording.key_result(session, kr, Said(Decimal(70)), origin)
    assert team_figures.add_up(desk.rt) == 1
    assert team_figures.add_up(desk.rt) == 0
    [sales] = [one for one in stored(desk) if one.counted]
    assert sales.points == sales.own_points == 700_000_000


def stored(desk: Desk) -> list[TeamFigure]:
    with desk.database.reading() as session:
        return list(session.exec(select(TeamFigure).order_by(col(TeamFigure.id))))


def test_writers_beside_a_worker_that_counts_anew_lose_nothing(company: Database) -> None:
    rt, stop = monday.runtime(company), threading.Event()
    with company.unit_of_work() as session:
        ids = [row_id for row_id in session.exec(select(KeyResult.id)) if row_id is not None]

    def write(number: int) -> None:
        for n, row_id in enumerate(ids[number::3]):
            with company.unit_of_work() as session:
                kr = ownership.key_result_for_update(session, bench.WORKSPACE, row_id)
                assert kr is not None
                said = Said(Decimal(n % 40))
                recording.key_result(session, kr, said, Origin(kr.owner_id, NOW, TZ, "reply"))

    def count() -> None:
        while not stop.is_set():
            team_figures.count_anew(rt)
            team_figures.add_up(rt)

    counting = threading.Thread(target=count)
    writers = [threading.Thread(target=write, args=(n,)) for n in range(3)]
    for thread in (counting, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    counting.join()
    team_figures.add_up(rt)
    with company.unit_of_work() as session:
        found = figures(session)
        kept.count_anew(session, bench.WORKSPACE)
        session.expire_all()
        assert figures(session) == found
