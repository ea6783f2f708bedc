"""A manager sees, privately, who of their people has not answered, and can nudge each once."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.cadence import iso_week
from bot.domain.errors import Gone, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, authorize
from bot.runtime import Runtime
from bot.services import pausing, places, relations
from bot.services.rows import Row, moment
from storage import check_ins, inbox, organisation, outbox, reports
from storage.outbox import Priority
from storage.tables import CheckInRequest, Person


def people(rt: Runtime, *, by: Actor) -> Row:
    """Who was asked this week and has not answered, who is away, how many others there are.

    Raises NotFound "people.none" for somebody who leads nobody.
    """
    with rt.reading() as session:
        return _people(session, by, at=rt.clock())


def nudge(rt: Runtime, request_id: int, *, by: Actor, key: str) -> Row | None:
    """Write to somebody once, in the actor's name; who is silent now, None for what was done.

    Raises NotFound "request.unknown", NotAllowed, Gone "nudge.answered", "nudge.away" or
    "nudge.already".
    """
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        request = check_ins.request(session, by.workspace_id, request_id)
        person = (
            organisation.person(session, by.workspace_id, request.person_id) if request else None
        )
        if request is None or person is None or person.slack_user_id is None:
            raise NotFound("request.unknown")
        relation, who = relations.to_person(session, by, request.person_id)
        if authorize(by, Action.CHECK_IN, relation, who_can=who) is not Grant.ON_BEHALF:
            raise NotFound("request.unknown")
        if request.state != "open":
            raise Gone("nudge.answered", name=person.name)
        if _away(session, person, at=at) is not None:
            raise Gone("nudge.away", name=person.name)
        if not _send(session, by, person, request, at=at):
            raise Gone("nudge.already", name=person.name)
        return _people(session, by, at=at)


def _send(
    session: Session, by: Actor, person: Person, request: CheckInRequest, *, at: datetime
) -> bool:
    draft = places.draft(
        places.of_person(person),
        _key(request),
        "nudge",
        {"by": by.name, "count": sum(bool(pointer["asked"]) for pointer in request.items)},
        priority=Priority.REMINDER,
        thread_of_id=request.message_id,
    )
    return outbox.add(session, draft, workspace_id=by.workspace_id, at=at) is not None


def _people(session: Session, by: Actor, *, at: datetime) -> Row:
    found = reports.people_of(session, by.workspace_id, by.person_id)
    if not found:
        raise NotFound("people.none")
    requests = reports.newest_requests(session, by.workspace_id, [one.id or 0 for one in found])
    nudged = reports.prepared(session, by.workspace_id, [_key(one) for one in requests.values()])
    silent, away, answered, not_asked = [], [], 0, 0
    for person in found:
        request = requests.get(person.id or 0)
        asked = request is not None and request.week == iso_week(at, person.tz)
        until = _away(session, person, at=at)
        if asked and request is not None and request.state == "answered":
            answered += 1
        elif until is not None:
            away.append({"name": person.name, "until": until})
        elif asked and request is not None:
            silent.append(_row(person, request, nudged=_key(request) in nudged))
        else:
            not_asked += 1
    return {
        "week": iso_week(at, by.tz),
        "silent": silent,
        "away": away,
        "answered": answered,
        "not_asked": not_asked,
    }


def _row(person: Person, request: CheckInRequest, *, nudged: bool) -> Row:
    return {
        "request_id": request.id,
        "name": person.name,
        "since": moment(request.created_at),
        "snoozed": moment(request.snoozed_until),
        "nudged": nudged,
    }


def _away(session: Session, person: Person, *, at: datetime) -> str | None:
    until = pausing.away_until(session, person.workspace_id, person.id or 0, tz=person.tz, at=at)
    return until.isoformat() if until else None


def _key(request: CheckInRequest) -> str:
    return f"nudge:{request.id}"
