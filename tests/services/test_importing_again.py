"""What a later import changes, and what it leaves alone."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from import_file import AT, LATER, SMALL, WS, Load, only_key_result, person, rows, run
from import_file import load as load_text
from sqlmodel import col, select

from bot.services import importing, recording
from bot.services.importing import Change, ImportProblems, Line
from storage import check_ins, goals, kpis, organisation, schedules
from storage.tables import (
    Audit,
    KeyResult,
    Kpi,
    Objective,
    Person,
    Reading,
    Schedule,
    Workspace,
)
from storage.uow import Database


@pytest.fixture
def load(tmp_path: Path) -> Load:
    return lambda text: load_text(text, tmp_path)


def test_second_import_changes_nothing_and_says_so(database: Database, load: Load) -> None:
    run(database, load(SMALL))
    before = rows(database)
    report = run(database, load(SMALL), at=LATER)
    assert report.is_empty
    assert report.created == report.changed == {}
    assert report.lines == ()
    assert report.unchanged["person"] == 3
    assert report.unchanged["reading"] == 2
    assert rows(database) == before


def test_dry_run_tells_what_it_would_do_and_writes_nothing(database: Database, load: Load) -> None:
    planned = run(database, load(SMALL), dry_run=True)
    assert rows(database) == {}
    assert planned == run(database, load(SMALL))


def test_changes_are_named_by_field(database: Database, load: Load) -> None:
    run(database, load(SMALL))
    text = (
        SMALL.replace("name: Tom", "name: Tom Hill")
        .replace("slack: U0LAN0001, manager: hung", "slack: U0LAN0001, manager: tom")
        .replace("members: [lan, hung]", "members: [hung, tom]")
        .replace("title: Con", "title: Con mới")
        .replace("at_most: 3", "at_most: 4")
    )
    report = run(database, load(text), at=LATER)
    assert report.lines == (
        Line("person", "lan", Change.CHANGED, ("manager_id",)),
        Line("person", "tom", Change.CHANGED, ("name",)),
        Line("team", "marketing", Change.CHANGED, ("members",)),
        Line("objective", "o2", Change.CHANGED, ("title",)),
        Line("kpi", "churn", Change.CHANGED, ("target",)),
    )
    with database.reading() as session:
        team = organisation.teams_by_key(session, WS)["marketing"].id
        wanted = {person(session, "hung").id, person(session, "tom").id}
        assert organisation.members_by_team(session, WS) == {team: wanted}


def test_what_people_said_since_is_never_overwritten(database: Database, load: Load) -> None:
    run(database, load(SMALL))
    with database.unit_of_work() as session:
        row = only_key_result(session)
        origin = recording.Origin(row.owner_id, LATER, "Asia/Ho_Chi_Minh", "reply")
        recording.key_result(session, row, recording.Said(Decimal(290000), confidence=8), origin)
        kpi = session.exec(select(Kpi)).one()
        said = recording.Said(Decimal("2.9"))
        recording.reading(session, kpi, said, origin, on=date(2026, 10, 31))

    text = SMALL.replace("value: 256400", "value: 111").replace("value: 2.1", "value: 9.9")
    assert run(database, load(text), at=LATER).is_empty

    with database.reading() as session:
        row, kpi = only_key_result(session), session.exec(select(Kpi)).one()
        assert (row.value, row.confidence) == (290000, 8)
        assert kpi.value == Decimal("2.9")


def test_moved_target_measures_the_value_that_is_there(database: Database, load: Load) -> None:
    run(database, load(SMALL))
    report = run(database, load(SMALL.replace("to: 308000", "to: 292800")), at=LATER)
    assert report.lines == (Line("key_result", "traffic", Change.CHANGED, ("target",)),)
    with database.reading() as session:
        assert only_key_result(session).progress == 500_000


def test_later_readings_are_added_and_earlier_ones_kept(database: Database, load: Load) -> None:
    run(database, load(SMALL))
    text = SMALL.replace("value: 2.1}", "value: 5}, {on: 2026-11-15, value: 4}")
    report = run(database, load(text), at=LATER)
    assert report.created == {"reading": 1}
    assert report.unchanged["reading"] == 2
    with database.reading() as session:
        kpi = session.exec(select(Kpi)).one()
        assert (kpi.value, kpi.value_on) == (4, date(2026, 11, 1))
        found = session.exec(select(Reading.value).order_by(col(Reading.period))).all()
        assert found == [7, Decimal("2.1"), 4]


def test_older_reading_does_not_become_the_current_value(database: Database, load: Load) -> None:
    run(database, load(SMALL))
    text = SMALL.replace("{on: 2026-09-30, value: 7}", "{on: 2026-07-31, value: 8}")
    run(database, load(text), at=LATER)
    with database.reading() as session:
        assert session.exec(select(Kpi.value)).one() == Decimal("2.1")


def test_history_comes_before_the_value_and_counts_for_its_own_days(
    database: Database, load: Load
) -> None:
    earlier = "{on: 2026-11-09, value: 240000}, {on: 2026-11-02, value: 230000}"
    text = SMALL.replace("value: 256400", f"value: 256400, history: [{earlier}]")
    report = run(database, load(text))
    assert report.created["history"] == 2
    with database.reading() as session:
        row = only_key_result(session)
        history = check_ins.history(session, WS, [row.id or 0], until=AT)[row.id or 0]
        assert [(item.at, item.value, item.previous_value) for item in history] == [
            (datetime(2026, 11, 2, 2, tzinfo=UTC), 230000, None),
            (datetime(2026, 11, 9, 2, tzinfo=UTC), 240000, 230000),
            (AT, 256400, 240000),
        ]
        assert (row.value, row.checked_in_at) == (256400, AT)


def test_next_cycle_may_use_the_same_keys(database: Database, load: Load) -> None:
    run(database, load(SMALL))
    text = (
        SMALL.replace("key: 2026-Q4, name: Quý 4/2026", "key: 2027-Q1, name: Quý 1/2027")
        .replace("starts: 2026-10-01, ends: 2026-12-31", "starts: 2027-01-01, ends: 2027-03-31")
        .replace("value: 256400", "value: 300000")
    )
    report = run(database, load(text), at=LATER)
    assert report.created == {"cycle": 1, "objective": 2, "key_result": 1, "schedule": 1}
    with database.reading() as session:
        values = session.exec(select(KeyResult.value).order_by(col(KeyResult.id))).all()
        assert values == [256400, 300000]


def test_key_result_moves_to_another_objective_with_its_history(
    database: Database, load: Load
) -> None:
    run(database, load(SMALL))
    start = SMALL.index("    key_results:")
    end = SMALL.index("kpis:")
    moved = SMALL[:start] + SMALL[end:]
    moved = moved.replace("    parent: o1\n", "    parent: o1\n" + SMALL[start:end])
    report = run(database, load(moved), at=LATER)
    assert report.lines == (Line("key_result", "traffic", Change.CHANGED, ("objective_id",)),)
    with database.reading() as session:
        row = only_key_result(session)
        assert session.get_one(Objective, row.objective_id).key == "o2"
        assert row.value == 256400


def test_what_the_file_leaves_out_is_left_alone(database: Database, load: Load) -> None:
    run(database, load(SMALL))
    before = rows(database)
    short = SMALL[: SMALL.index("teams:")].replace(", email: Hung@ML.example, admin: true", "")
    assert run(database, load(short), at=LATER).is_empty
    assert rows(database) == before
    with database.reading() as session:
        hung = person(session, "hung")
        assert (hung.email, hung.is_admin) == ("hung@ml.example", True)


def test_person_first_met_in_slack_is_found_by_account_or_address(
    database: Database, load: Load
) -> None:
    with database.unit_of_work() as session:
        session.add(Workspace(id=WS, name="?", created_at=AT))
        session.flush()
        for slack, email in (("U0LAN0001", None), (None, "hung@ml.example")):
            session.add(
                Person(
                    workspace_id=WS,
                    slack_user_id=slack,
                    email=email,
                    name="?",
                    locale="en",
                    tz="UTC",
                    created_at=AT,
                )
            )
    report = run(database, load(SMALL))
    assert report.created["person"] == 1
    assert report.changed["person"] == 2
    with database.reading() as session:
        assert person(session, "lan").name == "Trần Ngọc Lan"
        assert person(session, "hung").slack_user_id == "U0HUNG0001"
        assert person(session, "lan").tz == "UTC"  # the file does not say, so theirs stays


def test_slack_account_of_somebody_else_is_refused_and_nothing_is_written(
    database: Database, load: Load
) -> None:
    run(database, load(SMALL))
    before = rows(database)
    text = SMALL.replace(
        "key: tom, name: Tom, slack: U0TOM0001", "key: t, name: T, slack: U0LAN0001"
    )
    text = text.replace(
        "key: lan, name: Trần Ngọc Lan, slack: U0LAN0001", "key: lan, name: L, slack: U9"
    )
    text = text.replace("U9", "U0LAN0009")
    with pytest.raises(ImportProblems) as caught:
        run(database, load(text), at=LATER)
    [problem] = caught.value.problems
    assert (problem.line, problem.field, problem.key) == (5, "people.t.slack", "person.taken")
    assert problem.params["said"] == "U0LAN0001"
    assert rows(database) == before


def test_corrected_slack_account_stays_the_same_person(database: Database, load: Load) -> None:
    run(database, load(SMALL))
    report = run(database, load(SMALL.replace("U0TOM0001", "U0TOM0002")), at=LATER)
    assert report.lines == (Line("person", "tom", Change.CHANGED, ("slack_user_id",)),)


def test_figures_of_the_future_are_refused(database: Database, load: Load) -> None:
    text = SMALL.replace("2026-10-05", "2026-11-17")
    with pytest.raises(ImportProblems) as caught:
        run(database, load(text))
    [problem] = caught.value.problems
    assert (problem.field, problem.key) == ("kpis.churn.readings", "dates.future")
    assert rows(database) == {}


def test_today_is_the_day_of_the_workspace_not_of_utc(database: Database, load: Load) -> None:
    text = SMALL.replace("2026-10-05", "2026-11-17")
    late = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)  # 01:00 on the 17th in Hà Nội
    assert run(database, load(text), at=late).created["reading"] == 2


def test_person_who_moves_is_asked_on_the_clock_of_the_new_zone(
    database: Database, load: Load
) -> None:
    run(database, load(SMALL))
    text = SMALL.replace("slack: U0LAN0001", "timezone: Asia/Seoul, slack: U0LAN0001")
    report = run(database, load(text), at=LATER)
    assert (
        Line("schedule", "check_in lan", Change.CHANGED, ("tz", "next_at", "occurs_on"))
        in report.lines
    )
    with database.reading() as session:
        lan = person(session, "lan").id
        row = schedules.of(session, workspace_id=WS, kind="check_in", subject_id=lan or 0)
        assert row is not None
        assert row.next_at == datetime(2026, 11, 23, 0, 0, tzinfo=UTC)


def test_check_in_time_that_was_changed_since_stays(database: Database, load: Load) -> None:
    run(database, load(SMALL))
    with database.unit_of_work() as session:
        for row in session.exec(select(Schedule)):
            row.rule = {"weekday": 4, "at": "16:00"}
    assert run(database, load(SMALL), at=LATER).is_empty


def test_import_that_changed_something_is_in_the_audit(database: Database, load: Load) -> None:
    report = run(database, load(SMALL))
    run(database, load(SMALL), at=LATER)
    with database.reading() as session:
        [row] = session.exec(select(Audit)).all()
    assert (row.action, row.at) == ("import", AT)
    assert row.detail == {"created": report.created, "changed": {}}


def test_workspaces_do_not_see_each_other(database: Database, load: Load) -> None:
    file = load(SMALL)
    run(database, file)
    other = importing.run(database, file, workspace_id="T0OTHER", at=AT)
    assert other.created["person"] == 3
    with database.reading() as session:
        assert len(organisation.people(session, WS)) == 3
        assert len(organisation.teams(session, "T0OTHER")) == 2
        assert goals.owners(session, WS).isdisjoint(goals.owners(session, "T0OTHER"))
        assert kpis.owners(session, WS).isdisjoint(kpis.owners(session, "T0OTHER"))


def test_days_that_move_away_from_phased_targets_are_refused(
    database: Database, load: Load
) -> None:
    phased = SMALL.replace(
        "value: 256400",
        "value: 256400, due: 2026-12-20, phases: [{by: 2026-11-15, value: 250000}, "
        "{by: 2026-12-15, value: 300000}]",
    )
    run(database, load(phased))
    moved = SMALL.replace("value: 256400", "value: 256400, due: 2026-12-10")
    with pytest.raises(ImportProblems) as caught:
        run(database, load(moved), at=LATER)
    [problem] = caught.value.problems
    assert problem.field == "objectives.o1.key_results.traffic.due"
    assert (problem.key, problem.params["on"]) == ("phases.outside", date(2026, 12, 15))
    kept = moved.replace("due: 2026-12-10", "due: 2026-12-10, phases: []")
    assert run(database, load(kept), at=LATER).changed["key_result"] == 1
