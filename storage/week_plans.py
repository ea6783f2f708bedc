"""What people mean to do in a week, and what was pointed out about their goals."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, delete, or_
from sqlmodel import Session, col, select

from storage.inserting import insert_once
from storage.tables import GoalHint, Initiative, WeekPlan

UNIQUE_HINT = ("workspace_id", "key_result_id", "kind")


def open_before(
    session: Session, workspace_id: str, person_ids: Sequence[int], week: str
) -> dict[int, list[WeekPlan]]:
    """Open plans for weeks before this one, by person, oldest first; who has none is absent.

    Weeks are written so that they sort: 2026-W47.
    """
    statement = (
        select(WeekPlan)
        .where(
            WeekPlan.workspace_id == workspace_id,
            col(WeekPlan.person_id).in_(person_ids),
            WeekPlan.state == "open",
            WeekPlan.week < week,
        )
        .order_by(col(WeekPlan.id))
    )
    found: dict[int, list[WeekPlan]] = {}
    for plan in session.exec(statement):
        found.setdefault(plan.person_id, []).append(plan)
    return found


def of_week(
    session: Session, workspace_id: str, person_id: int, week: str, *, since: datetime
) -> Sequence[WeekPlan]:
    """A person's open plans for earlier weeks, and those that were settled since a moment."""
    statement = (
        select(WeekPlan)
        .where(
            WeekPlan.workspace_id == workspace_id,
            WeekPlan.person_id == person_id,
            or_(
                and_(col(WeekPlan.state) == "open", col(WeekPlan.week) < week),
                col(WeekPlan.settled_at) >= since,
            ),
        )
        .order_by(col(WeekPlan.id))
    )
    return session.exec(statement).all()


def for_update(session: Session, workspace_id: str, plan_id: int) -> WeekPlan | None:
    """One plan, locked until the transaction ends."""
    statement = select(WeekPlan).where(
        WeekPlan.workspace_id == workspace_id, WeekPlan.id == plan_id
    )
    return session.exec(statement.with_for_update()).first()


def of_reply(session: Session, workspace_id: str, reply_id: int) -> Sequence[WeekPlan]:
    """The plans that were said in a reply, in order."""
    statement = select(WeekPlan).where(
        WeekPlan.workspace_id == workspace_id, WeekPlan.reply_id == reply_id
    )
    return session.exec(statement.order_by(col(WeekPlan.id))).all()


def drop_of_reply(session: Session, workspace_id: str, reply_id: int) -> int:
    """Forget the plans of a reply, but for those settled since; how many."""
    statement = delete(WeekPlan).where(
        col(WeekPlan.workspace_id) == workspace_id,
        col(WeekPlan.reply_id) == reply_id,
        col(WeekPlan.settled_at).is_(None),
    )
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]


def open_initiatives(
    session: Session, workspace_id: str, key_result_ids: Sequence[int]
) -> Mapping[int, Sequence[Initiative]]:
    """Open initiatives by key result; one without any is absent."""
    statement = (
        select(Initiative)
        .where(
            Initiative.workspace_id == workspace_id,
            col(Initiative.key_result_id).in_(key_result_ids),
            Initiative.state == "open",
        )
        .order_by(col(Initiative.position), col(Initiative.id))
    )
    found: dict[int, list[Initiative]] = {}
    for row in session.exec(statement):
        found.setdefault(row.key_result_id, []).append(row)
    return found


def without_initiative(
    session: Session, workspace_id: str, key_result_ids: Sequence[int]
) -> Sequence[int]:
    """Those of these key results that never had an initiative and were not pointed out for it."""
    statement = select(GoalHint.key_result_id).where(
        GoalHint.workspace_id == workspace_id,
        GoalHint.kind == "no_initiative",
        col(GoalHint.key_result_id).in_(key_result_ids),
    )
    told = set(session.exec(statement))
    has = select(Initiative.key_result_id).where(
        Initiative.workspace_id == workspace_id,
        col(Initiative.key_result_id).in_(key_result_ids),
    )
    known = told | set(session.exec(has))
    return [row_id for row_id in key_result_ids if row_id not in known]


def point_out(
    session: Session,
    workspace_id: str,
    key_result_id: int,
    kind: str,
    *,
    reply_id: int,
    at: datetime,
) -> bool:
    """Keep that something is pointed out about a key result; False when it was before."""
    values = {
        "workspace_id": workspace_id,
        "key_result_id": key_result_id,
        "kind": kind,
        "reply_id": reply_id,
        "at": at,
    }
    return insert_once(session, GoalHint, values, unique=UNIQUE_HINT) is not None


def hints_of_reply(session: Session, workspace_id: str, reply_id: int) -> Sequence[GoalHint]:
    """What is pointed out on the card of a reply."""
    statement = select(GoalHint).where(
        GoalHint.workspace_id == workspace_id, GoalHint.reply_id == reply_id
    )
    return session.exec(statement.order_by(col(GoalHint.id))).all()


def hint_for_update(
    session: Session, workspace_id: str, key_result_id: int, kind: str
) -> GoalHint | None:
    """What was pointed out about a key result, locked until the transaction ends."""
    statement = select(GoalHint).where(
        GoalHint.workspace_id == workspace_id,
        GoalHint.key_result_id == key_result_id,
        GoalHint.kind == kind,
    )
    return session.exec(statement.with_for_update()).first()


def open_for(
    session: Session, workspace_id: str, key_result_ids: Sequence[int], week: str
) -> Sequence[WeekPlan]:
    """Open plans for these key results in this week or a later one, by their goals."""
    statement = (
        select(WeekPlan)
        .where(
            WeekPlan.workspace_id == workspace_id,
            col(WeekPlan.key_result_id).in_(key_result_ids),
            WeekPlan.state == "open",
            WeekPlan.week >= week,
        )
        .order_by(col(WeekPlan.key_result_id), col(WeekPlan.id))
    )
    return session.exec(statement).all()
