"""What falls due: rows with the next moment, taken by a tick and moved on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, or_, update
from sqlmodel import Session, col, select

from storage import home_changes
from storage.inserting import insert_all, insert_once
from storage.tables import Schedule

UNIQUE = ("workspace_id", "kind", "subject_id")


def _is_due(now: Any) -> tuple[Any, Any]:
    untried = or_(col(Schedule.retry_at).is_(None), col(Schedule.retry_at) <= now)
    return col(Schedule.next_at) <= now, untried


#: Built once: asking costs less than making the statement, and a tick mostly finds nothing.
DUE = (
    select(Schedule.id, Schedule.failures)
    .where(*_is_due(bindparam("now")))
    .order_by(col(Schedule.next_at), col(Schedule.id))
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)


MOVED = ("next_at", "occurs_on", "skipped_at", "skipped_why", "skipped_params")
MOVE_ON = (
    update(Schedule.__table__)  # type: ignore[attr-defined]
    .where(col(Schedule.id) == bindparam("row_id"))
    .values({name: bindparam(name) for name in MOVED} | {"failures": 0, "retry_at": None})
)


def add(
    session: Session,
    *,
    workspace_id: str,
    kind: str,
    subject_id: int,
    tz: str,
    next_at: datetime,
    rule: dict[str, Any] | None = None,
) -> bool:
    """Schedule something once per kind and subject; False when it is scheduled already.

    Without a rule it happens once.
    """
    values = once(workspace_id, kind, subject_id, tz=tz, next_at=next_at) | {"rule": rule or {}}
    return insert_once(session, Schedule, values, unique=UNIQUE) is not None


def add_all(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Schedule everything that is not scheduled yet; `rows` are made by `once`."""
    insert_all(session, Schedule, rows, unique=UNIQUE, by="subject_id")


def once(
    workspace_id: str, kind: str, subject_id: int, *, tz: str, next_at: datetime
) -> dict[str, Any]:
    """The columns of a row for something that happens once."""
    return {
        "workspace_id": workspace_id,
        "kind": kind,
        "subject_id": subject_id,
        "tz": tz,
        "rule": {},
        "next_at": next_at,
        "failures": 0,
        "skipped_params": {},
    }


def take(session: Session, now: datetime, *, until: datetime, limit: int) -> Sequence[int]:
    """Begin an attempt at rows due at or before `now`, oldest first: the ids of those to handle.

    An attempt is counted before it is made, because it may end the process; nobody begins another
    before `until`. A row whose last attempt did not end well is taken alone, after all the others:
    it shall take nobody with it again.
    """
    found = session.execute(DUE, {"now": now, "most": limit}).all()
    ids = [row_id for row_id, failures in found if row_id is not None and failures == 0]
    ids = ids or [row_id for row_id, _ in found[:1] if row_id is not None]
    if ids:
        counted = update(Schedule).where(col(Schedule.id).in_(ids))
        values = {"failures": col(Schedule.failures) + 1, "retry_at": until}
        session.execute(counted.values(**values))
    return ids


def taken(session: Session, ids: Sequence[int], *, until: datetime) -> Sequence[Schedule]:
    """The rows that were taken so, oldest first, locked for this transaction.

    Those that somebody else took meanwhile, or that were cancelled, are left out.
    """
    statement = (
        select(Schedule)
        .where(col(Schedule.id).in_(ids), col(Schedule.retry_at) == until)
        .order_by(col(Schedule.next_at), col(Schedule.id))
        .with_for_update(skip_locked=True)
    )
    return session.exec(statement).all()


def move_on(session: Session, moved: Sequence[tuple[Schedule, Mapping[str, Any]]]) -> None:
    """End an attempt at rows, each with what is new in it: all of MOVED."""
    if not moved:
        return
    session.flush()  # or what was changed in the rows before would come after
    given = [{"row_id": row.id, **values} for row, values in moved]
    session.connection().execute(MOVE_ON, given)
    asked = [(row.workspace_id, row.subject_id, None) for row, _ in moved if row.kind == "check_in"]
    home_changes.note(session, asked)
    for row, _ in moved:
        if row in session:
            session.expire(row)


def overdue(session: Session, workspace_id: str, now: datetime) -> Sequence[Schedule]:
    """Rows of a workspace that are due at or before `now`, oldest first, to look at only."""
    statement = (
        select(Schedule)
        .where(Schedule.workspace_id == workspace_id, *_is_due(now))
        .order_by(col(Schedule.next_at), col(Schedule.id))
    )
    return session.exec(statement).all()


def give_back(session: Session, ids: Sequence[int], *, until: datetime) -> None:
    """Those of the rows that were taken so and not handled: as if no attempt had been begun."""
    session.execute(
        update(Schedule)
        .where(col(Schedule.id).in_(ids), col(Schedule.retry_at) == until)
        .values(failures=col(Schedule.failures) - 1, retry_at=None)
    )


def next_due(session: Session) -> datetime | None:
    """When the next row falls due."""
    due_at = func.coalesce(col(Schedule.retry_at), col(Schedule.next_at))
    return session.exec(select(func.min(due_at))).one()


def of(session: Session, *, workspace_id: str, kind: str, subject_id: int) -> Schedule | None:
    """The row of this kind and subject."""
    statement = select(Schedule).where(
        col(Schedule.workspace_id) == workspace_id,
        col(Schedule.kind) == kind,
        col(Schedule.subject_id) == subject_id,
    )
    return session.exec(statement).first()


def subjects(session: Session, workspace_id: str, *, kind: str) -> Sequence[int]:
    """The ids that the workspace's rows of this kind are for."""
    statement = select(Schedule.subject_id).where(
        Schedule.workspace_id == workspace_id, Schedule.kind == kind
    )
    return session.exec(statement).all()


def count(session: Session, workspace_id: str, *, kind: str) -> int:
    """How many rows of this kind the workspace has."""
    statement = (
        select(func.count())
        .select_from(Schedule)
        .where(Schedule.workspace_id == workspace_id, Schedule.kind == kind)
    )
    return session.exec(statement).one()


def cancel(session: Session, *, workspace_id: str, kinds: Sequence[str], subject_id: int) -> None:
    """Take rows of these kinds and this subject off the list."""
    session.execute(
        delete(Schedule).where(
            col(Schedule.workspace_id) == workspace_id,
            col(Schedule.kind).in_(kinds),
            col(Schedule.subject_id) == subject_id,
        )
    )
