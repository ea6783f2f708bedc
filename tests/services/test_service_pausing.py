"""Who is away is not asked, not reminded and not missed."""

from datetime import date, datetime, timedelta

import pytest
from company import AN, EMMA, HANOI, WORKSPACE, Company, rows
from desk import Desk

from bot.domain.errors import Invalid
from bot.services import asking, overviews, pausing
from storage.tables import Away, CheckInRequest, Schedule

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)
WEDNESDAY = MONDAY + timedelta(days=2)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_key_result("an", "Doanh số", value=40)
    found.given_key_result("emma", "Renewals", value=40)
    found.write()
    return found


def pause(desk: Desk, words: str, who: str = AN, workspace_id: str = WORKSPACE) -> dict | None:
    key = desk.key(workspace_id)
    return pausing.pause_named(desk.rt, words, by=desk.by(who, workspace_id), key=key)


def asked(desk: Desk, who: str = AN, kind: str = "check_in") -> list[datetime]:
    return [row.created_at for row in desk.prepared(kind=kind) if row.target == who]


@pytest.mark.usefixtures("company")
def test_who_is_away_is_not_asked_until_the_day_after(desk: Desk) -> None:
    told = pause(desk, "23/11")
    assert told == {"starts": None, "until": "2026-11-23", "next_ask": "2026-11-30"}
    for week in range(3):
        desk.tick(MONDAY + week * WEEK)
    assert asked(desk) == [MONDAY + 2 * WEEK]
    assert len(asked(desk, EMMA)) == 0, "it is nine in Hà Nội, not in London"


@pytest.mark.usefixtures("company")
def test_the_reason_is_kept_with_the_day(desk: Desk) -> None:
    pause(desk, "20/11")
    desk.tick(MONDAY)
    row = next(row for row in rows(desk.database, Schedule) if row.kind == "check_in")
    assert (row.skipped_why, row.skipped_params) == ("away", {"until": "2026-11-20"})


@pytest.mark.usefixtures("company")
def test_an_open_question_is_not_reminded_and_not_missed(desk: Desk) -> None:
    desk.tick(MONDAY)
    desk.tick(MONDAY.replace(hour=16))
    asked_both = [len(asked(desk)), len(asked(desk, EMMA))]
    assert asked_both == [1, 1]
    # An was reminded at 15:00; Emma goes on leave before it is 15:00 in London.
    pause(desk, "Friday", EMMA)
    desk.tick(MONDAY.replace(hour=23, minute=30))
    assert asked(desk, EMMA, "reminder") == []
    desk.tick(MONDAY.replace(day=17, hour=10))
    [digest] = desk.prepared(kind="team_digest")
    assert digest.params["missing_count"] == 1


@pytest.mark.usefixtures("company")
def test_a_question_that_is_snoozed_does_not_come_back_meanwhile(desk: Desk) -> None:
    desk.tick(MONDAY)
    [request] = rows(desk.database, CheckInRequest)
    asking.snooze(desk.rt, request.id, "tomorrow", by=desk.by(AN), key=desk.key())
    pause(desk, "thứ Sáu")
    desk.tick(MONDAY + DAY)
    assert asked(desk, AN, "reminder") == []
    [request] = [row for row in rows(desk.database, CheckInRequest) if row.id == request.id]
    assert (request.state, request.snoozed_until) == ("open", None)


@pytest.mark.usefixtures("company")
def test_who_comes_back_early_is_asked_on_time(desk: Desk) -> None:
    pause(desk, "2026-12-31")
    desk.tick(MONDAY)
    desk.now = WEDNESDAY
    assert overviews.my_goals(desk.rt, by=desk.by(AN))["away_until"] == "2026-12-31"
    told = pausing.resume(desk.rt, by=desk.by(AN), key=desk.key())
    assert told is not None
    assert overviews.my_goals(desk.rt, by=desk.by(AN))["away_until"] is None
    desk.tick(MONDAY + WEEK)
    assert asked(desk) == [MONDAY + WEEK]


@pytest.mark.usefixtures("company")
def test_a_second_pause_takes_the_place_of_the_first(desk: Desk) -> None:
    pause(desk, "2026-12-31")
    pause(desk, "20/11")
    [away] = rows(desk.database, Away)
    assert (away.starts_on, away.ends_on) == (date(2026, 11, 15), date(2026, 11, 20))


@pytest.mark.usefixtures("company")
def test_a_leave_that_starts_later_stops_nothing_before(desk: Desk) -> None:
    told = pause(desk, "23/11 – 2/12")
    assert told == {"starts": "2026-11-23", "until": "2026-12-02", "next_ask": "2026-11-16"}
    for week in range(4):
        desk.tick(MONDAY + week * WEEK)
        desk.tick(MONDAY.replace(hour=15) + week * WEEK)
    assert asked(desk) == [MONDAY, MONDAY + 3 * WEEK]
    assert asked(desk, AN, "reminder")[0] == MONDAY.replace(hour=15), "he has not left yet"


@pytest.mark.usefixtures("company")
def test_a_later_leave_stands_beside_the_one_of_today(desk: Desk) -> None:
    pause(desk, "17/11")
    pause(desk, "từ 30/11 đến 8/12")
    assert overviews.my_goals(desk.rt, by=desk.by(AN))["next_ask"] == "2026-11-23T02:00:00+00:00"
    for week in range(5):
        desk.tick(MONDAY + week * WEEK)
    assert asked(desk) == [MONDAY + WEEK, MONDAY + 4 * WEEK]


@pytest.mark.usefixtures("company")
def test_who_does_not_go_after_all_is_asked(desk: Desk) -> None:
    pause(desk, "23/11 – 2/12")
    mine = overviews.my_goals(desk.rt, by=desk.by(AN))
    assert (mine["away_from"], mine["away_until"]) == ("2026-11-23", "2026-12-02")
    pausing.resume(desk.rt, by=desk.by(AN), key=desk.key())
    for week in range(2):
        desk.tick(MONDAY + week * WEEK)
    assert asked(desk) == [MONDAY, MONDAY + WEEK]


@pytest.mark.usefixtures("company")
def test_the_same_delivery_pauses_once(desk: Desk) -> None:
    key = desk.key()
    assert pausing.pause_named(desk.rt, "20/11", by=desk.by(AN), key=key) is not None
    pausing.resume(desk.rt, by=desk.by(AN), key=desk.key())
    assert pausing.pause_named(desk.rt, "20/11", by=desk.by(AN), key=key) is None
    assert rows(desk.database, Away) == []


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("", "pause.no_date"),
        ("soon", "pause.no_date"),
        ("31/2", "pause.no_date"),
        ("14/11", "pause.past"),
        ("2027-11-17", "pause.too_long"),
        ("9999-12-31", "pause.too_long"),
        ("x" * 5000, "pause.no_date"),
        ("from 28/11", "pause.no_date"),
        ("2/12 – 28/11", "pause.reversed"),
        ("10/11 – 14/11", "pause.past"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused(desk: Desk, words: str, key: str) -> None:
    with pytest.raises(Invalid) as refusal:
        pause(desk, words)
    assert refusal.value.key == key
    assert rows(desk.database, Away) == []


def test_a_pause_is_of_one_workspace(desk: Desk) -> None:
    for workspace_id in (WORKSPACE, "T0OTHER"):
        company = desk.company(workspace_id)
        company.given_key_result("an", "Doanh số", value=40)
        company.write()
    pause(desk, "20/11", AN, "T0OTHER")
    desk.tick(MONDAY)
    assert len(desk.prepared(WORKSPACE, "check_in")) == 1
    assert desk.prepared("T0OTHER", "check_in") == []
