"""Shadow mode: prepared, shown to the admins, and never sent; neither then nor later."""

from datetime import datetime, timedelta

import pytest
from company import AN, CHI, EMMA, HANOI, SALES, WORKSPACE, Company, rows
from desk import Desk

from bot.services import answering, asking, overviews, shadow
from bot.services.replying import Came
from storage import shadow as kept
from storage.tables import CheckInRequest, Message, Schedule

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_key_result("an", "Doanh số", value=40)
    found.given_key_result("emma", "Renewals", value=None, check_in="monthly")
    found.given_kpi("emma", "Response time", unit="min", at_most=30)
    found.write()
    switch(desk, on=True)
    return found


def switch(desk: Desk, *, on: bool) -> None:
    with desk.database.unit_of_work() as session:
        assert shadow.switch(session, WORKSPACE, on=on, at=desk.now)
        assert not shadow.switch(session, WORKSPACE, on=on, at=desk.now)


def kept_back(desk: Desk) -> list[tuple[str, str]]:
    with desk.database.reading() as session:
        return [(message.kind, message.target) for message in kept.messages(session, WORKSPACE)]


def outgoing(desk: Desk) -> list[Message]:
    return [message for message in desk.prepared() if message.state == "pending"]


@pytest.mark.usefixtures("company")
def test_a_week_in_shadow_is_prepared_as_it_would_be_and_sent_to_nobody(desk: Desk) -> None:
    for hours in (0, 6, 7, 13, 25):
        desk.tick(MONDAY + timedelta(hours=hours))
    assert kept_back(desk) == [
        ("check_in", AN),
        ("reminder", AN),
        ("check_in", EMMA),
        ("reminder", EMMA),
        ("team_digest", SALES),
        ("own_gaps", AN),
        ("own_gaps", EMMA),
    ]
    assert {message.kind for message in outgoing(desk)} == {"shadow_summary"}


@pytest.mark.usefixtures("company")
def test_admins_hear_once_a_day_and_see_all_of_it(desk: Desk) -> None:
    desk.tick(MONDAY)
    desk.tick(MONDAY + timedelta(hours=7))
    desk.tick(MONDAY + timedelta(hours=8))
    [told] = desk.prepared(kind="shadow_summary")
    assert told.target == CHI
    assert told.params["counts"] == [
        {"kind": "check_in", "count": 2},
        {"kind": "reminder", "count": 1},
    ]
    assert sorted(line["target"] for line in told.params["lines"]) == [AN, AN, EMMA]
    desk.tick(MONDAY + timedelta(hours=25))
    assert [message.params["on"] for message in desk.prepared(kind="shadow_summary")] == [
        "2026-11-16",
        "2026-11-17",
    ]


def test_a_summary_that_was_sent_is_edited(desk: Desk, company: Company) -> None:
    desk.tick(MONDAY)
    [told] = desk.prepared(kind="shadow_summary")
    company.change(told, state="sent", channel_id="D1", ts="1.1")
    desk.tick(MONDAY + timedelta(hours=7))
    desk.tick(MONDAY + timedelta(hours=8))
    _, edit = desk.prepared(kind="shadow_summary")
    assert (edit.operation, edit.edits_id) == ("update", told.id)
    assert len(edit.params["lines"]) == 3


@pytest.mark.usefixtures("company")
def test_what_people_write_is_answered_and_an_alert_of_it_is_kept_back(desk: Desk) -> None:
    desk.tick(MONDAY)
    came = Came(desk.key(), "response time 58 min", "reply")
    answering.reply(desk.rt, came, by=desk.by(EMMA))
    assert [m.target for m in outgoing(desk) if m.kind == "answer_card"] == [EMMA]
    assert {("alert_card", SALES), ("alert_dm", EMMA)} <= {*kept_back(desk)}
    assert not [m for m in outgoing(desk) if m.kind.startswith("alert")]


@pytest.mark.usefixtures("company")
def test_nobody_is_told_of_a_check_in_that_they_cannot_see(desk: Desk) -> None:
    desk.tick(MONDAY)
    mine = overviews.my_goals(desk.rt, by=desk.by(AN))
    assert (mine["open_request"], mine["next_ask"]) == (False, None)


@pytest.mark.usefixtures("company")
def test_turning_it_off_sends_nothing_of_it_and_misses_nobody(desk: Desk) -> None:
    desk.tick(MONDAY + timedelta(hours=7))  # both are asked, Emma's reminder waits
    switch(desk, on=False)
    before = len(desk.prepared())
    desk.tick(MONDAY + timedelta(hours=24))
    assert len(desk.prepared()) == before
    left = {row.kind for row in rows(desk.database, Schedule)}
    assert left == {"check_in", "digest", "recount", "kpi_due", "cycle_step", "late_data"}
    desk.tick(MONDAY + timedelta(hours=25))
    [digest] = desk.prepared(kind="team_digest")
    assert (digest.state, digest.params["missing_count"]) == ("pending", 0)
    desk.tick(MONDAY + timedelta(days=7, hours=7))
    asked = {m.target: m.params["items"] for m in outgoing(desk) if m.kind == "check_in"}
    assert set(asked) == {AN, EMMA}
    assert "Renewals" in [item["title"] for item in asked[EMMA]], (
        "a monthly goal that nobody saw a question about is due"
    )


@pytest.mark.usefixtures("company")
def test_an_answer_from_the_days_in_shadow_keeps_its_question(desk: Desk) -> None:
    desk.tick(MONDAY)
    answering.reply(desk.rt, Came(desk.key(), "45%", "reply"), by=desk.by(AN))
    switch(desk, on=False)
    assert [request.state for request in rows(desk.database, CheckInRequest)] == ["answered"]


@pytest.mark.usefixtures("company")
def test_a_snooze_that_somebody_wished_for_is_kept(desk: Desk) -> None:
    switch(desk, on=False)
    desk.tick(MONDAY)
    [mine] = rows(desk.database, CheckInRequest)
    asking.snooze(desk.rt, mine.id or 0, "2h", by=desk.by(AN), key=desk.key())
    switch(desk, on=True)
    desk.tick(MONDAY + timedelta(hours=2))
    assert [m.target for m in outgoing(desk) if m.kind == "reminder"] == [AN]
