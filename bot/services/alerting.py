"""The life of KPI alerts: moved by readings in their own transaction, acknowledged by people."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.errors import Gone, NotFound
from bot.domain.kpis.alerts import (
    DAMPING_WINDOW,
    FLIPS,
    OpenAlert,
    Step,
    handle_by,
    next_step,
)
from bot.domain.kpis.alerts import AlertChange as Change
from bot.domain.kpis.limits import breach
from bot.domain.kpis.model import AlertKind, AlertState, Breach, Severity
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import facts, kpi_figures, pilot, places, relations, scheduled
from bot.services.rows import Row, moment, number
from storage import alerts, inbox, outbox, ownership, teams
from storage.outbox import Priority
from storage.tables import Alert, AlertChange, Kpi, Person, Reading

FLIP_NAMES = sorted(change.value for change in FLIPS)
SHOWN_READINGS = 4


def follow(session: Session, kpi: Kpi, *, at: datetime) -> None:
    """Let the newest readings move the KPI's alert, and tell those who should know."""
    assert kpi.id is not None
    readings = alerts.newest_readings(session, kpi.workspace_id, kpi.id)
    current = alerts.open_alert(session, kpi.workspace_id, kpi.id)
    observations = kpi_figures.observations(session, kpi)
    window = readings[-DAMPING_WINDOW:]
    flips = 0
    if window:
        flips = alerts.flips_since(
            session,
            kpi.workspace_id,
            kpi.id,
            since=min(reading.at for reading in window),
            changes=FLIP_NAMES,
        )
    step = next_step(
        facts.kpi_measure(kpi), observations, _as_open(current), changes_in_last_10=flips
    )
    if step.change is not None:
        _apply(session, kpi, current, step, at=at)


def unfollow(session: Session, kpi: Kpi, reading: Reading, *, at: datetime) -> None:
    """Take back what a withdrawn reading did to the KPI's alert, as if it had never been."""
    assert reading.id is not None
    for made in alerts.changes_by(session, kpi.workspace_id, reading.id):
        alert = alerts.get(session, kpi.workspace_id, made.alert_id)
        assert alert is not None
        before = _before(Change(made.change), kpi, alert, at=at)
        if before and alerts.change(session, alert, before):
            revise_cards(session, kpi, alert, at=at)


def _before(change: Change, kpi: Kpi, alert: Alert, *, at: datetime) -> dict[str, Any]:
    """The alert's columns as they were before a change; the KPI stands as it did then."""
    state = AlertState.ACKNOWLEDGED if alert.acknowledged_at else AlertState.FIRING
    judged = facts.judged(kpi)
    if judged is not None and breach(facts.kpi_measure(kpi), judged) is Breach.OK:
        state = AlertState.RECOVERING
    match change:
        case Change.OPENED:
            return {"state": AlertState.CLOSED.value, "resolved_at": at}
        case Change.ESCALATED:
            return {"state": state.value, "severity": Severity.WARNING.value}
        case Change.RECOVERING | Change.REOPENED | Change.RESOLVED:
            return {"state": state.value, "resolved_at": None}
        case Change.UNSTABLE:
            return {"unstable": False}


def _as_open(alert: Alert | None) -> OpenAlert | None:
    if alert is None:
        return None
    return OpenAlert(AlertState(alert.state), Severity(alert.severity), alert.unstable)


def _apply(session: Session, kpi: Kpi, current: Alert | None, step: Step, *, at: datetime) -> None:
    assert step.change is not None
    assert step.state is not None
    assert step.severity is not None
    if step.change is Change.OPENED:
        alert = _open(session, kpi, step, at=at)
        if alert is None:
            return  # another reading opened it in the same moment
        _announce(session, kpi, alert, at=at)
    else:
        assert current is not None
        values: dict[str, Any] = {
            "state": step.state.value,
            "severity": step.severity.value,
            "unstable": step.unstable,
        }
        if step.state is AlertState.RESOLVED:
            values["resolved_at"] = at
        if not alerts.change(session, current, values):
            return
        alert = current
        revise_cards(session, kpi, alert, at=at)
    _note(session, kpi, alert, step.change, at=at)


def _open(session: Session, kpi: Kpi, step: Step, *, at: datetime) -> Alert | None:
    assert step.severity is not None
    values = {
        "kpi_id": kpi.id,
        "kind": AlertKind.TARGET.value,
        "state": AlertState.FIRING.value,
        "severity": step.severity.value,
        "unstable": False,
        "opened_at": at,
        "handle_by": handle_by(at),
    }
    return alerts.open_one(session, kpi.workspace_id, values)


def _note(session: Session, kpi: Kpi, alert: Alert, change: Change, *, at: datetime) -> None:
    assert kpi.id is not None
    assert alert.id is not None
    readings = alerts.newest_readings(session, kpi.workspace_id, kpi.id, most=1)
    session.add(
        AlertChange(
            workspace_id=kpi.workspace_id,
            kpi_id=kpi.id,
            alert_id=alert.id,
            change=change.value,
            reading_id=readings[-1].id if readings else None,
            at=at,
        )
    )


def _announce(session: Session, kpi: Kpi, alert: Alert, *, at: datetime) -> None:
    """One card in the team's channel and one message to the owner, as far as the pilot goes."""
    params = card(session, kpi, alert)
    owner = ownership.people_by_id(session, kpi.workspace_id, [kpi.owner_id])[kpi.owner_id]
    channel = places.channel_of_team(
        session, kpi.workspace_id, kpi.team_id, among=pilot.reach(session, kpi.workspace_id)
    )
    if channel is not None and kpi.visibility == "public":
        draft = places.draft(
            channel, f"alert:{alert.id}:card", "alert_card", params, priority=Priority.ALERT
        )
        alert.card_message_id = scheduled.post(session, draft, workspace_id=kpi.workspace_id, at=at)
    if owner.slack_user_id and pilot.asks(session, kpi.workspace_id, kpi.owner_id):
        draft = places.draft(
            places.of_person(owner),
            f"alert:{alert.id}:dm",
            "alert_dm",
            params,
            priority=Priority.ALERT,
        )
        alert.dm_message_id = scheduled.post(session, draft, workspace_id=kpi.workspace_id, at=at)
    session.flush()


def revise_cards(session: Session, kpi: Kpi, alert: Alert, *, at: datetime) -> None:
    """Bring the alert's messages up to date, in place."""
    params = card(session, kpi, alert)
    for message_id in (alert.card_message_id, alert.dm_message_id):
        if message_id is not None:
            outbox.revise(session, message_id, params, at=at)


def card(session: Session, kpi: Kpi, alert: Alert) -> Row:
    """The facts that the alert's messages show."""
    assert kpi.id is not None
    wanted = [kpi.owner_id, *([alert.acknowledged_by] if alert.acknowledged_by else [])]
    people = ownership.people_by_id(session, kpi.workspace_id, wanted)
    owner = people[kpi.owner_id]
    by: Person | None = people.get(alert.acknowledged_by or 0)
    shown = kpi_figures.newest(session, kpi, most=SHOWN_READINGS)
    return {
        "alert_id": alert.id,
        "title": kpi.title,
        "unit": kpi.unit,
        "side": kpi.side,
        "target": number(kpi.target),
        "low": number(kpi.low),
        "high": number(kpi.high),
        "value": number(kpi.value),
        "severity": alert.severity,
        "state": alert.state,
        "unstable": alert.unstable,
        "recent": [number(one.value) for one in shown],
        "owner": owner.slack_user_id,
        "owner_name": owner.name,
        "team": teams.all_teams(session, kpi.workspace_id)[kpi.team_id].name,
        "handle_by": moment(alert.handle_by),
        "acknowledged_by": by.slack_user_id if by else None,
        "resolved_at": moment(alert.resolved_at),
    }


def acknowledge(rt: Runtime, alert_id: int, *, by: Actor, key: str) -> None:
    """Say that somebody looks after it: reminders stop, the clock does not.

    Raises NotFound "alert.unknown", Gone "alert.over", NotAllowed. Twice is as good as once.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        alert = alerts.get(session, by.workspace_id, alert_id)
        if alert is None:
            raise NotFound("alert.unknown")
        kpi = ownership.kpi_for_update(session, by.workspace_id, alert.kpi_id)
        assert kpi is not None
        session.refresh(alert)
        relation, who = relations.to_kpi(session, by, kpi)
        authorize(by, Action.ACKNOWLEDGE_ALERT, relation, who_can=who)
        if alert.state in (AlertState.RESOLVED, AlertState.CLOSED):
            raise Gone("alert.over", title=kpi.title)
        if alert.state == AlertState.ACKNOWLEDGED:
            return
        values = {"acknowledged_at": at, "acknowledged_by": by.person_id}
        if alert.state == AlertState.FIRING:
            values["state"] = AlertState.ACKNOWLEDGED.value
        if alerts.change(session, alert, values):
            revise_cards(session, kpi, alert, at=at)
