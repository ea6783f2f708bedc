"""The tick: what is due is prepared, moved on, and never stopped by one row that fails."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from company import AN, EMMA, HANOI, LONDON, WORKSPACE, Company, rows
from desk import Desk

from bot.domain.skips import Skip
from bot.protocols import Member
from bot.services import due, people
from storage.tables import CheckInRequest, Schedule, Team

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_key_result("an", "Doanh số", value=40)
    found.given_key_result("emma", "Renewals", value=40)
    found.write()
    return found


def schedules(desk: Desk, kind: str) -> list[Schedule]:
    return [row for row in rows(desk.database, Schedule) if row.kind == kind]


@pytest.mark.usefixtures("company")
def test_the_next_moment_is_the_earliest_of_all(desk: Desk) -> None:
    earliest = min(row.next_at for row in rows(desk.database, Schedule))
    assert due.next_due(desk.rt) == earliest
    desk.tick(MONDAY)
    assert due.next_due(desk.rt) == MONDAY.replace(hour=15), "An's reminder"


@pytest.mark.usefixtures("company")
def test_a_row_moves_on_by_a_week(desk: Desk) -> None:
    desk.tick(MONDAY + timedelta(minutes=20))
    nexts = sorted(row.next_at for row in schedules(desk, "check_in"))
    assert nexts == [MONDAY.replace(hour=16), MONDAY + timedelta(days=7)]


def test_one_row_that_raises_does_not_stop_the_others(
    desk: Desk, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.change(company.person(EMMA), tz="Asia/Ho_Chi_Minh")
    [mine, hers] = schedules(desk, "check_in")
    company.change(hers, next_at=mine.next_at, tz="Asia/Ho_Chi_Minh")
    really = due.PREPARE["check_in"]

    def ask(session: Any, rows: Sequence[Schedule], *, at: datetime) -> Mapping[int, Skip]:
        if company.person(AN).id in {row.subject_id for row in rows}:
            raise ZeroDivisionError
        return really(session, rows, at=at)

    monkeypatch.setattr(due, "PREPARE", {**due.PREPARE, "check_in": ask})
    desk.tick(MONDAY)
    assert [message.target for message in desk.prepared(kind="check_in")] == [EMMA]
    monkeypatch.setattr(due, "PREPARE", {**due.PREPARE, "check_in": really})
    desk.tick(MONDAY + timedelta(minutes=9))
    assert len(desk.prepared(kind="check_in")) == 1
    desk.tick(MONDAY + timedelta(minutes=10))
    assert [message.target for message in desk.prepared(kind="check_in")] == [EMMA, AN]


@pytest.mark.usefixtures("company")
def test_a_row_that_always_raises_is_tried_three_times_and_next_week_is_on_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[datetime] = []

    def fail(*_: Any, at: datetime) -> str | None:
        tried.append(at)
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(due, "PREPARE", {**due.PREPARE, "check_in": fail})
        for minutes in range(0, 60, 5):
            desk.tick(MONDAY + timedelta(minutes=minutes))
    assert tried == [MONDAY + timedelta(minutes=minutes) for minutes in (0, 10, 20)]
    mine = min(schedules(desk, "check_in"), key=lambda row: row.id or 0)
    assert mine.skipped_why == "failed"
    assert mine.next_at == MONDAY + timedelta(days=7)
    desk.tick(MONDAY + timedelta(days=7))
    assert [message.target for message in desk.prepared(kind="check_in")] == [AN]


@pytest.mark.parametrize("how", ["an import", "somebody else"])
def test_a_team_that_lost_its_channel_gets_no_digest_in_that_of_the_team_above(
    desk: Desk, how: str
) -> None:
    company = desk.company()
    sales = company.teams[0]
    hq = {"key": "hq", "name": "HQ", "lead": "binh", "channel": "C0HQ0000001", "teams": [sales]}
    company.teams[0] = hq
    company.given_key_result("an", "Doanh số", value=40)
    company.write()
    assert len(schedules(desk, "digest")) == 2
    if how == "an import":
        del sales["channel"]
        company.written = False
        company.write()
    else:
        [row] = [team for team in rows(desk.database, Team) if team.key == "sales"]
        company.change(row, channel_id=None)
    desk.tick(MONDAY.replace(day=17, hour=10))
    assert [message.params["team"] for message in desk.prepared(kind="team_digest")] == ["HQ"]
    if how == "an import":
        assert len(schedules(desk, "digest")) == 1


@pytest.mark.usefixtures("company")
def test_a_failed_row_leaves_nothing_half_done(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    really = due.PREPARE["check_in"]

    def fail_at_the_end(*given: Any, **more: Any) -> None:
        really(*given, **more)
        raise ZeroDivisionError

    monkeypatch.setattr(due, "PREPARE", {**due.PREPARE, "check_in": fail_at_the_end})
    desk.tick(MONDAY)
    assert rows(desk.database, CheckInRequest) == []
    assert desk.prepared(kind="check_in") == []
    assert schedules(desk, "reminder") == []


def test_more_rows_than_a_batch_are_all_handled(
    desk: Desk, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due, "BATCH", 1)
    assert desk.tick(MONDAY.replace(hour=16)) >= 2
    assert {message.target for message in desk.prepared(kind="check_in")} == {AN, EMMA}
    assert company.value("kr1") == 40


def test_a_person_known_by_mail_alone_is_not_asked_until_slack_knows_them(desk: Desk) -> None:
    company = desk.company()
    company.people.append({"key": "ngoc", "name": "Ngọc", "email": "Ngoc@ml.example"})
    company.given_key_result("ngoc", "Doanh số", value=40)
    company.write()
    desk.tick(MONDAY)
    assert desk.prepared(kind="check_in") == []
    assert schedules(desk, "check_in")[0].skipped_why == "not_in_slack"
    desk.directory.found = [
        Member(
            "U0NGOC", "Ngọc Lê", "ngoc@ML.example", "Asia/Singapore", "en-SG", "employee", False
        ),
        Member("U0OTHER", "Other", "other@ml.example", None, None, "employee", False),
    ]
    people.Reader(lambda: [WORKSPACE]).run(desk.rt)
    desk.tick(MONDAY + timedelta(days=7))
    assert [message.target for message in desk.prepared(kind="check_in")] == ["U0NGOC"]
    person = company.person("U0NGOC")
    assert (person.name, person.locale, person.tz) == ("Ngọc Lê", "vi", "Asia/Singapore")


@pytest.mark.parametrize("standing", ["guest", "external", "bot", "deactivated"])
def test_who_is_no_employee_is_not_asked(desk: Desk, company: Company, standing: str) -> None:
    company.change(company.person(AN), standing=standing)
    desk.tick(MONDAY)
    assert desk.prepared(kind="check_in") == []


@pytest.mark.usefixtures("company")
def test_eight_hours_of_outage_end_in_one_message_each(desk: Desk) -> None:
    """Question and reminder both fell due meanwhile."""
    desk.tick(MONDAY.replace(hour=17))
    kinds = [message.kind for message in desk.prepared() if message.target == AN]
    assert kinds == ["check_in"]
    desk.tick(MONDAY.replace(hour=17, minute=1))
    assert len([m for m in desk.prepared() if m.target == AN]) == 1


@pytest.mark.usefixtures("company")
def test_a_reminder_that_is_a_day_late_is_skipped(desk: Desk) -> None:
    desk.tick(MONDAY)
    desk.tick(MONDAY + timedelta(days=1))
    assert desk.prepared(kind="reminder") == []
    assert schedules(desk, "reminder") == []


def test_a_clock_that_jumps_back_asks_nobody_twice(desk: Desk, company: Company) -> None:
    desk.tick(MONDAY)
    desk.tick(MONDAY - timedelta(days=1))
    desk.tick(MONDAY)
    assert len(desk.prepared(kind="check_in")) == 1
    assert company.person(AN).tz == "Asia/Ho_Chi_Minh"


def test_nine_on_new_years_week_is_the_week_of_the_calendar(desk: Desk) -> None:
    desk.now = datetime(2026, 12, 27, 12, 0, tzinfo=LONDON)
    company = desk.company()
    company.given_key_result("emma", "Renewals", value=40)
    company.write()
    # Monday is a bank holiday.
    desk.tick(datetime(2026, 12, 29, 9, 0, tzinfo=LONDON))
    assert [request.week for request in rows(desk.database, CheckInRequest)] == ["2026-W53"]
