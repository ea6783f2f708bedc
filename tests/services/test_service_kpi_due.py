"""Who is asked for the figures of KPIs, and who is not."""

from datetime import datetime

import pytest
from company import AN, EMMA, HANOI, LONDON, WORKSPACE, Company, rows
from desk import Desk

from bot.services import catching_up, pausing, shadow
from bot.services.catching_up import SENT
from storage.tables import Message, Schedule

FRIDAY_LONDON = datetime(2026, 11, 20, 16, 0, tzinfo=LONDON)
FRIDAY_HANOI = datetime(2026, 11, 20, 16, 0, tzinfo=HANOI)


@pytest.fixture
def company(desk: Desk) -> Company:
    """Both own a weekly KPI."""
    found = desk.company()
    found.given_kpi("an", "Thời gian phản hồi")
    found.given_kpi("emma", "Response time")
    return found


def asked(desk: Desk) -> list[str]:
    return [message.target for message in desk.prepared(kind="kpi_due")]


def kpi_due(desk: Desk) -> list[Schedule]:
    return [row for row in rows(desk.database, Schedule) if row.kind == "kpi_due"]


def tick_on_friday(desk: Desk) -> None:
    """From Monday on, whoever it is for: An's afternoon comes first."""
    for day in range(16, 20):
        desk.tick(FRIDAY_LONDON.replace(day=day))
    desk.tick(FRIDAY_HANOI)
    desk.tick(FRIDAY_LONDON)


def test_each_owner_is_asked_at_four_of_their_own_friday(desk: Desk, company: Company) -> None:
    company.write()
    for day in range(16, 20):
        desk.tick(FRIDAY_LONDON.replace(day=day))
    assert asked(desk) == []
    assert {row.skipped_why for row in kpi_due(desk)} == {"nothing_due"}
    desk.tick(FRIDAY_HANOI)
    assert asked(desk) == [AN]
    desk.tick(FRIDAY_LONDON)
    assert asked(desk) == [AN, EMMA]
    monday = [FRIDAY_HANOI.replace(day=23), FRIDAY_LONDON.replace(day=23)]
    assert [row.next_at for row in kpi_due(desk)] == monday


def test_several_that_are_due_at_once_are_asked_together(desk: Desk, company: Company) -> None:
    company.people[1]["timezone"] = "Asia/Ho_Chi_Minh"
    company.write()
    tick_on_friday(desk)
    assert asked(desk) == [AN, EMMA]


def test_who_is_away_is_left_alone(desk: Desk, company: Company) -> None:
    company.write()
    pausing.pause(desk.rt, FRIDAY_LONDON.date(), by=desk.by(EMMA), key=desk.key())
    tick_on_friday(desk)
    assert asked(desk) == [AN]


def test_only_the_pilot_is_asked(desk: Desk, company: Company) -> None:
    company.pilot = ["support-hue"]
    company.write()
    tick_on_friday(desk)
    assert asked(desk) == []


def test_in_shadow_it_is_kept_back(desk: Desk, company: Company) -> None:
    company.write()
    with desk.database.unit_of_work() as session:
        shadow.switch(session, WORKSPACE, on=True, at=desk.now)
    tick_on_friday(desk)
    states = {row.state for row in rows(desk.database, Message) if row.kind == "kpi_due"}
    assert states == {"skipped"}


def test_what_was_not_asked_on_the_day_is_foreseen_and_dropped(
    desk: Desk, company: Company
) -> None:
    company.write()
    for day in range(16, 20):
        desk.tick(FRIDAY_LONDON.replace(day=day))
    with desk.database.reading() as session:
        found = catching_up.foresee(session, WORKSPACE, at=FRIDAY_LONDON)
    assert [(group.kind, group.outcome, group.names) for group in found] == [
        ("kpi_due", SENT, ("An", "Emma"))
    ]
    desk.tick(FRIDAY_LONDON.replace(day=21))
    assert asked(desk) == []


def test_who_owns_no_kpi_any_more_has_no_date(desk: Desk, company: Company) -> None:
    company.write()
    assert {row.subject_id for row in kpi_due(desk)} == {
        company.person(AN).id,
        company.person(EMMA).id,
    }
    company.kpis[1]["owner"] = "an"
    company.written = False
    company.write()
    assert [row.subject_id for row in kpi_due(desk)] == [company.person(AN).id]
