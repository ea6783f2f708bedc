"""The weekly message: its facts as things stand, and its edits in place."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from bot.domain.goals.model import Span
from bot.services import agenda, facts, follow_ups, plan_rows
from bot.services.agenda import Item
from bot.services.rows import Row, moment, number
from storage import check_ins, organisation, outbox, ownership, week_plans, weekly
from storage.tables import CheckInRequest, Cycle, Person


def facts_of(session: Session, person: Person, request: CheckInRequest, *, at: datetime) -> Row:
    """What the message shows of what was asked, with the figures of this moment."""
    cycle = ownership.active_cycle(session, person.workspace_id)
    items = agenda.of_pointers(session, person.workspace_id, request.items)
    snoozed = request.state == "open" and request.snoozed_until is not None
    plans = week_plans.of_week(
        session,
        person.workspace_id,
        request.person_id,
        request.week,
        since=request.created_at,
    )
    first = not weekly.asked_before(
        session, person.workspace_id, [request.person_id], since=request.created_at
    )
    titles = plan_rows.titles(session, person.workspace_id, plans)
    asked = plan_rows.asked(plans, titles, since=request.created_at)
    return shown(person, items, cycle, week=request.week, plans=asked, welcome=first, at=at) | {
        "request_id": request.id,
        "state": "snoozed" if snoozed else request.state,
        "snoozed_until": moment(request.snoozed_until),
    }


def shown(
    person: Person,
    items: Sequence[Item],
    cycle: Cycle | None,
    *,
    week: str,
    at: datetime,
    plans: Sequence[Row] = (),
    welcome: bool = False,
) -> Row:
    """What it shows of a request that is open, but for the request's own id.

    `welcome`: the person is asked for the first time, and told what this is.
    """
    on = facts.local_date(at, person.tz)
    elapsed = Span(cycle.starts_on, cycle.ends_on).elapsed(on) if cycle else None
    return {
        "name": person.name,
        "week": week,
        "cycle_name": cycle.name if cycle else None,
        "elapsed": number(elapsed),
        "items": [item.row(on=on, tz=person.tz) for item in items if item.asked],
        "plans": list(plans),
        "welcome": welcome,
        "state": "open",
        "snoozed_until": None,
    }


def refresh(session: Session, request: CheckInRequest, *, at: datetime) -> None:
    """Bring the message up to date, in place; one that was never prepared stays away."""
    if request.message_id is None:
        return
    session.flush()
    # Held while its facts are gathered, so that two answers do not overtake each other.
    assert request.id is not None
    check_ins.request(session, request.workspace_id, request.id, lock=True)
    person = organisation.person(session, request.workspace_id, request.person_id)
    assert person is not None
    outbox.revise(session, request.message_id, facts_of(session, person, request, at=at), at=at)


def expire(session: Session, request: CheckInRequest, *, at: datetime) -> None:
    """A new week's question takes the place of this one."""
    follow_ups.call_off(session, request)
    request.state = "expired"
    refresh(session, request, at=at)
