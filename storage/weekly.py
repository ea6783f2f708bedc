"""Whom the weekly question was asked, of many people at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlmodel import Session, col, select

from storage import home_changes
from storage.inserting import insert_all
from storage.tables import CheckInRequest, Person

Items = list[dict[str, object]]
SET_MESSAGE = (
    update(CheckInRequest.__table__)  # type: ignore[attr-defined]
    .where(col(CheckInRequest.id) == bindparam("row_id"))
    .values(message_id=bindparam("message"))
)


def add_requests(
    session: Session, workspace_id: str, asked: Sequence[tuple[int, str, Items]], *, at: datetime
) -> dict[int, int]:
    """Ask people for a week (id, week, items); the ids of the new requests by id of the person.

    Who was asked that week already is absent.
    """
    rows = [
        {
            "workspace_id": workspace_id,
            "person_id": person_id,
            "week": week,
            "items": items,
            "state": "open",
            "created_at": at,
        }
        for person_id, week, items in asked
    ]
    unique = ("workspace_id", "person_id", "week")
    made = insert_all(session, CheckInRequest, rows, unique=unique, by="person_id")
    home_changes.note(session, [(workspace_id, person_id, None) for person_id in made])
    return made


def asked_before(
    session: Session, workspace_id: str, person_ids: Sequence[int], *, since: datetime
) -> frozenset[int]:
    """Which of these people were asked anything before a moment."""
    earlier = select(CheckInRequest.id).where(
        CheckInRequest.workspace_id == workspace_id,
        CheckInRequest.person_id == col(Person.id),
        col(CheckInRequest.created_at) < since,
    )
    statement = select(Person.id).where(
        Person.workspace_id == workspace_id, col(Person.id).in_(person_ids), earlier.exists()
    )
    return frozenset(found for found in session.exec(statement) if found is not None)


def set_messages(session: Session, messages: Mapping[int, int]) -> None:
    """Keep with requests, by their ids, which message asks them."""
    if messages:
        given = [{"row_id": row_id, "message": message} for row_id, message in messages.items()]
        session.connection().execute(SET_MESSAGE, given)


def asked_about(
    session: Session, workspace_id: str, person_ids: Sequence[int], *, since: datetime
) -> Sequence[CheckInRequest]:
    """What these people were asked since a moment, oldest first."""
    statement = (
        select(CheckInRequest)
        .where(
            CheckInRequest.workspace_id == workspace_id,
            col(CheckInRequest.person_id).in_(person_ids),
            CheckInRequest.created_at >= since,
        )
        .order_by(col(CheckInRequest.created_at), col(CheckInRequest.id))
    )
    return session.exec(statement).all()


def open_requests(
    session: Session, workspace_id: str, person_ids: Sequence[int]
) -> Sequence[CheckInRequest]:
    """Requests of these people that they have not answered, in the order of their ids."""
    statement = (
        select(CheckInRequest)
        .where(
            CheckInRequest.workspace_id == workspace_id,
            col(CheckInRequest.person_id).in_(person_ids),
            CheckInRequest.state == "open",
        )
        .order_by(col(CheckInRequest.id))
    )
    return session.exec(statement).all()
