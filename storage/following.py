"""Who follows what."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from storage.inserting import insert_once
from storage.tables import Following, Person

UNIQUE = ("workspace_id", "person_id", "kind", "subject_id")


def add(
    session: Session,
    workspace_id: str,
    *,
    person_id: int,
    kind: str,
    subject_id: int,
    at: datetime,
) -> bool:
    """Follow something; False for what is followed already."""
    values = {
        "workspace_id": workspace_id,
        "person_id": person_id,
        "kind": kind,
        "subject_id": subject_id,
        "since": at,
    }
    return insert_once(session, Following, values, unique=UNIQUE) is not None


def of_person(session: Session, workspace_id: str, person_id: int) -> Sequence[Following]:
    """What somebody follows, in the order in which they began."""
    statement = (
        select(Following)
        .where(Following.workspace_id == workspace_id, Following.person_id == person_id)
        .order_by(col(Following.id))
    )
    return session.exec(statement).all()


def remove(session: Session, row: Following) -> None:
    """Follow something no longer."""
    session.delete(row)
    session.flush()


def people_called(session: Session, workspace_id: str, name: str) -> Sequence[Person]:
    """Employees of exactly this name."""
    statement = (
        select(Person)
        .where(
            Person.workspace_id == workspace_id,
            Person.name == name,
            Person.standing == "employee",
        )
        .order_by(col(Person.id))
    )
    return session.exec(statement).all()
