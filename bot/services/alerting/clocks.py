"""The clock of an alert: stopped by a plan or a recovery, followed by a row of the schedule."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.domain.cadence import local_date
from bot.domain.kpis.clock import WHOLE, Clock, Handling, upcoming
from bot.domain.kpis.model import AlertClock, AlertState
from bot.services.working_days import WorkingDays
from storage import ownership, schedules
from storage.tables import Alert, Kpi, Person, Workspace

KIND = "alert_clock"
#: When the clock runs on there is time for a next step, however little was left.
FEWEST_LEFT = timedelta(hours=24)
#: States in which nothing more has to be done for now.
CALM = (AlertState.RECOVERING, AlertState.RESOLVED, AlertState.CLOSED)


def owner_of(session: Session, kpi: Kpi) -> Person:
    """Who answers for a KPI."""
    return ownership.people_by_id(session, kpi.workspace_id, [kpi.owner_id])[kpi.owner_id]


def clock_of(session: Session, owner: Person, *, at: datetime) -> Clock:
    """The clock by which the alerts of this person's KPIs run."""
    workspace = session.get_one(Workspace, owner.workspace_id)
    days = WorkingDays(session, owner.workspace_id)
    calendar = days.calendar(owner.tz, near=local_date(at, owner.tz))
    return Clock(AlertClock(workspace.alert_clock), owner.tz, calendar)


def begin(clock: Clock, *, at: datetime) -> datetime:
    """When an alert that opens now is to be handled."""
    return clock.after(at, WHOLE)


def has_plan(alert: Alert) -> bool:
    """Whether a plan stands: its day has not passed without a recovery."""
    return alert.planned_at is not None and alert.plan_missed_at is None


def set_running(alert: Alert, clock: Clock, *, runs: bool, at: datetime) -> dict[str, Any]:
    """The columns that let the clock run from now on or stop it; none where it does so already."""
    if runs and alert.left_s is not None:
        left = max(timedelta(seconds=alert.left_s), FEWEST_LEFT)
        return {"handle_by": clock.after(at, left), "left_s": None}
    if not runs and alert.left_s is None:
        left = clock.left(at, alert.handle_by)
        return {"left_s": int(left.total_seconds())}
    return {}


def handling(alert: Alert) -> Handling:
    """The alert as its clock sees it."""
    return Handling(
        handle_by=alert.handle_by,
        stopped=alert.left_s is not None,
        plan_due_on=alert.plan_due_on if has_plan(alert) else None,
        seen=alert.state == AlertState.ACKNOWLEDGED,
        snoozed_until=alert.snoozed_until,
        escalated=alert.escalated_at is not None,
    )


def replan(session: Session, alert: Alert, clock: Clock, *, at: datetime) -> None:
    """Look at the alert again when the next thing happens to it; not at all when it is over."""
    assert alert.id is not None
    is_over = alert.state in (AlertState.RESOLVED, AlertState.CLOSED)
    event = None if is_over else upcoming(handling(alert), clock, after=at)
    row = schedules.of(session, workspace_id=alert.workspace_id, kind=KIND, subject_id=alert.id)
    if event is None:
        if row is not None and row.next_at > at:  # one that is due is at work just now
            session.delete(row)
        return
    if row is None:
        schedules.add(
            session,
            workspace_id=alert.workspace_id,
            kind=KIND,
            subject_id=alert.id,
            tz=clock.tz,
            next_at=event[1],
        )
    else:
        row.tz, row.next_at = clock.tz, event[1]
