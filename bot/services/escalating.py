"""Where a workspace wants it, managers hear of questions that their people left unanswered."""

from datetime import datetime, time, timedelta

from sqlmodel import Session

from bot.domain.cadence import local_date, local_time_on
from bot.domain.skips import Skip, Why
from bot.services import pausing, pilot, places, scheduled
from storage import calendars, check_ins, escalations, organisation
from storage.outbox import Draft, Priority
from storage.tables import Person, Schedule, Workspace


def tell(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """Tell a manager once a day of all whose word is due that day; why not, when nobody is told.

    The first row of the day tells of the others, too.
    """
    found = _message(session, due, at=at)
    if isinstance(found, Skip):
        return found
    scheduled.post(session, found, workspace_id=due.workspace_id, at=at)
    return None


def why_not(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """What `tell` would answer, without telling."""
    found = _message(session, due, at=at)
    return found if isinstance(found, Skip) else None


def manager_of(session: Session, due: Schedule) -> Person | None:
    """Who hears of the question of a due row; None when nobody is named."""
    request = check_ins.request(session, due.workspace_id, due.subject_id)
    person = organisation.person(session, due.workspace_id, request.person_id) if request else None
    if person is None or person.manager_id is None:
        return None
    return organisation.person(session, due.workspace_id, person.manager_id)


def _message(session: Session, due: Schedule, *, at: datetime) -> Draft | Skip:
    request = check_ins.request(session, due.workspace_id, due.subject_id)
    if request is None or request.state != "open":
        return Skip(Why.ANSWERED)
    if session.get_one(Workspace, due.workspace_id).escalate_after is None:
        return Skip(Why.NOTHING_DUE)  # it was called off after the question
    person = organisation.person(session, due.workspace_id, request.person_id)
    manager = manager_of(session, due)
    if manager is None or person is None:
        return Skip(Why.NO_MANAGER)
    skip = _why_not(session, person, manager, at=at)
    return skip or _draft(session, request.week, manager, at=at)


def _why_not(session: Session, person: Person, manager: Person, *, at: datetime) -> Skip | None:
    if {person.standing, manager.standing} != {"employee"}:
        return Skip(Why.NOT_EMPLOYED)
    if manager.slack_user_id is None:
        return Skip(Why.NOT_IN_SLACK)
    both = {person.id or 0, manager.id or 0}
    if pilot.asked_of(session, person.workspace_id, sorted(both)) != both:
        return Skip(Why.NOT_IN_PILOT)
    for one in (person, manager):
        away = pausing.skip_of_away(session, one.workspace_id, one.id or 0, tz=one.tz, at=at)
        if away is not None:
            return away
    return None


def _draft(session: Session, week: str, manager: Person, *, at: datetime) -> Draft | Skip:
    """Everybody whose word is due by the end of the manager's day: there is no second message."""
    assert manager.id is not None
    workspace_id, today = manager.workspace_id, local_date(at, manager.tz)
    ends = local_time_on(today + timedelta(days=1), time(0), manager.tz)
    found = escalations.waiting(session, workspace_id, manager.id, before=ends)
    ids = [person.id for person, _ in found if person.id]
    told = pilot.asked_of(session, workspace_id, ids) - {
        *calendars.away_on(session, workspace_id, ids, today)
    }
    waiting = [(person, request) for person, request in found if person.id in told]
    if not waiting:
        return Skip(Why.NOTHING_DUE)
    return places.draft(
        places.of_person(manager),
        f"escalation:{manager.id}:{today}",
        "escalation",
        {
            "week": week,
            "names": [person.name for person, _ in waiting],
            "request_ids": [request.id for _, request in waiting],
        },
        priority=Priority.REMINDER,
    )
