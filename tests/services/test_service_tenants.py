"""Two workspaces in one database with the same people, keys and Slack ids never meet."""

from collections.abc import Callable
from datetime import datetime

import pytest
from company import BINH, CHI, EMMA, LONDON, WORKSPACE, Company, rows
from desk import Desk

from bot.domain.commands.kpis import KpiList
from bot.domain.errors import NotFound
from bot.domain.people import Actor
from bot.services import (
    answering,
    asking,
    inbound,
    kpi_lists,
    kpis,
    overviews,
    questions,
    reviewing,
    sending,
    sheets,
    team_overviews,
    undoing,
    waiting_for,
    week_plans,
)
from bot.services.alerting import handling
from bot.services.replying import Came
from storage.tables import Alert, CheckIn, CheckInRequest, Question, Reply, WeekPlan, Workspace

OTHER = "T0OTHER"
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)


@pytest.fixture
def two(desk: Desk) -> tuple[Company, Company]:
    """The same company twice; only the figures differ."""
    found = []
    for workspace_id, value in ((WORKSPACE, 40), (OTHER, 70)):
        company = desk.company(workspace_id)
        company.given_key_result("emma", "Renewals", value=value)
        readings = [{"on": "2026-11-13", "value": 28}]
        company.given_kpi("emma", f"Response time of {workspace_id}", readings=readings)
        company.write()
        found.append(company)
    desk.tick(MONDAY)
    return found[0], found[1]


def reply(desk: Desk, text: str, by: Actor) -> None:
    answering.reply(desk.rt, Came(desk.key(by.workspace_id), text, "reply"), by=by)


@pytest.mark.usefixtures("two")
def test_each_workspace_asks_its_own(desk: Desk) -> None:
    for workspace_id, value in ((WORKSPACE, "40"), (OTHER, "70")):
        [asked] = [m for m in desk.prepared(workspace_id, "check_in") if m.target == EMMA]
        assert asked.params["items"][0]["value"] == value


def test_an_answer_stays_in_its_workspace(desk: Desk, two: tuple[Company, Company]) -> None:
    here, there = two
    reply(desk, "renewals 45%", desk.by(EMMA))
    assert (here.value("kr1"), there.value("kr1")) == (45, 70)
    with pytest.raises(NotFound, match=r"undo\.nothing"):
        reply(desk, "undo", desk.by(EMMA, OTHER))
    assert here.value("kr1") == 45
    assert [request.state for request in rows(desk.database, CheckInRequest)].count("open") == 1


@pytest.mark.usefixtures("two")
def test_lists_hold_ones_own_workspace_only(desk: Desk) -> None:
    mine = overviews.my_goals(desk.rt, by=desk.by(EMMA, OTHER))
    assert [row["value"] for group in mine["objectives"] for row in group["rows"]] == ["70"]
    team = team_overviews.team(desk.rt, "sales", by=desk.by(EMMA, OTHER))
    assert team["roll_up"]["total"] == 1
    listed = kpi_lists.overview(desk.rt, KpiList("all"), by=desk.by(CHI, OTHER))
    titles = [kpi["title"] for group in listed["groups"] for kpi in group["kpis"]]
    assert titles == [f"Response time of {OTHER}"]


def _request(desk: Desk, request_id: int, by: Actor) -> None:
    answering.no_change(desk.rt, request_id, by=by, key=desk.key(OTHER))


def _snooze(desk: Desk, request_id: int, by: Actor) -> None:
    asking.snooze(desk.rt, request_id, "2h", by=by, key=desk.key(OTHER))


def _form(desk: Desk, request_id: int, by: Actor) -> None:
    sheets.sheet(desk.rt, request_id, whose_id=None, by=by)


def _nudge(desk: Desk, request_id: int, by: Actor) -> None:
    waiting_for.nudge(desk.rt, request_id, by=by, key=desk.key(OTHER))


@pytest.mark.parametrize("use", [_request, _snooze, _form, _nudge])
@pytest.mark.parametrize("who", [EMMA, BINH, CHI], ids=["namesake", "manager", "administrator"])
@pytest.mark.usefixtures("two")
def test_a_request_of_another_workspace_does_not_exist(
    desk: Desk, use: Callable[[Desk, int, Actor], None], who: str
) -> None:
    [request] = [r for r in rows(desk.database, CheckInRequest) if r.workspace_id == WORKSPACE]
    with pytest.raises(NotFound, match=r"request\.unknown"):
        use(desk, request.id, desk.by(who, OTHER))


@pytest.mark.usefixtures("two")
def test_a_reply_of_another_workspace_does_not_exist(desk: Desk) -> None:
    reply(desk, "renewals 45%", desk.by(EMMA))
    [stored] = rows(desk.database, Reply)
    with pytest.raises(NotFound, match=r"undo\.nothing"):
        undoing.undo(desk.rt, stored.id, by=desk.by(EMMA, OTHER), key=desk.key(OTHER))


@pytest.mark.usefixtures("two")
def test_a_question_of_another_workspace_does_not_exist(desk: Desk) -> None:
    reply(desk, "renewals up 5%", desk.by(EMMA))
    [question] = rows(desk.database, Question)
    by = desk.by(EMMA, OTHER)
    with pytest.raises(NotFound, match=r"question\.unknown"):
        questions.pick(desk.rt, question.id, 0, by=by, key=desk.key(OTHER))
    with pytest.raises(NotFound, match=r"question\.unknown"):
        questions.ask_value(desk.rt, question.id, by=by)


@pytest.mark.usefixtures("two")
def test_an_alert_of_another_workspace_does_not_exist(desk: Desk) -> None:
    reply(desk, "response time 58 min", desk.by(EMMA))
    [alert] = rows(desk.database, Alert)
    with pytest.raises(NotFound, match=r"alert\.unknown"):
        handling.acknowledge(desk.rt, alert.id, by=desk.by(CHI, OTHER), key=desk.key(OTHER))


def test_a_kpi_of_another_workspace_is_not_found_by_its_id(
    desk: Desk, two: tuple[Company, Company]
) -> None:
    here = two[0].kpi("kpi1")
    with pytest.raises(NotFound, match=r"kpi\.unknown"):
        kpis.show(desk.rt, f"#{here.id}", by=desk.by(EMMA, OTHER))


@pytest.mark.usefixtures("two")
def test_equal_keys_of_deliveries_do_not_meet(desk: Desk) -> None:
    stored = [
        inbound.store(desk.rt, workspace_id=one, key="Ev1", kind="event", payload={})
        for one in (WORKSPACE, OTHER, WORKSPACE)
    ]
    assert stored[0] is not None
    assert stored[1] is not None
    assert stored[2] is None


@pytest.mark.usefixtures("two")
def test_stopping_one_workspace_stops_that_one(desk: Desk) -> None:
    sending.switch(desk.rt, stopped=True, by=desk.by(CHI, OTHER))
    stopped = {row.id: row.sending_stopped for row in rows(desk.database, Workspace)}
    assert stopped == {WORKSPACE: False, OTHER: True}


@pytest.mark.usefixtures("two")
def test_plans_and_check_ins_of_another_workspace_do_not_exist(desk: Desk) -> None:
    reply(desk, "renewals 45%\nPlan: call partners", desk.by(EMMA))
    [made] = [row for row in rows(desk.database, CheckIn) if row.source == "reply"]
    [plan] = rows(desk.database, WeekPlan)
    for who in (EMMA, BINH, CHI):
        by = desk.by(who, OTHER)
        with pytest.raises(NotFound, match=r"plan\.unknown"):
            week_plans.choose(desk.rt, plan.id, "done", by=by, key=desk.key(OTHER))
        with pytest.raises(NotFound, match=r"review\.unknown"):
            reviewing.agree(desk.rt, made.id, by=by, key=desk.key(OTHER))
    assert reviewing.waiting(desk.rt, by=desk.by(BINH, OTHER))["items"] == []
