"""The kept figures of teams are those that the key results come to, whatever happened to them."""

import os
import random
import threading
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from unittest.mock import patch

import pytest
from company import AN, WORKSPACE
from desk import Desk
from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.services import health, recording, team_figures, team_overviews
from bot.services.facts import actor, local_date
from bot.services.overviews import goal_figures
from bot.services.recording import Origin, Said
from bot.services.rows import number
from storage import ownership, teams
from storage import team_figures as kept
from storage.tables import (
    CheckIn,
    Initiative,
    KeyResult,
    Objective,
    Person,
    Team,
    TeamFigure,
    TeamFigureChange,
)
from storage.uow import Database
from tests.bench import monday, stores
from tests.bench import organisation as bench
from tests.bench.organisation import NOW, Organisation

TZ = "Asia/Ho_Chi_Minh"
EDITS = int(os.environ.get("EDITS", "150"))


@pytest.fixture
def company(database: Database) -> Database:
    stores.fill(database.write, Organisation(60))
    return database


def settled(company: Database) -> dict[int, tuple[object, ...]]:
    """Every sum of every team, once a worker has seen to all changes."""
    team_figures.add_up(monday.runtime(company))
    with company.reading() as session:
        assert session.exec(select(TeamFigureChange)).all() == []
        left_out = {"id", "workspace_id", "version", "mended"}
        found = session.exec(select(TeamFigure))
        return {row.team_id: tuple(row.model_dump(exclude=left_out).values()) for row in found}


def anew(company: Database) -> dict[int, tuple[object, ...]]:
    """The same, but that nothing which was kept is believed."""
    with company.unit_of_work() as session:
        session.execute(delete(TeamFigure))
        kept.count_anew(session, bench.WORKSPACE)
    return settled(company)


def edit(session: Session, chance: random.Random, kr_ids: list[int], at: datetime) -> None:
    """Somebody checks in, takes it back, or changes a goal, what is done for it, or the teams."""
    kr = ownership.key_result_for_update(session, bench.WORKSPACE, chance.choice(kr_ids))
    assert kr is not None
    origin = Origin(kr.owner_id, at, TZ, "reply")
    acts = ("check in", "undo", "recount", "goal", "initiative", "team")
    what = chance.choices(acts, (6, 4, 1, 3, 1, 1))[0]
    newest = session.get(CheckIn, kr.last_check_in_id) if kr.last_check_in_id else None
    if what == "check in":
        value = chance.choice((None, Decimal(0), Decimal(1), Decimal(chance.randrange(-50, 500))))
        said = Said(value, confidence=chance.choice((None, 3, 9)), status="at_risk")
        recording.key_result(session, kr, said, origin)
    elif what == "undo" and newest is not None:
        recording.take_back(session, kr, newest, origin)
    elif what == "recount":
        recording.recount(session, [kr], at=at, tz=TZ)
    elif what == "goal":
        change(session, chance, kr)
    elif what == "initiative":
        add_or_drop(session, kr)
    elif what == "team":
        moved = session.get_one(Team, chance.randrange(2, 7))
        moved.parent_id = chance.choice([None, *range(1, moved.id or 0)])


def add_or_drop(session: Session, kr: KeyResult) -> None:
    found = session.exec(select(Initiative).where(Initiative.key_result_id == kr.id)).first()
    if found is not None:
        found.state = "dropped"
        return
    facts = {"workspace_id": kr.workspace_id, "key_result_id": kr.id, "owner_id": kr.owner_id}
    session.add(Initiative(**facts, position=0, title="Call 20 partners"))


def change(session: Session, chance: random.Random, kr: KeyResult) -> None:
    """What the form of a goal may change."""
    objective = session.get_one(Objective, kr.objective_id)
    objective.visibility = chance.choice(("public", "public", "private"))
    objective.state = chance.choice(("active", "active", "closed"))
    objective.team_id = chance.choice((None, 1, 2, 3, 4, 5, 6))
    kr.weight = chance.choice((0, 500, 1000, 4000))
    kr.state = chance.choice(("active", "active", "postponed"))
    kr.due_on = chance.choice((date(2026, 11, 10), date(2026, 12, 31)))
    objective.ambition = chance.choice(("committed", "aspirational"))
    objective.no_parent_because = chance.choice((None, "Nobody above"))


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_edits_they_are_what_counting_anew_gives(company: Database, seed: int) -> None:
    chance, rt = random.Random(seed), monday.runtime(company)
    with company.unit_of_work() as session:
        ids = [row_id for row_id in session.exec(select(KeyResult.id)) if row_id is not None]
    for n in range(EDITS):
        with company.unit_of_work() as session:
            edit(session, chance, ids, NOW + timedelta(minutes=n))
        if chance.random() < 0.1:
            team_figures.add_up(rt)
    found = settled(company)
    assert team_figures.check(rt) == 0
    assert anew(company) == found


def test_the_next_day_is_counted_without_a_change(company: Database) -> None:
    before = settled(company)
    later = replace(monday.runtime(company), clock=lambda: NOW + timedelta(days=25))
    assert team_figures.add_up(later) == len(before)
    assert team_figures.add_up(later) == 0
    with company.reading() as session:
        [top] = [row for row in session.exec(select(TeamFigure)) if row.team_id == 1]
    assert top.rest["stale"] == top.counted - never_asked(company)
    assert top.counted_on == date(2026, 12, 11)


def never_asked(company: Database) -> int:
    """Key results that count and are never stale."""
    with company.reading() as session:
        ids = list(teams.all_teams(session, bench.WORKSPACE))
        goals = ownership.goals_of_teams(session, bench.WORKSPACE, ids)
        return sum(
            kr.cadence_days == 0 for kr, one in goals if one.visibility == "public" and kr.weight
        )


def test_a_check_finds_what_is_wrong_and_has_it_mended(company: Database) -> None:
    rt, right = monday.runtime(company), settled(company)
    assert team_figures.check(rt) == 0
    with company.unit_of_work() as session:
        wrong = session.exec(select(TeamFigure).where(TeamFigure.team_id == 3)).one()
        wrong.own_points += 1
        above = session.exec(select(TeamFigure).where(TeamFigure.team_id == 1)).one()
        above.rest = above.rest | {"stale": 999}
    assert team_figures.check(rt) == 2
    assert settled(company) == right
    with company.reading() as session:
        assert health.figures(rt).mended == 2
        assert session.exec(select(TeamFigure)).first() is not None


def test_an_older_count_does_not_overwrite_a_newer_one(company: Database) -> None:
    settled(company)
    on = local_date(NOW, TZ)
    with company.unit_of_work() as session:
        kept.count_anew(session, bench.WORKSPACE)
    with company.reading() as session:
        seen = kept.due(session, bench.WORKSPACE, on=on, most=100)
    right = settled(company)
    nothing: dict[int, dict[str, int]] = {team_id: {} for team_id in seen.versions}
    with company.unit_of_work() as session:
        assert not kept.store(session, bench.WORKSPACE, nothing, seen, on=on)
    assert settled(company) == right


def test_they_are_the_roll_ups_that_people_see(company: Database) -> None:
    rt = monday.runtime(company)
    team_figures.count_anew(rt)
    with company.reading() as session:
        by = actor(session.get_one(Person, 1))
        tree = teams.all_teams(session, bench.WORKSPACE)
        goals = {
            team_id: ownership.goals_of_teams(
                session, bench.WORKSPACE, teams.subtree(tree, team_id)
            )
            for team_id in tree
        }
    for team_id, owned in goals.items():
        shown = team_overviews.team(rt, f"#{team_id}", by=by)
        with patch("bot.services.team_overviews.LARGE", -1):
            large = team_overviews.team(rt, f"#{team_id}", by=by)
        for name in ("roll_up", "unaligned", "idle", "children"):
            assert large[name] == shown[name]
        figures = goal_figures(owned, tz=TZ, on=local_date(NOW, TZ))
        assert shown["roll_up"]["counts"] == {
            status.value: count for status, count in figures.counts.items()
        }
        assert shown["roll_up"]["progress"] == number(figures.progress)


def test_an_import_counts_and_a_reply_is_added(desk: Desk) -> None:
    company = desk.company()
    key = company.given_key_result("an", "Doanh số", value=40)
    company.write()
    team_figures.add_up(desk.rt)
    [sales] = [one for one in stored(desk) if one.counted]
    assert (sales.points, sales.weight, sales.known) == (400_000_000, 1000, 1)
    with desk.database.unit_of_work() as session:
        kr = ownership.key_result_for_update(session, WORKSPACE, company.key_result(key).id or 0)
        assert kr is not None
        origin = Origin(company.person(AN).id or 0, desk.now, TZ, "reply")
        recording.key_result(session, kr, Said(Decimal(70)), origin)
    assert team_figures.add_up(desk.rt) == 1, "one team"
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
    found = settled(company)
    assert anew(company) == found
