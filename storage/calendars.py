"""A workspace's own days, and who is away when."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from storage.tables import Away, CalendarDay


def days(session: Session, workspace_id: str) -> Mapping[date, CalendarDay]:
    """The days of which the workspace says something."""
    found = session.exec(select(CalendarDay).where(CalendarDay.workspace_id == workspace_id))
    return {row.day: row for row in found}


def leaves(session: Session, workspace_id: str, person_id: int, *, since: date) -> Sequence[Away]:
    """When the person is away on that day or later, the first leave first."""
    statement = (
        select(Away)
        .where(
            Away.workspace_id == workspace_id, Away.person_id == person_id, Away.ends_on >= since
        )
        .order_by(col(Away.starts_on))
    )
    return session.exec(statement).all()


def leaves_of(
    session: Session, workspace_id: str, person_ids: Sequence[int]
) -> Mapping[int, Sequence[Away]]:
    """When these people are away, by their ids, whether that is over or not."""
    statement = select(Away).where(
        Away.workspace_id == workspace_id, col(Away.person_id).in_(person_ids)
    )
    found: dict[int, list[Away]] = {}
    for row in session.exec(statement):
        found.setdefault(row.person_id, []).append(row)
    return found


def away_on(
    session: Session, workspace_id: str, person_ids: Sequence[int], day: date
) -> Sequence[int]:
    """Which of these people are away on a day."""
    statement = select(Away.person_id).where(
        Away.workspace_id == workspace_id,
        col(Away.person_id).in_(person_ids),
        Away.starts_on <= day,
        Away.ends_on >= day,
    )
    return session.exec(statement).all()


def set_away(
    session: Session,
    *,
    workspace_id: str,
    person_id: int,
    starts_on: date,
    ends_on: date,
    at: datetime,
) -> None:
    """The person is away on these days; leaves that they touch are replaced."""
    own = (col(Away.workspace_id) == workspace_id, col(Away.person_id) == person_id)
    touched = (col(Away.starts_on) <= ends_on, col(Away.ends_on) >= starts_on)
    session.execute(delete(Away).where(*own, *touched))
    session.add(
        Away(
            workspace_id=workspace_id,
            person_id=person_id,
            starts_on=starts_on,
            ends_on=ends_on,
            created_at=at,
        )
    )
    session.flush()


def end_leave(session: Session, leave: Away) -> None:
    """The person is there again, or does not go."""
    session.delete(leave)
    session.flush()
