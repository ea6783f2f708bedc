"""Undoing a reading takes back what it did to the KPI's alert."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from company import EMMA, LONDON, Company, rows
from desk import Desk

from bot.services import answering, undoing
from bot.services.alerting import handling
from bot.services.saving import Came
from storage.tables import Alert, Message, Reply

MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=LONDON)
WEEK = timedelta(days=7)


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_kpi("emma", "Response time", readings=[{"on": "2026-11-13", "value": 28}])
    found.write()
    desk.now = MONDAY
    return found


def says(desk: Desk, minutes: int) -> None:
    desk.now += timedelta(minutes=1)
    came = Came(desk.key(), f"response time {minutes} min", "reply")
    answering.reply(desk.rt, came, by=desk.by(EMMA))


def undo(desk: Desk) -> None:
    desk.now += timedelta(minutes=1)
    newest = rows(desk.database, Reply)[-1]
    undoing.undo(desk.rt, newest.id, by=desk.by(EMMA), key=desk.key())


def states(desk: Desk) -> list[str]:
    return [alert.state for alert in rows(desk.database, Alert)]


def card(desk: Desk) -> dict[str, Any]:
    """The newest facts of the newest alert's card in the channel."""
    alert = rows(desk.database, Alert)[-1]
    message_id = alert.card_message_id
    about = [m for m in rows(desk.database, Message) if message_id in (m.id, m.edits_id)]
    params: dict[str, Any] = about[-1].params
    return params


@pytest.mark.usefixtures("company")
def test_undoing_the_reading_that_opened_an_alert_closes_it(desk: Desk) -> None:
    says(desk, 58)
    assert states(desk) == ["firing"]
    undo(desk)
    assert states(desk) == ["closed"]
    assert (card(desk)["state"], card(desk)["value"]) == ("closed", "28")


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize("seen", [False, True], ids=["not acknowledged", "acknowledged"])
def test_undoing_a_recovery_brings_the_alert_back(desk: Desk, *, seen: bool) -> None:
    says(desk, 58)
    if seen:
        [alert] = rows(desk.database, Alert)
        handling.acknowledge(desk.rt, alert.id, by=desk.by(EMMA), key=desk.key())
    desk.now += WEEK
    says(desk, 29)
    assert states(desk) == ["recovering"]
    undo(desk)
    assert states(desk) == ["acknowledged" if seen else "firing"]
    assert card(desk)["value"] == "58"


@pytest.mark.usefixtures("company")
def test_undoing_the_end_of_an_alert_leaves_it_recovering(desk: Desk) -> None:
    says(desk, 58)
    desk.now += WEEK
    says(desk, 29)
    desk.now += WEEK
    says(desk, 27)
    assert states(desk) == ["resolved"]
    undo(desk)
    assert states(desk) == ["recovering"]
    assert card(desk)["resolved_at"] is None


@pytest.mark.usefixtures("company")
def test_undoing_a_correction_that_ended_an_alert_lets_it_fire_again(desk: Desk) -> None:
    """Both good readings stood at once, so that it never was recovering."""
    says(desk, 58)
    says(desk, 27)
    assert states(desk) == ["resolved"]
    undo(desk)
    assert states(desk) == ["firing"]
    assert card(desk)["value"] == "58"


@pytest.mark.usefixtures("company")
def test_undoing_a_relapse_leaves_the_alert_recovering(desk: Desk) -> None:
    says(desk, 58)
    desk.now += WEEK
    says(desk, 29)
    desk.now += WEEK
    says(desk, 31)
    assert states(desk) == ["firing"]
    undo(desk)
    assert states(desk) == ["recovering"]


@pytest.mark.usefixtures("company")
def test_undoing_what_made_a_recovering_alert_critical_leaves_it_recovering(desk: Desk) -> None:
    says(desk, 31)
    desk.now += WEEK
    says(desk, 32)
    desk.now += WEEK
    says(desk, 29)
    desk.now += WEEK
    says(desk, 58)
    [alert] = rows(desk.database, Alert)
    assert (alert.state, alert.severity) == ("firing", "critical")
    undo(desk)
    [alert] = rows(desk.database, Alert)
    assert (alert.state, alert.severity) == ("recovering", "warning")


@pytest.mark.usefixtures("company")
def test_a_slip_that_was_undone_makes_no_alert_unstable(desk: Desk) -> None:
    for _ in range(3):
        says(desk, 59)
        undo(desk)
    says(desk, 58)
    desk.now += WEEK
    says(desk, 29)
    desk.now += WEEK
    says(desk, 27)
    assert states(desk) == ["closed", "closed", "closed", "resolved"]
    assert not any(alert.unstable for alert in rows(desk.database, Alert))


@pytest.mark.usefixtures("company")
def test_an_alert_may_open_again_after_the_first_was_undone(desk: Desk) -> None:
    says(desk, 58)
    undo(desk)
    says(desk, 59)
    assert states(desk) == ["closed", "firing"]
    assert len(desk.prepared(kind="alert_card")) >= 2
