"""Who is given a role, or loses one, hears of it by direct message."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from bot.domain.people import Actor
from bot.services import places
from bot.services.rows import Row
from storage import outbox
from storage.outbox import Priority
from storage.tables import Person


def can_be_told(person: Person) -> bool:
    """Whether the bot may write to somebody."""
    return person.standing == "employee" and person.slack_user_id is not None


def role(name: str, person: Person, *, given: bool, of: str | None = None) -> Row:
    """What changed: `person` is or is no more an "admin", or the "lead" of the team `of`.

    "manager": who manages them is called `of`, None for nobody. "report": whether they are one of
    the reader's.
    """
    return {
        "role": name,
        "person_id": person.id,
        "person": person.name,
        "given": given,
        "of": of,
    }


def tell(
    session: Session,
    readers: Iterable[Person | None],
    changed: Row,
    *,
    by: Actor,
    key: str,
    at: datetime,
) -> None:
    """Tell each of them once, as far as they can be told; `key` is that of what was done."""
    for reader in readers:
        if reader is None or not can_be_told(reader):
            continue
        facts: Row = changed | {
            "by": by.name,
            "slack_id": by.slack_user_id or None,
            "own": reader.id == by.person_id,
            "resigned": by.person_id == changed["person_id"],
            "about_reader": reader.id == changed["person_id"],
        }
        draft = places.draft(
            places.of_person(reader),
            f"role:{key}:{changed['role']}:{changed['given']}:{reader.id}",
            "role_changed",
            facts,
            priority=Priority.REMINDER,
        )
        outbox.add(session, draft, workspace_id=by.workspace_id, at=at)
