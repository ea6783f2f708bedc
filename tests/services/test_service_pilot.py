"""The pilot: only the chosen teams are asked, told and alarmed; answers come to everybody."""

from datetime import datetime, timedelta

import pytest
from company import AN, BINH, DAN, EMMA, HANOI, WORKSPACE, Company, rows
from desk import Desk

from bot.services import answering, asking, overviews, pilot
from bot.services.importing import ImportProblems
from bot.services.replying import Came
from storage import organisation
from storage.tables import Alert, CheckInRequest, Schedule, Workspace

MONDAY = datetime(2026, 11, 16, 16, 0, tzinfo=HANOI)  # everybody's check-in is due
TUESDAY = datetime(2026, 11, 17, 10, 0, tzinfo=HANOI)


@pytest.fixture
def company(desk: Desk) -> Company:
    """Everybody owns something; Dan leads a team next to Sales."""
    found = desk.company()
    for owner in ("an", "emma", "binh", "dan"):
        found.given_key_result(owner, f"Renewals of {owner}", value=40)
    found.pilot = None
    return found


def choose(desk: Desk, *keys: str, into: bool = True) -> None:
    with desk.database.unit_of_work() as session:
        found = organisation.teams_by_key(session, WORKSPACE)
        pilot.choose(session, [found[key] for key in keys], into=into, at=desk.now)


def asked(desk: Desk) -> set[str]:
    return {message.target for message in desk.prepared(kind="check_in")}


def skipped(desk: Desk, kind: str) -> list[str | None]:
    return [row.skipped_why for row in rows(desk.database, Schedule) if row.kind == kind]


def test_a_new_workspace_asks_nobody_before_a_team_is_chosen(desk: Desk, company: Company) -> None:
    company.write()
    desk.tick(MONDAY)
    desk.tick(TUESDAY)
    assert desk.prepared() == []
    assert skipped(desk, "check_in") == ["not_in_pilot"] * 4
    assert skipped(desk, "digest") == ["not_in_pilot"]
    with desk.database.reading() as session:
        assert pilot.status(session, WORKSPACE).asks_nobody


def test_a_chosen_team_is_asked_with_its_lead_and_nobody_else(desk: Desk, company: Company) -> None:
    company.write()
    choose(desk, "sales")
    planned = {who: overviews.my_goals(desk.rt, by=desk.by(who))["next_ask"] for who in (AN, DAN)}
    assert planned == {AN: "2026-11-16T02:00:00+00:00", DAN: None}
    with desk.database.reading() as session:
        found = pilot.status(session, WORKSPACE)
    assert (found.asked, found.owners, found.asks_nobody) == (3, 4, False)
    desk.tick(MONDAY)
    assert asked(desk) == {AN, EMMA, BINH}
    desk.tick(TUESDAY)
    assert [message.params["team"] for message in desk.prepared(kind="team_digest")] == ["Sales"]


def test_the_teams_below_a_chosen_team_belong_to_it(desk: Desk, company: Company) -> None:
    company.teams[:] = [{"key": "hq", "name": "HQ", "lead": "chi", "teams": [*company.teams]}]
    company.pilot = ["hq"]
    company.write()
    desk.tick(MONDAY)
    assert asked(desk) == {AN, EMMA, BINH, DAN}


def test_what_people_write_is_answered_outside_the_pilot_too(desk: Desk, company: Company) -> None:
    company.pilot = ["support-hue"]
    company.write()
    answering.reply(desk.rt, Came(desk.key(), "45%", "reply"), by=desk.by(AN))
    assert [message.target for message in desk.prepared()] == [AN]


@pytest.mark.parametrize(("chosen", "told"), [("sales", {"C0SALES0001", EMMA}), ("hue", set())])
def test_an_alert_is_told_where_the_pilot_reaches(
    desk: Desk, company: Company, chosen: str, told: set[str]
) -> None:
    company.given_kpi("emma", "Response time", unit="min", at_most=30)
    company.pilot = [chosen if chosen == "sales" else "support-hue"]
    company.write()
    came = Came(desk.key(), "response time 58 min", "reply")
    answering.reply(desk.rt, came, by=desk.by(EMMA))
    assert len(rows(desk.database, Alert)) == 1, "it is open all the same: /kpi shows it"
    cards = [m for m in desk.prepared() if m.kind in ("alert_card", "alert_dm")]
    assert {message.target for message in cards} == told


def test_an_alert_stays_out_of_the_channel_of_a_team_above_that_is_not_in_the_pilot(
    desk: Desk, company: Company
) -> None:
    del company.teams[0]["channel"]
    hq = {"key": "hq", "name": "HQ", "lead": "chi", "channel": "C0HQ0000001"}
    company.teams[0] = hq | {"teams": [company.teams[0]]}
    company.given_kpi("emma", "Response time", unit="min", at_most=30)
    company.pilot = ["sales"]
    company.write()
    came = Came(desk.key(), "response time 58 min", "reply")
    answering.reply(desk.rt, came, by=desk.by(EMMA))
    assert [m.target for m in desk.prepared() if m.kind.startswith("alert")] == [EMMA]


def test_a_team_that_left_the_pilot_is_not_reminded_but_a_snooze_is_kept(
    desk: Desk, company: Company
) -> None:
    company.pilot = ["sales"]
    company.write()
    desk.tick(MONDAY.replace(hour=9))
    [mine] = [
        r for r in rows(desk.database, CheckInRequest) if r.person_id == desk.by(AN).person_id
    ]
    asking.snooze(desk.rt, mine.id or 0, "2h", by=desk.by(AN), key=desk.key())
    choose(desk, "sales", into=False)
    desk.tick(MONDAY.replace(hour=15))
    assert [message.target for message in desk.prepared(kind="reminder")] == [AN]


def test_when_the_pilot_ends_everybody_is_asked(desk: Desk, company: Company) -> None:
    company.write()
    with desk.database.unit_of_work() as session:
        assert pilot.switch(session, WORKSPACE, on=False, at=desk.now)
        assert not pilot.switch(session, WORKSPACE, on=False, at=desk.now)
    desk.tick(MONDAY)
    assert asked(desk) == {AN, EMMA, BINH, DAN}
    assert company.audited() == [("end_pilot", "workspace")]


def test_a_file_that_says_nothing_leaves_the_pilot_alone(desk: Desk, company: Company) -> None:
    company.pilot = ["sales"]
    company.write()
    company.pilot, company.written = None, False
    company.write()
    desk.tick(MONDAY)
    assert asked(desk) == {AN, EMMA, BINH}
    company.pilot, company.written = "OFF", False
    company.write()
    desk.tick(MONDAY + timedelta(days=7))
    assert DAN in asked(desk)


@pytest.mark.parametrize(
    ("said", "problem"),
    [(["sale"], "unknown.team"), ("marketing", "pilot.not_understood")],
)
def test_a_pilot_that_cannot_be_meant_is_refused(
    desk: Desk, company: Company, said: list[str] | str, problem: str
) -> None:
    company.pilot = said
    with pytest.raises(ImportProblems) as refused:
        company.write()
    assert [(p.field, p.key) for p in refused.value.problems] == [("workspace.pilot", problem)]
    assert rows(desk.database, Workspace) == []
