"""What a first import writes."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from import_file import AT, SMALL, WS, Load, only_key_result, person, run
from import_file import load as load_text
from sqlmodel import select

from storage import alerts, organisation, ownership
from storage.tables import (
    Alert,
    CheckIn,
    Kpi,
    Objective,
    Schedule,
    Team,
    Workspace,
)
from storage.uow import Database


@pytest.fixture
def load(tmp_path: Path) -> Load:
    return lambda text: load_text(text, tmp_path)


def test_import_writes_the_whole_file(database: Database, load: Load) -> None:
    report = run(database, load(SMALL))
    assert report.created == {
        "workspace": 1,
        "person": 3,
        "team": 2,
        "cycle": 1,
        "objective": 2,
        "key_result": 1,
        "kpi": 1,
        "reading": 2,
        "schedule": 5,
    }
    assert report.changed == report.unchanged == {}
    with database.reading() as session:
        house = session.exec(select(Workspace)).one()
        assert (house.id, house.name, house.locale, house.tz) == (
            WS,
            "Minh Long",
            "vi",
            "Asia/Ho_Chi_Minh",
        )
        lan, hung, tom = (person(session, key) for key in ("lan", "hung", "tom"))
        assert (lan.locale, lan.tz, lan.manager_id) == ("vi", "Asia/Ho_Chi_Minh", hung.id)
        assert (hung.email, hung.is_admin, hung.manager_id) == ("hung@ml.example", True, None)
        assert (tom.locale, tom.tz, tom.is_admin) == ("en", "Europe/London", False)
        teams = organisation.teams_by_key(session, WS)
        marketing = teams["marketing"]
        assert (marketing.parent_id, marketing.lead_id) == (teams["company"].id, hung.id)
        assert marketing.channel_id == "C0MARKETING"
        assert organisation.members_by_team(session, WS) == {marketing.id: {lan.id, hung.id}}


def test_key_result_gets_its_measure_its_value_and_its_progress(
    database: Database, load: Load
) -> None:
    run(database, load(SMALL))
    with database.reading() as session:
        row = only_key_result(session)
        objective = session.exec(select(Objective).where(Objective.key == "o1")).one()
        child = session.exec(select(Objective).where(Objective.key == "o2")).one()
        assert (row.objective_id, row.owner_id) == (objective.id, person(session, "lan").id)
        assert (row.start, row.target, row.value) == (220000, 308000, 256400)
        assert (row.shape, row.direction, row.unit) == ("reach", "up", "lượt")
        assert row.progress == 413_636
        assert (row.start_on, row.due_on) == (date(2026, 10, 1), date(2026, 12, 31))
        assert row.aliases == "traffic\nlượt xem"
        assert row.checked_in_at == AT
        assert child.parent_objective_id == objective.id
        assert (objective.level, objective.ambition) == ("team", "aspirational")
        check_in = session.exec(select(CheckIn)).one()
        assert (check_in.source, check_in.value) == ("import", 256400)
        assert row.last_check_in_id == check_in.id


def test_kpi_gets_its_limit_and_its_readings_but_no_alert(database: Database, load: Load) -> None:
    run(database, load(SMALL))
    with database.reading() as session:
        row = session.exec(select(Kpi)).one()
        assert (row.side, row.target, row.frequency) == ("ceiling", 3, "month")
        objective = session.get_one(Objective, row.protects_objective_id)
        assert objective.key == "o1"
        assert (row.value, row.value_on) == (Decimal("2.1"), date(2026, 10, 1))
        readings = alerts.newest_readings(session, WS, row.id or 0)
        assert [(r.period, r.value, r.source) for r in readings] == [
            (date(2026, 9, 1), 7, "import"),
            (date(2026, 10, 1), Decimal("2.1"), "import"),
        ]
        assert session.exec(select(Alert)).all() == []


def test_owners_are_asked_on_their_own_monday_and_channels_get_a_digest(
    database: Database, load: Load
) -> None:
    text = SMALL.replace("owner: lan, unit", "owner: tom, unit")
    run(database, load(text))
    with database.reading() as session:
        found = {
            (row.kind, row.subject_id): (row.tz, row.rule, row.next_at)
            for row in session.exec(select(Schedule))
        }
        hung, tom = person(session, "hung").id, person(session, "tom").id
        team = organisation.teams_by_key(session, WS)["marketing"].id
        cycle = ownership.active_cycle(session, WS)
        assert cycle is not None
    monday, tuesday = {"weekday": 0, "at": "09:00"}, {"weekday": 1, "at": "10:00"}
    hanoi = "Asia/Ho_Chi_Minh"
    assert found == {
        ("check_in", hung): (hanoi, monday, datetime(2026, 11, 16, 2, tzinfo=UTC)),
        ("check_in", tom): ("Europe/London", monday, datetime(2026, 11, 16, 9, tzinfo=UTC)),
        ("kpi_due", hung): (hanoi, {"at": "16:00"}, datetime(2026, 11, 16, 9, tzinfo=UTC)),
        ("digest", team): (hanoi, tuesday, datetime(2026, 11, 17, 3, tzinfo=UTC)),
        ("late_data", 0): (hanoi, {"at": "09:30"}, datetime(2026, 11, 16, 2, 30, tzinfo=UTC)),
        ("cycle_step", cycle.id): (
            hanoi,
            {"at": "09:30"},
            datetime(2026, 12, 17, 2, 30, tzinfo=UTC),
        ),
        ("recount", cycle.id): (
            hanoi,
            {"at": "00:05"},
            datetime(2026, 11, 16, 17, 5, tzinfo=UTC),
        ),
    }


def test_first_check_in_is_strictly_after_the_import(database: Database, load: Load) -> None:
    run(database, load(SMALL), at=datetime(2026, 11, 16, 2, 0, tzinfo=UTC))
    with database.reading() as session:
        moments = session.exec(select(Schedule.next_at).where(Schedule.kind == "check_in")).all()
    assert set(moments) == {datetime(2026, 11, 23, 2, 0, tzinfo=UTC)}


def test_five_hundred_people_are_imported_at_once(database: Database, load: Load) -> None:
    file = load(SMALL)
    lan = file.people[0]
    many = tuple(
        replace(lan, key=f"p{n}", slack_user_id=f"U0P{n}", manager="hung") for n in range(500)
    )
    report = run(database, replace(file, people=(*file.people, *many)))
    assert report.created["person"] == 503
    with database.reading() as session:
        team = session.exec(select(Team).where(Team.key == "marketing")).one()
        assert team.lead_id == person(session, "hung").id
