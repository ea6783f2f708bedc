"""The append-only list of who did what."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import insert
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.tables import Audit

#: Lines that are read together of a long log.
AT_ONCE: Final = 2_000
ADD = insert(Audit.__table__)  # type: ignore[attr-defined]  # built once, as it costs time


def add(
    session: Session,
    *,
    workspace_id: str,
    at: datetime,
    actor_id: int | None,
    action: str,
    subject: str,
    subject_id: int | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Append one line; ids and keys only, never people's words."""
    values = {
        "workspace_id": workspace_id,
        "at": at,
        "actor_id": actor_id,
        "action": action,
        "subject": subject,
        "subject_id": subject_id,
        "detail": dict(detail or {}),
    }
    session.connection().execute(ADD, values)


def every(session: Session, workspace_id: str, *, person_id: int | None) -> Iterator[Audit]:
    """All lines from the newest on, read a few at a time; with `person_id` as `newest` has it."""
    below: int | None = None
    while True:
        statement = _of(workspace_id, person_id)
        if below is not None:
            statement = statement.where(col(Audit.id) < below)
        found = session.exec(statement.order_by(col(Audit.id).desc()).limit(AT_ONCE)).all()
        yield from found
        if len(found) < AT_ONCE:
            return
        below = found[-1].id


def newest(
    session: Session, workspace_id: str, *, person_id: int | None, first: int, most: int
) -> Sequence[Audit]:
    """Lines from the newest on; with `person_id` what they did, and what is about them."""
    statement = _of(workspace_id, person_id)
    return session.exec(
        statement.order_by(col(Audit.at).desc(), col(Audit.id).desc()).offset(first).limit(most)
    ).all()


def _of(workspace_id: str, person_id: int | None) -> SelectOfScalar[Audit]:
    statement = select(Audit).where(Audit.workspace_id == workspace_id)
    if person_id is not None:
        about = (col(Audit.subject) == "person") & (col(Audit.subject_id) == person_id)
        statement = statement.where((col(Audit.actor_id) == person_id) | about)
    return statement


def was_done(session: Session, workspace_id: str, actions: Sequence[str]) -> bool:
    """Whether anybody ever did one of these things."""
    statement = select(Audit.id).where(
        Audit.workspace_id == workspace_id, col(Audit.action).in_(actions)
    )
    return session.exec(statement.limit(1)).first() is not None
