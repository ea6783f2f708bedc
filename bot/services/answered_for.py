"""A person sees what somebody else wrote about their goals."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.people import Actor
from bot.services import cards, places
from storage import organisation, outbox
from storage.outbox import Priority
from storage.tables import Reply


def tell(
    session: Session, reply: Reply, by: Actor, person_id: int, *, corrected: bool, at: datetime
) -> None:
    """Show a person what somebody else wrote about their goals; not those who are not in Slack."""
    person = organisation.person(session, by.workspace_id, person_id)
    if person is None or person.slack_user_id is None or person_id == by.person_id:
        return
    card = cards.answer(session, reply, tz=person.tz, at=at)
    if not card["rows"] and not card["plans"]:
        return
    draft = places.draft(
        places.of_person(person),
        f"answered_for_you:{reply.id}",
        "answered_for_you",
        {
            "by": by.name,
            "corrected": corrected,
            "rows": card["rows"],
            "plans": card["plans"],
        },
        priority=Priority.REMINDER,
    )
    outbox.add(session, draft, workspace_id=by.workspace_id, at=at)
