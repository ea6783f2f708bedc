"""A day that somebody named for something: on that day the bot asks, unless they spoke since."""

from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from bot.domain.cadence import local_time_on
from bot.domain.skips import Skip, Why
from bot.services import pausing, pilot, places, scheduled
from bot.services.working_days import WorkingDays
from storage import organisation, promises, schedules
from storage.outbox import Draft, Priority
from storage.tables import KeyResult, Schedule

ASK_AT = time(15)
LONGEST_WAIT = timedelta(days=14)


def plan(session: Session, kr: KeyResult, on: date, *, tz: str, at: datetime) -> None:
    """Ask about the last check-in of a key result at 15:00 of the day that it names.

    Where that is a day off, on the first working day after it.
    """
    calendar = WorkingDays(session, kr.workspace_id).calendar(tz, near=on)
    day = calendar.next_worked(on, before=on + LONGEST_WAIT)
    if day is None or kr.last_check_in_id is None:
        return
    ask_at = local_time_on(day, ASK_AT, tz)
    if ask_at > at:
        schedules.add(
            session,
            workspace_id=kr.workspace_id,
            kind="promise",
            subject_id=kr.last_check_in_id,
            tz=tz,
            next_at=ask_at,
        )


def ask(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """Ask once for everything that the person named this day for; why not, when nobody is asked."""
    found = _question(session, due, at=at)
    if isinstance(found, Skip):
        return found
    made = scheduled.post(session, found, workspace_id=due.workspace_id, at=at)
    return None if made is not None else Skip(Why.ASKED_ALREADY)


def why_not(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """What `ask` would answer, without asking."""
    found = _question(session, due, at=at)
    return found if isinstance(found, Skip) else None


def _question(session: Session, due: Schedule, *, at: datetime) -> Draft | Skip:
    """What is asked; whatever was said of a key result since, by whomever, is the answer."""
    promised = promises.check_in(session, due.workspace_id, due.subject_id)
    if promised is None or promised.promised_on is None:
        return Skip(Why.ANSWERED)
    on = promised.promised_on
    waiting = promises.standing(session, due.workspace_id, promised.person_id, on)
    if promised.id not in {said.id for said, _ in waiting}:
        return Skip(Why.ANSWERED)
    person = organisation.person(session, due.workspace_id, promised.person_id)
    if person is None or person.standing != "employee" or person.slack_user_id is None:
        return Skip(Why.NOT_EMPLOYED)
    if not pilot.asks(session, due.workspace_id, promised.person_id):
        return Skip(Why.NOT_IN_PILOT)
    away = pausing.skip_of_away(session, due.workspace_id, promised.person_id, tz=person.tz, at=at)
    if away is not None:
        return away
    items = [{"title": title, "note": said.note or said.blocker} for said, title in waiting]
    return places.draft(
        places.of_person(person),
        f"promise:{person.id}:{on}",
        "promise",
        {"on": on.isoformat(), "items": items},
        priority=Priority.REMINDER,
    )
