"""What was done is told by direct message where no other answer can be given: after a form."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.people import Actor
from bot.services import places
from bot.services.rows import Row
from storage import outbox
from storage.outbox import Priority


def by_message(session: Session, by: Actor, name: str, facts: Row, *, at: datetime) -> None:
    """Tell the actor that it is done, once per `name`."""
    place = places.Place(by.slack_user_id, by.locale, by.tz)
    draft = places.draft(place, name, "cycle_done", facts, priority=Priority.INTERACTIVE)
    outbox.add(session, draft, workspace_id=by.workspace_id, at=at)
