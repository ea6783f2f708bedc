"""With a team's digest everybody hears of their own gaps, privately and in one message."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.domain.goals.status import stale_days
from bot.services import facts, pilot, places, scheduled
from bot.services.rows import Row
from storage import calendars, goal_parts, ownership, reports, teams
from storage.outbox import Priority
from storage.ownership import Goal
from storage.tables import CheckInRequest, Person

MOST = 5
#: That an initiative is missing is worth a message of its own once a month, in its first week.
FIRST_WEEK = 7


def post(
    session: Session, workspace_id: str, team_id: int, *, week: str, tz: str, at: datetime
) -> None:
    """Tell the members of a team what of theirs nobody hears of, once a week and if there is any.

    A team that only leads others tells nobody: theirs do.
    """
    members = teams.members(session, workspace_id, [team_id])
    if not members:
        return
    away = calendars.away_on(session, workspace_id, members, facts.local_date(at, tz))
    asked = pilot.asked_of(session, workspace_id, sorted({*members} - {*away}))
    people = ownership.people_by_id(session, workspace_id, sorted(asked))
    goals = ownership.goals_of_people(session, workspace_id, sorted(asked))
    ids = [kr.id for owned in goals.values() for kr, _ in owned if kr.id]
    busy = {one.key_result_id for one in goal_parts.initiatives(session, workspace_id, ids)}
    requests = reports.newest_requests(session, workspace_id, sorted(asked))
    drafts = []
    for person_id, person in people.items():
        if person.standing != "employee" or person.slack_user_id is None:
            continue
        found = _gaps(person, goals.get(person_id, ()), busy, requests, week=week, at=at)
        if found is not None:
            drafts.append(
                places.draft(
                    places.of_person(person),
                    f"gaps:{person_id}:{week}",
                    "own_gaps",
                    found,
                    priority=Priority.DIGEST,
                )
            )
    scheduled.post_all(session, drafts, workspace_id=workspace_id, at=at)


def _gaps(
    person: Person,
    goals: Sequence[Goal],
    busy: set[int],
    requests: Mapping[int, CheckInRequest],
    *,
    week: str,
    at: datetime,
) -> Row | None:
    """What somebody may want to put right; None for nothing."""
    on = facts.local_date(at, person.tz)
    silent = [
        (days, kr)
        for kr, objective in goals
        if (days := stale_days(facts.key_result(kr, objective, tz=person.tz), on=on)) is not None
    ]
    silent.sort(key=lambda one: (-one[0], one[1].id or 0))
    idle = [kr for kr, _ in goals if kr.id not in busy]
    request = requests.get(person.id or 0)
    waits = request is not None and request.week == week and request.state == "open"
    if not silent and not waits and not (idle and on.day <= FIRST_WEEK):
        return None
    return {
        "week": week,
        "stale": [{"title": kr.title, "days": days} for days, kr in silent[:MOST]],
        "stale_more": max(len(silent) - MOST, 0),
        "idle": [{"id": kr.id, "title": kr.title} for kr in idle[:MOST]],
        "idle_more": max(len(idle) - MOST, 0),
        "request_id": request.id if request and waits else None,
    }
