"""The log of who did what, as administrators read it."""

from typing import Final

from bot.domain.people import Actor
from bot.domain.policy import Action, Relation, authorize
from bot.runtime import Runtime
from bot.services import silence
from bot.services.rows import Row
from storage import audit, ownership

PAGE: Final = 15
NOBODYS: Final = Relation(owner=False, helper=False, manager=False, author=False, private=False)


def newest(rt: Runtime, name: str | None, page: int = 1, *, by: Actor) -> Row:
    """A page of the log, the newest first: all of it, or what a person did and what is about them.

    Raises NotAllowed "policy.view_audit", NotFound "silence.unknown", SeveralFit.
    """
    authorize(by, Action.VIEW_AUDIT, NOBODYS)
    with rt.reading() as session:
        person = silence.find(session, by.workspace_id, name) if name else None
        person_id = person.id if person else None
        first = (page - 1) * PAGE
        found = audit.newest(
            session, by.workspace_id, person_id=person_id, first=first, most=PAGE + 1
        )
        ids = {row.actor_id for row in found if row.actor_id is not None}
        ids |= {row.subject_id for row in found if row.subject == "person" and row.subject_id}
        people = ownership.people_by_id(session, by.workspace_id, sorted(ids))
        names = {key: one.name for key, one in people.items()}
        return {
            "person": person.name if person else None,
            "person_id": person_id,
            "page": page,
            "more": len(found) > PAGE,
            "lines": [
                {
                    "at": row.at.isoformat(),
                    "by": names.get(row.actor_id or 0),
                    "action": row.action,
                    "subject": row.subject,
                    "subject_id": row.subject_id,
                    "about": row.detail.get("about"),
                    "whose": names.get(row.subject_id or 0) if row.subject == "person" else None,
                }
                for row in found[:PAGE]
            ],
        }
