"""How far Slack's list of people was read: one reader at a time, page by page."""

from datetime import datetime

from sqlmodel import Session, col, or_, select

from storage.inserting import insert_once
from storage.tables import PeopleSync, Person


def begin(session: Session, workspace_id: str, *, at: datetime) -> None:
    """The list is to be read now, from its start unless somebody is in the middle of it."""
    values = {"workspace_id": workspace_id, "cursor": "", "next_at": at}
    if insert_once(session, PeopleSync, values, unique=("workspace_id",)) is None:
        row = _row(session, workspace_id)
        row.next_at = min(row.next_at, at)


def take(session: Session, workspace_id: str, *, at: datetime, until: datetime) -> str | None:
    """The cursor of the page that is due, None when none is; it is the caller's before `until`."""
    row = _row(session, workspace_id)
    if row.next_at > at:
        return None
    row.next_at = until
    return row.cursor


def go_on(session: Session, workspace_id: str, *, cursor: str, at: datetime) -> None:
    """The page of this cursor is to be read at `at`."""
    row = _row(session, workspace_id)
    row.cursor, row.next_at = cursor, at


def is_under_way(session: Session, workspace_id: str) -> bool:
    """Whether a part of the list was read, and the rest was not yet."""
    statement = select(PeopleSync.cursor).where(PeopleSync.workspace_id == workspace_id)
    return bool(session.exec(statement).first())


def known(
    session: Session, workspace_id: str, slack_user_ids: list[str], emails: list[str]
) -> list[Person]:
    """The people with one of these accounts or addresses."""
    statement = select(Person).where(
        Person.workspace_id == workspace_id,
        or_(col(Person.slack_user_id).in_(slack_user_ids), col(Person.email).in_(emails)),
    )
    return list(session.exec(statement.order_by(col(Person.id))))


def _row(session: Session, workspace_id: str) -> PeopleSync:
    statement = select(PeopleSync).where(PeopleSync.workspace_id == workspace_id)
    return session.exec(statement.with_for_update()).one()
