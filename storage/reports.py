"""The people that somebody leads, what they were asked and what they checked in."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select

from storage.tables import (
    CheckIn,
    CheckInRequest,
    CheckInReview,
    Cycle,
    KeyResult,
    Membership,
    Message,
    Objective,
    Person,
    Team,
)


def people_of(session: Session, workspace_id: str, manager_id: int) -> Sequence[Person]:
    """Employees whose manager this is; where they have none, the lead of their team counts."""
    led = (
        select(Membership.person_id)
        .join(Team, col(Team.id) == col(Membership.team_id))
        .where(Membership.workspace_id == workspace_id, Team.lead_id == manager_id)
    )
    statement = (
        select(Person)
        .where(
            Person.workspace_id == workspace_id,
            Person.standing == "employee",
            Person.id != manager_id,
            or_(
                col(Person.manager_id) == manager_id,
                and_(col(Person.manager_id).is_(None), col(Person.id).in_(led)),
            ),
        )
        .order_by(col(Person.name), col(Person.id))
    )
    return session.exec(statement).all()


def newest_requests(
    session: Session, workspace_id: str, person_ids: Sequence[int]
) -> dict[int, CheckInRequest]:
    """What each of these people was asked last, by person; who never was is absent."""
    newest = (
        select(func.max(CheckInRequest.id))
        .where(
            CheckInRequest.workspace_id == workspace_id,
            col(CheckInRequest.person_id).in_(person_ids),
        )
        .group_by(col(CheckInRequest.person_id))
    )
    statement = select(CheckInRequest).where(
        CheckInRequest.workspace_id == workspace_id, col(CheckInRequest.id).in_(newest)
    )
    return {request.person_id: request for request in session.exec(statement)}


def prepared(session: Session, workspace_id: str, keys: Sequence[str]) -> set[str]:
    """Those of these dedup keys of which a message was prepared."""
    statement = select(Message.dedup_key).where(
        Message.workspace_id == workspace_id, col(Message.dedup_key).in_(keys)
    )
    return set(session.exec(statement))


def unreviewed(
    session: Session,
    workspace_id: str,
    owner_ids: Sequence[int],
    *,
    reviewer_id: int,
    since: datetime,
    limit: int,
) -> Sequence[tuple[CheckIn, KeyResult, Objective]]:
    """The check-in that stands last of each key result of these people, newest first.

    Of cycles that run: once one is closing, scores are looked at instead. Without those that the
    reviewer wrote, has reviewed, or that were made before `since`.
    """
    reviewed = select(CheckInReview.check_in_id).where(
        CheckInReview.workspace_id == workspace_id, CheckInReview.reviewer_id == reviewer_id
    )
    statement = (
        select(CheckIn, KeyResult, Objective)
        .join(KeyResult, col(KeyResult.last_check_in_id) == col(CheckIn.id))
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
        .where(
            CheckIn.workspace_id == workspace_id,
            KeyResult.workspace_id == workspace_id,
            KeyResult.state == "active",
            Cycle.state == "active",
            col(KeyResult.owner_id).in_(owner_ids),
            CheckIn.person_id != reviewer_id,
            CheckIn.source != "import",
            CheckIn.at >= since,
            col(CheckIn.id).not_in(reviewed),
        )
        .order_by(col(KeyResult.owner_id), col(CheckIn.id))
        .limit(limit)
    )
    return session.exec(statement).all()


def check_in(
    session: Session, workspace_id: str, check_in_id: int, *, lock: bool
) -> tuple[CheckIn, KeyResult, Objective] | None:
    """A check-in with its goal; with `lock` the key result is held until the transaction ends."""
    statement = (
        select(CheckIn, KeyResult, Objective)
        .join(KeyResult, col(KeyResult.id) == col(CheckIn.key_result_id))
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .where(
            CheckIn.workspace_id == workspace_id,
            KeyResult.workspace_id == workspace_id,
            CheckIn.id == check_in_id,
        )
    )
    return session.exec(statement.with_for_update(of=KeyResult) if lock else statement).first()


def reviews_of(session: Session, workspace_id: str, check_in_id: int) -> Sequence[CheckInReview]:
    """What was said of a check-in, oldest first."""
    statement = select(CheckInReview).where(
        CheckInReview.workspace_id == workspace_id, CheckInReview.check_in_id == check_in_id
    )
    return session.exec(statement.order_by(col(CheckInReview.id))).all()
