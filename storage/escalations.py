"""Questions without an answer of which a manager is to hear."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from storage.tables import CheckInRequest, Person, Schedule


def waiting(
    session: Session, workspace_id: str, manager_id: int, *, before: datetime
) -> Sequence[tuple[Person, CheckInRequest]]:
    """The direct reports and their open questions of which word is due before a moment.

    In the order of the people's ids.
    """
    statement = (
        select(Person, CheckInRequest)
        .join(CheckInRequest, col(CheckInRequest.person_id) == col(Person.id))
        .join(Schedule, col(Schedule.subject_id) == col(CheckInRequest.id))
        .where(
            Person.workspace_id == workspace_id,
            Person.manager_id == manager_id,
            Person.standing == "employee",
            CheckInRequest.workspace_id == workspace_id,
            CheckInRequest.state == "open",
            Schedule.workspace_id == workspace_id,
            Schedule.kind == "escalation",
            Schedule.next_at < before,
        )
        .order_by(col(Person.id))
    )
    return session.exec(statement).all()
