"""Requests for help as both sides see them."""

from collections.abc import Sequence

from sqlmodel import Session

from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import sight
from bot.services.cycles import rights
from bot.services.rows import Row
from bot.services.sight import Sight
from storage import dependencies, ownership, teams
from storage.tables import Dependency, Objective, Team

MOST_LISTED = 15


def listed(rt: Runtime, *, by: Actor) -> Row:
    """What the actor and their teams asked of others, and what they are asked.

    Requests that were declined stay in the list of those who asked.
    """
    with rt.reading() as session:
        own = _own_teams(session, by)
        found = dependencies.of_people(
            session, by.workspace_id, person_id=by.person_id, team_ids=own
        )
        seen = sight.of(session, by)
        read = [one for one in found if _may_read(session, by, seen, own, *one)]
        asked_of_us = [one for one in read if _is_asked(one[0], by, own)]
        asked_by_us = [one for one in read if one not in asked_of_us]
        return {
            "by_us": [row(session, *one, by=by) for one in asked_by_us[:MOST_LISTED]],
            "of_us": [row(session, *one, by=by) for one in asked_of_us[:MOST_LISTED]],
            "more": max(len(asked_by_us) - MOST_LISTED, 0) + max(len(asked_of_us) - MOST_LISTED, 0),
        }


def row(session: Session, found: Dependency, objective: Objective, *, by: Actor | None) -> Row:
    """A request with the people of both sides; who was asked may answer it while it is open."""
    people = ownership.people_by_id(
        session, found.workspace_id, [found.asker_id, found.asked_person_id]
    )
    team = session.get_one(Team, found.team_id)
    asker, asked = people[found.asker_id], people[found.asked_person_id]
    return {
        "id": found.id,
        "title": objective.title,
        "team": team.name,
        "asker": asker.slack_user_id,
        "asker_name": asker.name,
        "asked": asked.slack_user_id,
        "asked_name": asked.name,
        "what": found.what,
        "effort": found.effort,
        "due": found.due_on.isoformat(),
        "state": found.state,
        "because": found.because,
        "can_answer": by is not None
        and found.state == "open"
        and found.asked_person_id == by.person_id,
    }


def card(session: Session, found: Dependency, objective: Objective, role: str) -> Row:
    """The request as one of its two sides has it; the asked one may answer while it is open."""
    return row(session, found, objective, by=None) | {
        "role": role,
        "can_answer": role == "asked" and found.state == "open",
    }


def key(found: Dependency, role: str) -> str:
    """The name of the card of one side, "asked" or "asker"."""
    return f"dependency:{found.id}:{role}"


def _own_teams(session: Session, by: Actor) -> Sequence[int]:
    led = [team.id for team in rights.led_teams(session, by) if team.id]
    return sorted({*led, *teams.teams_of_person(session, by.workspace_id, by.person_id)})


def _may_read(
    session: Session,
    by: Actor,
    seen: Sight,
    own: Sequence[int],
    found: Dependency,
    objective: Objective,
) -> bool:
    """Both sides see a request; of a private goal only those who see it and who was asked."""
    if _is_asked(found, by, own) and objective.visibility == "public":
        return True
    if by.person_id in (found.asker_id, found.asked_person_id):
        return True
    return sight.knows(session, seen, objective)


def _is_asked(found: Dependency, by: Actor, own: Sequence[int]) -> bool:
    return found.asked_person_id == by.person_id or found.team_id in own
