"""An alert's messages: one card in the channel, one message to the owner, edited in place."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from bot.domain.kpis.alerts import good_to_close
from bot.domain.kpis.due import due_on
from bot.domain.kpis.model import AlertKind, Frequency
from bot.services import facts, pilot, places, scheduled
from bot.services.alerting import clocks, figures
from bot.services.rows import Row, moment, number
from storage import home_changes, outbox, ownership, teams
from storage.outbox import Priority
from storage.tables import Alert, Kpi, Person, Workspace

SHOWN_READINGS = 4


def announce(session: Session, kpi: Kpi, alert: Alert, owner: Person, *, at: datetime) -> None:
    """One card in the team's channel and one message to the owner, as far as the pilot goes.

    An alert of a private KPI is told to its owner alone.
    """
    params = card(session, kpi, alert, at=at)
    channel = None
    if kpi.visibility == "public":
        among = pilot.reach(session, kpi.workspace_id)
        channel = places.channel_of_team(session, kpi.workspace_id, kpi.team_id, among=among)
    if channel is not None:
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
    note_home(session, kpi)


def revise(session: Session, kpi: Kpi, alert: Alert, *, at: datetime) -> None:
    """Bring the alert's messages up to date, in place."""
    params = card(session, kpi, alert, at=at)
    told = [alert.card_message_id, alert.dm_message_id]
    if alert.escalated_at is not None:
        escalation = outbox.of_key(session, kpi.workspace_id, escalation_key(alert))
        told.append(escalation.id if escalation else None)
    for message_id in told:
        if message_id is not None:
            outbox.revise(session, message_id, params, at=at)
    note_home(session, kpi)


def escalation_key(alert: Alert) -> str:
    """The key of the one message to the owner's manager."""
    return f"alert:{alert.id}:escalation"


def note_home(session: Session, kpi: Kpi) -> None:
    """The home tabs of the owner and of those above show the alert."""
    home_changes.note(session, [(kpi.workspace_id, kpi.owner_id, None)])


def card(session: Session, kpi: Kpi, alert: Alert, *, at: datetime) -> Row:
    """The facts that the alert's messages show."""
    assert kpi.id is not None
    wanted = {kpi.owner_id, alert.acknowledged_by, alert.planned_by, alert.closed_by} - {None}
    people = ownership.people_by_id(session, kpi.workspace_id, sorted(one for one in wanted if one))
    recent = figures.recent(session, kpi, most=SHOWN_READINGS)
    owner = people[kpi.owner_id]
    return {
        "alert_id": alert.id,
        "kpi_id": kpi.id,
        "kind": alert.kind,
        "title": kpi.title,
        **_limits(kpi),
        "value": number(kpi.value),
        "severity": alert.severity,
        "state": alert.state,
        "unstable": alert.unstable,
        "recent": [number(value) for _, value in recent],
        "owner": owner.slack_user_id,
        "owner_name": owner.name,
        "team": teams.all_teams(session, kpi.workspace_id)[kpi.team_id].name,
        "good_needed": good_to_close(Frequency(kpi.frequency)),
        "resolved_at": moment(alert.resolved_at),
        **_time(session, alert, at=at),
        **_people(alert, people),
        **_missing(session, kpi, alert, owner, at=at),
    }


def _limits(kpi: Kpi) -> Row:
    return {
        "unit": kpi.unit,
        "side": kpi.side,
        "target": number(kpi.target),
        "low": number(kpi.low),
        "high": number(kpi.high),
        "basis": kpi.basis,
        "judged": number(facts.judged(kpi)) if facts.judged_as(kpi) == "change" else None,
    }


def _time(session: Session, alert: Alert, *, at: datetime) -> Row:
    stopped = alert.left_s is not None
    return {
        "handle_by": None if stopped else moment(alert.handle_by),
        "overdue": not stopped and alert.handle_by <= at,
        "clock": session.get_one(Workspace, alert.workspace_id).alert_clock,
        "snoozed_until": moment(alert.snoozed_until),
        "snoozed_because": alert.snoozed_because,
    }


def _people(alert: Alert, people: Mapping[int, Person]) -> Row:
    seen, planner, closer = (
        people.get(who or 0) for who in (alert.acknowledged_by, alert.planned_by, alert.closed_by)
    )
    return {
        "acknowledged_by": seen.slack_user_id if seen else None,
        "plan": alert.plan if alert.planned_at else None,
        "planned_by": planner.slack_user_id if planner else None,
        "planned_by_name": planner.name if planner else None,
        "plan_due_on": alert.plan_due_on.isoformat() if alert.plan_due_on else None,
        "plan_missed": alert.plan_missed_at is not None,
        "closed_by": closer.slack_user_id if closer else None,
        "closed_because": alert.closed_because,
    }


def _missing(session: Session, kpi: Kpi, alert: Alert, owner: Person, *, at: datetime) -> Row:
    """Which reading is late; nothing of an alert about a target."""
    frequency = Frequency(kpi.frequency)
    if alert.kind != AlertKind.LATE or alert.period is None:
        return {"frequency": kpi.frequency, "period": None, "due_on": None}
    calendar = clocks.clock_of(session, owner, at=at).calendar
    due = due_on(frequency, alert.period, due_day=kpi.due_day, calendar=calendar)
    return {
        "frequency": kpi.frequency,
        "period": alert.period.isoformat(),
        "due_on": due.isoformat() if due else None,
    }
