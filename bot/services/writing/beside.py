"""What somebody has to do with besides the goals that they are asked about."""

from datetime import date

from sqlmodel import Session

from bot.domain.people import Actor
from bot.services import facts, rows
from bot.services.rows import Row
from storage import goal_writing, ownership, parts_of_goals

MOST_DRAFTS = 5
MOST_HELPED = 10


def drafts(session: Session, by: Actor) -> list[Row]:
    """The newest of one's own drafts, each with how many key results it has."""
    found = goal_writing.drafts_of(session, by.workspace_id, by.person_id)[:MOST_DRAFTS]
    ids = [one.id for one in found if one.id]
    counts = goal_writing.count_key_results(session, by.workspace_id, ids) if ids else {}
    return [
        {"id": one.id, "title": one.title, "key_results": counts.get(one.id or 0, 0)}
        for one in found
    ]


def helped(session: Session, by: Actor, *, on: date) -> list[Row]:
    """The key results that one helps with, without numbers: their owners answer for them."""
    found = parts_of_goals.helped(session, by.workspace_id, by.person_id)[:MOST_HELPED]
    owners = ownership.people_by_id(session, by.workspace_id, [kr.owner_id for kr, _ in found])
    return [
        rows.key_result(
            None,
            facts.key_result(kr, objective, tz=by.tz),
            on=on,
            owner=owners[kr.owner_id].name if kr.owner_id in owners else None,
        )
        for kr, objective in found
    ]
