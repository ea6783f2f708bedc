"""What changes about the past or the limits of a KPI moves its alert at once."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from company import AN, BINH, CHI, EMMA, LONDON, Company, rows
from desk import Desk

from bot.domain.commands import parse
from bot.domain.commands.kpis import KpiList, KpiSet
from bot.services import kpi_history, kpi_lists, kpis, undoing
from bot.services.alerting import handling, why
from bot.services.kpi_writing import saving
from bot.services.writing.model import Sent, Typed
from storage.tables import Alert, AlertChange, Audit, Message, Reply
from storage.uow import Database

MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=LONDON)


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> Desk:
    return Desk(sqlite_database, tmp_path)


@pytest.fixture
def company(desk: Desk) -> Company:
    """Two good weeks, the older one two weeks ago; at most 30, critical above 33."""
    desk.now = MONDAY
    found = desk.company()
    read = [{"on": f"2026-11-{day:02}", "value": 28} for day in (6, 13)]
    found.given_kpi("emma", "Response time", readings=read)
    found.write()
    return found


def says(desk: Desk, line: str) -> None:
    desk.now += timedelta(minutes=1)
    asked = parse("/kpi", f"set response time {line}")
    assert isinstance(asked, KpiSet)
    kpis.set_value(desk.rt, asked, by=desk.by(EMMA), key=desk.key())


def undo(desk: Desk) -> None:
    desk.now += timedelta(minutes=1)
    newest = [reply for reply in rows(desk.database, Reply) if reply.undone_at is None][-1]
    undoing.undo(desk.rt, newest.id, by=desk.by(EMMA), key=desk.key())


def edits(desk: Desk, **answers: Any) -> None:
    desk.now += timedelta(minutes=1)
    [kpi] = {alert.kpi_id for alert in rows(desk.database, Alert)} or {1}
    form = saving.filled(desk.rt, kpi, by=desk.by(BINH))
    typed = Typed({**form["values"], **answers})
    sent = Sent(once=desk.key(), typed=typed, row_id=kpi, version=None)
    saving.save(desk.rt, sent, by=desk.by(BINH), key=desk.key())


def states(desk: Desk) -> list[str]:
    return [alert.state for alert in rows(desk.database, Alert)]


def card(desk: Desk) -> dict[str, Any]:
    [first] = {alert.card_message_id for alert in rows(desk.database, Alert)}
    about = [m for m in rows(desk.database, Message) if first in (m.id, m.edits_id)]
    params: dict[str, Any] = about[-1].params
    return params


@pytest.mark.usefixtures("company")
def test_a_late_bad_figure_raises_an_alert_that_goes_with_it(desk: Desk) -> None:
    says(desk, "31")
    assert states(desk) == [], "the first warning is pending"
    says(desk, "32 last week")
    assert states(desk) == ["firing"]
    undo(desk)
    assert (states(desk), card(desk)["state"]) == (["closed"], "closed")


@pytest.mark.usefixtures("company")
def test_correcting_an_earlier_week_ends_or_brings_back_what_rested_on_it(desk: Desk) -> None:
    says(desk, "58")
    for minutes in ("31", "29"):
        desk.now += timedelta(days=7)
        says(desk, minutes)
    assert states(desk) == ["recovering"]
    says(desk, "29 last week")
    assert states(desk) == ["resolved"]
    undo(desk)
    assert states(desk) == ["recovering"]
    says(desk, "29 16/11")
    assert states(desk) == ["closed"], "that week was not bad at all"


@pytest.mark.usefixtures("company")
def test_other_limits_move_the_alert_at_once(desk: Desk) -> None:
    says(desk, "58")
    before = len(desk.prepared(kind="alert_card"))
    edits(desk, at_most="50")
    assert (states(desk), card(desk)["target"]) == (["firing"], "50")
    edits(desk, at_most="60")
    assert (states(desk), card(desk)["target"]) == (["resolved"], "60")
    assert len({m.id for m in desk.prepared(kind="alert_card") if m.edits_id is None}) == 1
    assert len(desk.prepared(kind="alert_card")) >= before
    edits(desk, at_most="40")
    assert states(desk) == ["resolved", "firing"]
    edits(desk, at_most="", watch_only=["yes"])
    assert states(desk) == ["resolved", "resolved"]
    by = [change.person_id for change in rows(desk.database, AlertChange)]
    assert by == [None] + [desk.by(BINH).person_id] * 3


@pytest.mark.usefixtures("company")
def test_limits_that_go_to_and_fro_ring_no_more_than_figures_and_what_is_closed_stays(
    desk: Desk,
) -> None:
    says(desk, "58")
    for most in ("60", "30", "60", "30", "60"):
        edits(desk, at_most=most)
    assert states(desk) == ["resolved", "recovering"]
    edits(desk, at_most="30")
    [*_, alert] = rows(desk.database, Alert)
    handling.close(desk.rt, alert.id, "known", by=desk.by(EMMA), key=desk.key())
    edits(desk, at_most="20")
    assert states(desk) == ["resolved", "closed"]


def test_what_an_admin_sees_of_a_private_kpi_as_one_is_noted(desk: Desk, company: Company) -> None:
    company.change(company.kpi("kpi1"), visibility="private")
    says(desk, "58")
    [alert] = rows(desk.database, Alert)
    for person in (EMMA, BINH, AN, CHI):
        kpi_lists.overview(desk.rt, KpiList("all"), by=desk.by(person))
    for person in (EMMA, BINH, CHI):
        by = desk.by(person)
        kpis.show(desk.rt, "response time", by=by)
        kpi_history.of_named(desk.rt, "response time", by=by)
        why.why(desk.rt, alert.id, by=by)
        saving.filled(desk.rt, alert.kpi_id, by=by)
    looks = [(row.action, row.actor_id) for row in rows(desk.database, Audit)][1:]
    assert looks == [("view_kpi", desk.by(CHI).person_id)] * 5
