"""What a report of a cycle is made of: everything of a workspace with one statement for each kind.

People and goals are never named in a statement: of a large company there are more than a database
takes names.
"""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import Session, col

from storage.outbox import SHADOWED
from storage.tables import Away, CheckInRequest, Message

#: So many rows are in memory at a time where they are only counted.
AT_ONCE = 2_000
#: Who was asked, when, and when they answered.
Question = tuple[int, datetime, datetime | None]


def questions(
    session: Session, workspace_id: str, *, since: datetime, until: datetime
) -> Iterator[Question]:
    """The weekly questions that people were sent from `since` to before `until`.

    What was kept back in shadow mode nobody has seen: it is there only if it was answered.
    """
    statement = (
        select(
            col(CheckInRequest.person_id),
            col(CheckInRequest.created_at),
            col(CheckInRequest.answered_at),
            col(Message.state),
            col(Message.error),
        )
        .join(Message, col(Message.id) == col(CheckInRequest.message_id), isouter=True)
        .where(
            col(CheckInRequest.workspace_id) == workspace_id,
            col(CheckInRequest.created_at) >= since,
            col(CheckInRequest.created_at) < until,
        )
        .order_by(col(CheckInRequest.id))
        .execution_options(yield_per=AT_ONCE)
    )
    for person_id, asked_at, answered_at, state, error in session.execute(statement):
        unseen = (state, error) == ("skipped", SHADOWED)
        if answered_at is not None or not unseen:
            yield person_id, asked_at, answered_at


def leaves(
    session: Session, workspace_id: str, *, first: date, last: date
) -> dict[int, list[tuple[date, date]]]:
    """First and last days of the leaves that touch `first`..`last`, by the id of the person."""
    statement = (
        select(col(Away.person_id), col(Away.starts_on), col(Away.ends_on))
        .where(
            col(Away.workspace_id) == workspace_id,
            col(Away.starts_on) <= last,
            col(Away.ends_on) >= first,
        )
        .order_by(col(Away.id))
    )
    found: dict[int, list[tuple[date, date]]] = {}
    for person_id, starts_on, ends_on in session.execute(statement):
        found.setdefault(person_id, []).append((starts_on, ends_on))
    return found
