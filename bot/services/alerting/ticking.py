"""What time does to an alert: reminders, word to the manager, a plan whose day passed."""

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.domain.kpis.alerts import AlertChange as Change
from bot.domain.kpis.clock import Event, due
from bot.domain.kpis.model import AlertState
from bot.domain.skips import Skip, Why
from bot.services import pausing, pilot, places, relations, scheduled
from bot.services.alerting import cards, clocks, steps
from bot.services.alerting.steps import Cause
from storage import alerts, letters, ownership
from storage.outbox import Draft, Priority
from storage.tables import Alert, Kpi, Person, Schedule

#: Somebody changes the alert just now.
LOOK_AGAIN = timedelta(minutes=1)
OVER = (AlertState.RESOLVED, AlertState.CLOSED)


def run(session: Session, row: Schedule, *, at: datetime) -> Skip | None:
    """Do what is due of an alert and plan what comes next; why nobody is told, if so."""
    alert = alerts.hold(session, row.workspace_id, row.subject_id)
    if alert is None:
        if alerts.get(session, row.workspace_id, row.subject_id) is not None:
            row.next_at = at + LOOK_AGAIN
        return Skip(Why.NOTHING_DUE)
    kpi = ownership.kpis_by_id(session, row.workspace_id, [alert.kpi_id]).get(alert.kpi_id)
    if kpi is None or alert.state in OVER:
        return Skip(Why.NOTHING_DUE)
    owner = clocks.owner_of(session, kpi)
    clock = clocks.clock_of(session, owner, at=at)
    found = due(clocks.handling(alert), clock, at=at)
    skip = _do(session, kpi, alert, owner, found, at=at) if found else Skip(Why.NOTHING_DUE)
    clocks.replan(session, alert, clock, at=at)
    return skip


def why_not(session: Session, row: Schedule, *, at: datetime) -> Skip | None:
    """What `run` would answer, without telling anybody."""
    alert = alerts.get(session, row.workspace_id, row.subject_id)
    kpi_id = alert.kpi_id if alert else 0
    kpi = ownership.kpis_by_id(session, row.workspace_id, [kpi_id]).get(kpi_id)
    if alert is None or kpi is None or alert.state in OVER:
        return Skip(Why.NOTHING_DUE)
    owner = clocks.owner_of(session, kpi)
    found = due(clocks.handling(alert), clocks.clock_of(session, owner, at=at), at=at)
    if found is None:
        return Skip(Why.NOTHING_DUE)
    told = manager_of(session, kpi, at=at) if found[0] is Event.ESCALATION else owner
    return _why_not(session, told, at=at)


def manager_of(session: Session, kpi: Kpi, *, at: datetime) -> Person | None:
    """Who hears of an alert that the owner did not handle: the nearest above who is there."""
    leaders = relations.above(session, kpi.workspace_id, kpi.owner_id, kpi.team_id)
    able = [one for one in leaders if one.slack_user_id and one.standing == "employee"]
    present = (one for one in able if _is_there(session, one, at=at))
    return next(present, able[0] if able else None)


def _do(
    session: Session,
    kpi: Kpi,
    alert: Alert,
    owner: Person,
    found: tuple[Event, datetime],
    *,
    at: datetime,
) -> Skip | None:
    match found[0]:
        case Event.REMINDER:
            key = f"alert:{alert.id}:reminder:{found[1]:%Y%m%dT%H%M}"
            return _tell_owner(session, kpi, alert, owner, key, "alert_reminder", at=at)
        case Event.ESCALATION:
            return _escalate(session, kpi, alert, at=at)
        case Event.PLAN_MISSED:
            values = {"plan_missed_at": at}
            moved = steps.move(session, kpi, alert, Change.PLAN_MISSED, values, Cause(at))
            if not moved:
                return Skip(Why.NOTHING_DUE)
            key = f"alert:{alert.id}:plan:{alert.plan_due_on}:{alert.revision}"
            return _tell_owner(session, kpi, alert, owner, key, "alert_plan_missed", at=at)


def _tell_owner(
    session: Session,
    kpi: Kpi,
    alert: Alert,
    owner: Person,
    key: str,
    kind: str,
    *,
    at: datetime,
) -> Skip | None:
    skip = _why_not(session, owner, at=at)
    if skip is None:
        draft = _draft(session, kpi, alert, owner, key, kind, at=at)
        scheduled.post(session, draft, workspace_id=kpi.workspace_id, at=at)
    return skip


def _escalate(session: Session, kpi: Kpi, alert: Alert, *, at: datetime) -> Skip | None:
    """Once, and to nobody but the manager; the card only says that the time is over."""
    manager = manager_of(session, kpi, at=at)
    skip = _why_not(session, manager, at=at)
    values = {} if skip else {"escalated_at": at}
    moved = steps.move(session, kpi, alert, Change.OVERDUE, values, Cause(at))
    if moved and manager is not None and skip is None:
        key = cards.escalation_key(alert)
        draft = _draft(session, kpi, alert, manager, key, "alert_escalation", at=at)
        scheduled.post(session, draft, workspace_id=kpi.workspace_id, at=at)
    return skip


def _draft(
    session: Session,
    kpi: Kpi,
    alert: Alert,
    person: Person,
    key: str,
    kind: str,
    *,
    at: datetime,
) -> Draft:
    thread = _own_message(session, alert, person) if kind != "alert_escalation" else None
    return places.draft(
        places.of_person(person),
        key,
        kind,
        {**cards.card(session, kpi, alert, at=at), "in_thread": thread is not None},
        priority=Priority.REMINDER,
        thread_of_id=thread,
    )


def _own_message(session: Session, alert: Alert, person: Person) -> int | None:
    """The message about the alert that this person has; the owner may be another one by now."""
    found = letters.get(session, alert.dm_message_id, lock=False) if alert.dm_message_id else None
    return found.id if found is not None and found.target == person.slack_user_id else None


def _why_not(session: Session, person: Person | None, *, at: datetime) -> Skip | None:
    if person is None:
        return Skip(Why.NO_MANAGER)
    if person.standing != "employee":
        return Skip(Why.NOT_EMPLOYED)
    if person.slack_user_id is None:
        return Skip(Why.NOT_IN_SLACK)
    if not pilot.asks(session, person.workspace_id, person.id or 0):
        return Skip(Why.NOT_IN_PILOT)
    return pausing.skip_of_away(session, person.workspace_id, person.id or 0, tz=person.tz, at=at)


def _is_there(session: Session, person: Person, *, at: datetime) -> bool:
    ident = person.id or 0
    return pausing.skip_of_away(session, person.workspace_id, ident, tz=person.tz, at=at) is None
