"""After the weekly question: people are reminded once, and later when they say so."""

from datetime import datetime, time, timedelta

from sqlmodel import Session

from bot.domain.cadence import local_time_on
from bot.domain.errors import Gone, Invalid, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.domain.skips import Skip, Why
from bot.runtime import Runtime
from bot.services import (
    facts,
    follow_ups,
    pausing,
    pilot,
    places,
    relations,
    request_card,
    scheduled,
)
from bot.services.working_days import WorkingDays
from storage import check_ins, inbox, organisation, outbox, schedules
from storage.outbox import Priority
from storage.tables import CheckInRequest, Person, Schedule

SNOOZE_HOURS = timedelta(hours=2)
NEXT_DAY_AT = time(9)
#: The longest row of days off that is waited for; longer ones are none that a country has.
LONGEST_SNOOZE = timedelta(days=31)


def remind(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """Remind once, in the thread of the question; why not, when nobody is reminded.

    A snooze was wished for by the person, so pilot and shadow mode let it pass.
    """
    found = _open_question(session, due, at=at)
    if isinstance(found, Skip):
        return found
    person, request = found
    if due.kind == "snooze":
        request.snoozed_until = None
        request_card.refresh(session, request, at=at)
    draft = places.draft(
        places.of_person(person),
        f"{due.kind}:{request.id}:{due.next_at:%Y%m%dT%H%M}",
        "reminder",
        {
            "request_id": request.id,
            "name": person.name,
            "count": sum(pointer["asked"] for pointer in request.items),
            "snoozed": due.kind == "snooze",
        },
        priority=Priority.REMINDER,
        thread_of_id=request.message_id,
    )
    send = outbox.add if due.kind == "snooze" else scheduled.post
    send(session, draft, workspace_id=due.workspace_id, at=at)
    return None


def why_not_remind(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """What `remind` would answer, without reminding."""
    found = _open_question(session, due, at=at)
    return found if isinstance(found, Skip) else None


def _open_question(
    session: Session, due: Schedule, *, at: datetime
) -> tuple[Person, CheckInRequest] | Skip:
    """Whom a due row reminds, and of what; or why nobody is reminded."""
    request = check_ins.request(session, due.workspace_id, due.subject_id)
    if request is None or request.state != "open":
        return Skip(Why.ANSWERED)
    person = organisation.person(session, due.workspace_id, request.person_id)
    if person is None or person.standing != "employee" or person.slack_user_id is None:
        return Skip(Why.NOT_EMPLOYED)
    asked = due.kind == "snooze" or pilot.asks(session, due.workspace_id, request.person_id)
    if not asked:
        return Skip(Why.NOT_IN_PILOT)
    away = pausing.skip_of_away(session, due.workspace_id, person.id or 0, tz=person.tz, at=at)
    return (person, request) if away is None else away


def snooze(rt: Runtime, request_id: int, option: str, *, by: Actor, key: str) -> None:
    """Ask again later instead of reminding at the usual time; raises as `open_request` does."""
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        request = check_ins.request(session, by.workspace_id, request_id)
        if request is None:
            raise NotFound("request.unknown")
        relation, who = relations.to_person(session, by, request.person_id)
        authorize(by, Action.SNOOZE, relation, who_can=who)
        if request.state != "open":
            raise Gone("request.answered")
        until = _until(session, option, at=at, by=by)
        schedules.cancel(
            session,
            workspace_id=by.workspace_id,
            kinds=("reminder", "snooze"),
            subject_id=request_id,
        )
        schedules.add(
            session,
            workspace_id=by.workspace_id,
            kind="snooze",
            subject_id=request_id,
            tz=by.tz,
            next_at=until,
        )
        request.snoozed_until = until
        request_card.refresh(session, request, at=at)


def _until(session: Session, option: str, *, at: datetime, by: Actor) -> datetime:
    """The moment that an option means; what is put off beyond today waits for a working day."""
    today = facts.local_date(at, by.tz)
    if option == "2h":
        return at + SNOOZE_HOURS
    if option == "15:00" and local_time_on(today, follow_ups.REMIND_AT, by.tz) > at:
        return local_time_on(today, follow_ups.REMIND_AT, by.tz)
    if option in ("15:00", "tomorrow"):
        tomorrow = today + timedelta(days=1)
        calendar = WorkingDays(session, by.workspace_id).calendar(by.tz, near=tomorrow)
        worked = calendar.next_worked(tomorrow, before=today + LONGEST_SNOOZE)
        return local_time_on(worked or tomorrow, NEXT_DAY_AT, by.tz)
    raise Invalid("snooze.unknown", option=option)
