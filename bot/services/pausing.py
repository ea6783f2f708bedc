"""Who is away is not asked, not reminded and not missed; they may answer all the same."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from bot.domain.cadence import local_time_on
from bot.domain.errors import Invalid
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.domain.replies.dates import days_named
from bot.domain.skips import Skip, Why
from bot.runtime import Runtime
from bot.services import facts, follow_ups, pilot, relations, request_card
from bot.services.planning import Planner
from bot.services.rows import Row
from storage import calendars, check_ins, inbox, schedules
from storage.tables import Away, Workspace

LONGEST = timedelta(days=366)


def pause_named(rt: Runtime, words: str, *, by: Actor, key: str) -> Row | None:
    """Pause for the days that a person's words name, "28/11" or "28/11 – 2/12".

    Raises as `pause` does, and Invalid "pause.no_date" when they name no last day.
    """
    named = days_named(words, facts.local_date(rt.clock(), by.tz))
    if named is None:
        raise Invalid("pause.no_date")
    starts, until = named
    return pause(rt, until, starts=starts, by=by, key=key)


def pause(
    rt: Runtime, until: date, *, starts: date | None = None, by: Actor, key: str
) -> Row | None:
    """The person is away until the end of a day, from today or from a later day on.

    None for what was done before. Who leaves today is not reminded any more of what waits for
    them. Raises Invalid "pause.past", "pause.reversed", "pause.too_long".
    """
    at = rt.clock()
    starts_on = check_leave(starts, until, by=by, at=at)
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        go(session, until, starts=starts, by=by, at=at)
        return {
            "starts": starts_on.isoformat() if starts_on > facts.local_date(at, by.tz) else None,
            "until": until.isoformat(),
            "next_ask": _day_of_next(session, by, at=at),
        }


def check_leave(starts: date | None, until: date, *, by: Actor, at: datetime) -> date:
    """The first day of a leave, today at the earliest; raises as `pause` does."""
    today = facts.local_date(at, by.tz)
    starts_on = max(starts or today, today)
    _check(starts_on, until, today=today)
    return starts_on


def go(
    session: Session, until: date, *, starts: date | None = None, by: Actor, at: datetime
) -> None:
    """The same as `pause` within a transaction of the caller."""
    starts_on = check_leave(starts, until, by=by, at=at)
    relation, who = relations.to_person(session, by, by.person_id)
    authorize(by, Action.PAUSE, relation, who_can=who)
    calendars.set_away(
        session,
        workspace_id=by.workspace_id,
        person_id=by.person_id,
        starts_on=starts_on,
        ends_on=until,
        at=at,
    )
    if starts_on == facts.local_date(at, by.tz):
        _let_be(session, by, at=at)


def _check(starts: date, until: date, *, today: date) -> None:
    if until < today:
        raise Invalid("pause.past", until=until)
    if until < starts:
        raise Invalid("pause.reversed", starts=starts, until=until)
    if until > today + LONGEST:
        raise Invalid("pause.too_long", until=until)


def resume(rt: Runtime, *, by: Actor, key: str) -> Row | None:
    """The person is back before their time; who has not left yet does not go.

    None for what was done before.
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        called_off = stay(session, by=by, at=at)
        return {"next_ask": _day_of_next(session, by, at=at), "called_off": called_off}


def stay(session: Session, *, by: Actor, at: datetime) -> bool:
    """The same within a transaction of the caller; whether it was a leave still to come."""
    relation, who = relations.to_person(session, by, by.person_id)
    authorize(by, Action.PAUSE, relation, who_can=who)
    coming = next_leave(session, by.workspace_id, by.person_id, tz=by.tz, at=at)
    if coming is not None:
        calendars.end_leave(session, coming)
    return coming is not None and coming.starts_on > facts.local_date(at, by.tz)


def next_leave(
    session: Session, workspace_id: str, person_id: int, *, tz: str, at: datetime
) -> Away | None:
    """The leave that the person is on, or else the next one that they have told of."""
    today = facts.local_date(at, tz)
    return next(iter(calendars.leaves(session, workspace_id, person_id, since=today)), None)


def away_until(
    session: Session, workspace_id: str, person_id: int, *, tz: str, at: datetime
) -> date | None:
    """The last day of the leave that the person is on; None when they are there today."""
    today = facts.local_date(at, tz)
    leave = _on(calendars.leaves(session, workspace_id, person_id, since=today), today)
    return leave.ends_on if leave else None


def skip_of_away(
    session: Session, workspace_id: str, person_id: int, *, tz: str, at: datetime
) -> Skip | None:
    """Why somebody who is away is not asked."""
    today = facts.local_date(at, tz)
    leaves = calendars.leaves(session, workspace_id, person_id, since=today)
    return skip_while(leaves, on=today)


def skip_while(leaves: Sequence[Away], *, on: date) -> Skip | None:
    """The same of leaves that are known already."""
    leave = _on(leaves, on)
    return Skip(Why.AWAY, {"until": leave.ends_on.isoformat()}) if leave else None


def _on(leaves: Sequence[Away], day: date) -> Away | None:
    return next((leave for leave in leaves if leave.starts_on <= day <= leave.ends_on), None)


def next_ask(session: Session, by: Actor, *, at: datetime) -> datetime | None:
    """When the person is asked next; None for who is not asked, be it for pilot or shadow mode."""
    if session.get_one(Workspace, by.workspace_id).shadow:
        return None
    if not pilot.asks(session, by.workspace_id, by.person_id):
        return None
    return planned_ask(session, by, at=at)


def planned_ask(session: Session, by: Actor, *, at: datetime) -> datetime | None:
    """When the schedule has a question for the person next, their days away left out."""
    asked = schedules.of(
        session, workspace_id=by.workspace_id, kind="check_in", subject_id=by.person_id
    )
    if asked is None:
        return None
    found, today = asked.next_at, facts.local_date(at, by.tz)
    for leave in calendars.leaves(session, by.workspace_id, by.person_id, since=today):
        if leave.starts_on <= facts.local_date(found, by.tz) <= leave.ends_on:
            back = local_time_on(leave.ends_on + timedelta(days=1), time(0), by.tz)
            found = Planner(session).next(asked, after=back - timedelta(seconds=1)).at
    return found


def _day_of_next(session: Session, by: Actor, *, at: datetime) -> str | None:
    found = next_ask(session, by, at=at)
    return facts.local_date(found, by.tz).isoformat() if found else None


def _let_be(session: Session, by: Actor, *, at: datetime) -> None:
    """Neither remind nor wake somebody who has just left."""
    request = check_ins.newest_request(session, by.workspace_id, by.person_id)
    if request is None or request.state != "open":
        return
    follow_ups.call_off(session, request)
    if request.snoozed_until is not None:
        request.snoozed_until = None
        request_card.refresh(session, request, at=at)
