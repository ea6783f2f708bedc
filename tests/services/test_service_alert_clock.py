"""What time does to alerts: whom it tells, whom not, and what an outage leaves of it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from company import AN, BINH, CHI, DAN, EMMA, HANOI, LONDON, WORKSPACE, Company, rows
from desk import Desk

from bot.domain.errors import Gone, NotFound
from bot.domain.people import Actor
from bot.services import answering, catching_up, pausing, undoing
from bot.services.alerting import handling, late, why
from bot.services.alerting.handling import Plan
from bot.services.saving import Came
from storage.tables import Alert, AlertChange, Reply, Schedule, Workspace

OTHER = "T0ELSEWHERE"
MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=LONDON)
DAY = timedelta(days=1)


@pytest.fixture
def company(desk: Desk) -> Company:
    """Emma in London, whose manager is Bình; Dan leads the team above, Bình that of the KPI."""
    found = desk.company()
    found.given_kpi("emma", "Response time", readings=[{"on": "2026-11-13", "value": 28}])
    return found


def says(desk: Desk, minutes: int) -> None:
    desk.now += timedelta(minutes=1)
    came = Came(desk.key(), f"response time {minutes} min", "reply")
    answering.reply(desk.rt, came, by=desk.by(EMMA))


def alerted(desk: Desk, company: Company, *, at: datetime = MONDAY) -> Alert:
    company.write()
    desk.now = at - timedelta(minutes=1)
    says(desk, 58)
    return newest(desk)


def newest(desk: Desk) -> Alert:
    found: Alert = rows(desk.database, Alert)[-1]
    return found


def told(desk: Desk, kind: str) -> list[str]:
    return [message.target for message in desk.prepared(kind=kind)]


def steps(desk: Desk) -> list[str]:
    return [change.change for change in rows(desk.database, AlertChange)]


def hours(desk: Desk, count: int) -> None:
    """Time passes with a bot that looks every hour."""
    for _ in range(count):
        desk.tick(desk.now + timedelta(hours=1))


def test_reminders_and_the_manager_come_in_time_and_once(desk: Desk, company: Company) -> None:
    alerted(desk, company)
    hours(desk, 24 * 10)
    assert told(desk, "alert_reminder") == [EMMA, EMMA]
    assert told(desk, "alert_escalation") == [BINH]
    assert steps(desk) == ["opened", "overdue"]
    clock = [row for row in rows(desk.database, Schedule) if row.kind == "alert_clock"]
    assert clock == []


def test_after_an_outage_the_manager_hears_of_it_all_the_same(desk: Desk, company: Company) -> None:
    alerted(desk, company)
    with desk.database.reading() as session:
        foreseen = catching_up.foresee(session, WORKSPACE, at=MONDAY + 6 * DAY)
    assert ("alert_reminder", "sent") in {(group.kind, group.outcome) for group in foreseen}
    desk.tick(MONDAY + 6 * DAY)
    assert told(desk, "alert_reminder") == []
    assert told(desk, "alert_escalation") == [BINH]
    desk.tick(MONDAY + 7 * DAY)
    assert told(desk, "alert_escalation") == [BINH]


def test_who_is_away_is_left_in_peace_and_the_next_above_hears_of_it(
    desk: Desk, company: Company
) -> None:
    company.people[2]["manager"] = "dan"
    alerted(desk, company)
    for who in (EMMA, BINH):
        pausing.pause(desk.rt, date(2026, 11, 20), by=desk.by(who), key=desk.key())
    hours(desk, 24 * 5)
    assert told(desk, "alert_reminder") == []
    assert told(desk, "alert_escalation") == [DAN]


def test_without_anybody_above_nobody_is_told_and_the_card_says_it(
    desk: Desk, company: Company
) -> None:
    for one in company.teams:
        one.pop("lead", None)
    company.people[1].pop("manager")
    alert = alerted(desk, company)
    hours(desk, 24 * 5)
    assert told(desk, "alert_escalation") == []
    assert steps(desk) == ["opened", "overdue"]
    assert why.why(desk.rt, alert.id or 0, by=desk.by(DAN))["overdue"]


def test_a_private_kpi_alerts_nobody_but_its_owner(desk: Desk, company: Company) -> None:
    company.write()
    company.change(company.kpi("kpi1"), visibility="private")
    alerted(desk, company)
    assert (told(desk, "alert_card"), told(desk, "alert_dm")) == ([], [EMMA])


def test_a_recovery_stops_the_clock_and_a_relapse_goes_on_with_what_was_left(
    desk: Desk, company: Company
) -> None:
    alert = alerted(desk, company)
    desk.now = MONDAY + 7 * DAY
    says(desk, 29)
    stopped = newest(desk)
    assert (stopped.state, stopped.left_s) == ("recovering", 0)
    desk.now = MONDAY + 14 * DAY
    says(desk, 58)
    again = newest(desk)
    assert again.id == alert.id
    assert (again.state, again.left_s) == ("firing", None)
    assert again.handle_by == desk.now + DAY, "there is a day for the next step at least"


def test_three_working_days_pass_over_the_weekend(desk: Desk, company: Company) -> None:
    company.write()
    friday = MONDAY + 4 * DAY
    with desk.database.unit_of_work() as session:
        session.get_one(Workspace, WORKSPACE).alert_clock = "working"
    alert = alerted(desk, company, at=friday)
    assert alert.handle_by == friday + 5 * DAY
    desk.now = friday + DAY
    plan = Plan("call them", date(2026, 11, 30), None)
    handling.plan(desk.rt, alert.id or 0, plan, by=desk.by(EMMA), key=desk.key())
    assert newest(desk).left_s == 58 * 3600, "14 hours of Friday are gone"
    hours(desk, 24 * 11)
    [missed, _] = rows(desk.database, Alert)  # the other is about the figure that did not come
    assert missed.plan_missed_at is not None
    assert missed.handle_by == datetime(2026, 12, 3, 19, 0, tzinfo=LONDON)


def test_what_a_person_closed_stays_closed_when_its_figure_is_taken_back(
    desk: Desk, company: Company
) -> None:
    alert = alerted(desk, company)
    handling.close(desk.rt, alert.id or 0, "known", by=desk.by(BINH), key=desk.key())
    desk.now += timedelta(minutes=1)
    last = rows(desk.database, Reply)[-1]
    undoing.undo(desk.rt, last.id, by=desk.by(EMMA), key=desk.key())
    assert steps(desk) == ["opened", "closed"]
    with pytest.raises(Gone, match=r"alert\.over"):
        handling.acknowledge(desk.rt, alert.id or 0, by=desk.by(EMMA), key=desk.key())


def test_corrections_flap_no_more_than_readings_do(desk: Desk, company: Company) -> None:
    """The figure of one week is corrected to and fro: monthly KPIs go on and off at once."""
    company.kpis[0]["frequency"] = "month"
    alerted(desk, company)
    for minutes in (28, 58, 28, 58, 28, 58, 28):
        says(desk, minutes)
    assert steps(desk)[:4] == ["opened", "resolved", "opened", "unstable"]
    assert sum(step in ("opened", "resolved") for step in steps(desk)) == 3


USES: list[Callable[[Desk, int, Actor], Any]] = [
    lambda desk, row, by: handling.plan_form(desk.rt, row, by=by),
    lambda desk, row, by: handling.snooze_form(desk.rt, row, by=by),
    lambda desk, row, by: handling.close_form(desk.rt, row, by=by),
    lambda desk, row, by: why.why(desk.rt, row, by=by),
    lambda desk, row, by: handling.close(desk.rt, row, "x", by=by, key=desk.key(OTHER)),
    lambda desk, row, by: handling.snooze(desk.rt, row, "4h", "x", by=by, key=desk.key(OTHER)),
    lambda desk, row, by: handling.plan(
        desk.rt, row, Plan("x", MONDAY.date(), None), by=by, key=desk.key(OTHER)
    ),
]


def test_an_alert_of_another_workspace_does_not_exist(desk: Desk, company: Company) -> None:
    alert = alerted(desk, company)
    other = desk.company(OTHER)
    other.given_kpi("an", "Other")
    other.write()
    for use in USES:
        with pytest.raises(NotFound, match=r"alert\.unknown"):
            use(desk, alert.id or 0, desk.by(CHI, OTHER))


# Figures that do not come


def looked(desk: Desk, until: int) -> list[str]:
    """The periods of the late figures that were told by the morning of this day of November."""
    first = max(16, desk.now.astimezone(HANOI).day + 1)
    for day in range(first, until + 1):
        desk.tick(datetime(2026, 11, day, 9, 30, tzinfo=HANOI))
    return [str(row.period) for row in late_ones(desk)]


def late_ones(desk: Desk) -> list[Alert]:
    return [row for row in rows(desk.database, Alert) if row.kind == "late"]


def test_a_late_figure_is_told_once_however_many_follow(desk: Desk, company: Company) -> None:
    company.write()
    assert looked(desk, 22) == [], "the figure of last week was there"
    assert looked(desk, 23) == ["2026-11-16"]
    assert looked(desk, 30) == ["2026-11-16"]
    assert (told(desk, "alert_dm"), len(told(desk, "alert_card"))) == ([EMMA], 1)
    desk.now = datetime(2026, 11, 30, 12, 0, tzinfo=HANOI)
    says(desk, 29)
    assert newest(desk).state == "resolved"


def test_a_late_alert_that_was_closed_comes_back_for_the_next_period_only(
    desk: Desk, company: Company
) -> None:
    company.write()
    looked(desk, 23)
    handling.close(desk.rt, newest(desk).id or 0, "x", by=desk.by(EMMA), key=desk.key())
    assert looked(desk, 26) == ["2026-11-16"]
    assert looked(desk, 30) == ["2026-11-16", "2026-11-23"]


@pytest.mark.parametrize("case", ["computed", "away", "outside the pilot", "closed"])
def test_nobody_misses_a_figure_that_nobody_can_give(
    desk: Desk, company: Company, case: str
) -> None:
    company.pilot = ["support-hue"] if case == "outside the pilot" else "off"
    company.write()
    if case == "computed":
        company.change(company.kpi("kpi1"), combines="sum")
    if case == "closed":
        company.change(company.kpi("kpi1"), state="closed")
    if case == "away":
        desk.now = MONDAY
        pausing.pause(desk.rt, date(2026, 11, 27), by=desk.by(EMMA), key=desk.key())
    assert looked(desk, 23) == []


def test_what_was_due_before_anybody_looked_is_not_missed(desk: Desk, company: Company) -> None:
    company.kpis[0]["readings"] = [{"on": "2026-08-07", "value": 28}]
    company.write()
    assert looked(desk, 22) == []
    assert looked(desk, 23) == ["2026-11-16"]


def test_a_morning_with_much_to_tell_takes_turns(
    desk: Desk, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late, "MOST_AT_ONCE", 2)
    for n in range(5):
        company.given_kpi("an", f"Figure {'abcde'[n]}")
    company.write()
    assert looked(desk, 22) == []
    assert len(looked(desk, 23)) == 2
    for seconds in range(2, 12, 2):
        desk.tick(datetime(2026, 11, 23, 9, 30, seconds, tzinfo=HANOI))
    assert len(late_ones(desk)) == 6
    looks = [row for row in rows(desk.database, Schedule) if row.kind == "late_data"]
    assert [row.subject_id for row in looks] == [late.SUBJECT]


def test_an_owner_without_a_team_channel_is_told_in_private(desk: Desk, company: Company) -> None:
    company.teams[0].pop("channel")
    company.write()
    looked(desk, 23)
    assert (told(desk, "alert_card"), told(desk, "alert_dm")) == ([], [EMMA])
    assert AN not in told(desk, "alert_dm")
