"""Short answers to replies that change nothing: the person always hears back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from bot.domain.goals.model import Shape
from bot.domain.people import Actor
from bot.domain.replies.model import Intent, Reading
from bot.runtime import Runtime
from bot.services import places
from bot.services.agenda import Item
from bot.services.replying import Came
from bot.services.rows import number
from storage import organisation, outbox
from storage.outbox import Priority

ANSWERS = {
    Intent.HELP: "help",
    Intent.GREETING: "greeting",
    Intent.THANKS: "thanks",
    Intent.LEAVE: "leave",
}


def fitting(
    came: Came, reading: Reading, items: Sequence[Item], *, today: date
) -> tuple[str, dict[str, Any]]:
    """Which note answers a reply without updates, and what it needs."""
    if reading.intent is Intent.LEAVE:
        return "leave", leave(reading, today=today)
    wordless = came.has_file and not came.text.strip()
    return "not_text" if wordless else ANSWERS.get(reading.intent, "empty"), {
        "n": items[0].n,
        "title": items[0].title,
        "unit": items[0].unit,
        "value": None if items[0].shape == Shape.MILESTONES else number(items[0].value),
    }


def leave(reading: Reading, *, today: date) -> dict[str, Any]:
    """A leave that ends some day from `today` on, which can be paused for.

    `leave_from` is its first day where that is still to come.
    """
    starts, until = reading.leave_from, reading.leave_until
    known = until is not None and until >= max(starts or today, today)
    return {
        "leave_from": starts.isoformat() if known and starts and starts > today else None,
        "leave_until": until.isoformat() if known and until else None,
    }


def tell(
    session: Session, by: Actor, came: Came, note: str, params: dict[str, Any], *, at: datetime
) -> None:
    """Send a note to the person, where they wrote."""
    person = organisation.person(session, by.workspace_id, by.person_id)
    assert person is not None
    draft = places.draft(
        places.of_person(person),
        f"note:{came.key}",
        "note",
        {"key": note, "name": by.name, **params},
        priority=Priority.INTERACTIVE,
        thread_ts=came.thread_ts,
    )
    outbox.add(session, draft, workspace_id=by.workspace_id, at=at)


def tell_error(
    rt: Runtime,
    *,
    workspace_id: str,
    slack_user_id: str,
    key: str,
    params: Mapping[str, Any],
    locale: str,
    tz: str,
) -> None:
    """Send words that say what is wrong to somebody who may not be a known person."""
    draft = places.draft(
        places.Place(slack_user_id, locale, tz),
        f"error:{key}",
        "error",
        params,
        priority=Priority.INTERACTIVE,
    )
    with rt.uow() as session:
        outbox.add(session, draft, workspace_id=workspace_id, at=rt.clock())
