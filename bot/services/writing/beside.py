"""What somebody has to do with besides the goals that they are asked about."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from bot.domain.people import Actor
from bot.services.agenda import Item
from bot.services.rows import Row
from storage import goal_writing, ownership

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


def is_helped(by: Actor, item: Item) -> bool:
    """Whether a key result is somebody else's, who is helped with it."""
    return item.key_result is not None and item.key_result.owner_id != by.person_id


def helped(session: Session, by: Actor, items: Sequence[Item], *, on: date) -> list[Row]:
    """Of these the key results that one helps with, with their owners."""
    found = [item for item in items if is_helped(by, item)][:MOST_HELPED]
    ids = [item.key_result.owner_id for item in found if item.key_result]
    owners = ownership.people_by_id(session, by.workspace_id, ids) if ids else {}
    return [
        item.row(on=on, tz=by.tz, owner=owners[owner_id].name if owner_id in owners else None)
        for item, owner_id in zip(found, ids, strict=True)
    ]
