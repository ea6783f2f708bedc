"""Where the app is installed, with its sealed tokens; and installations that were begun."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, or_, update
from sqlmodel import Session, col, select

from storage.inserting import insert_once
from storage.tables import Installation, InstallState, Message
from storage.tables.delivery import MESSAGE_STATES

UNSENT = MESSAGE_STATES[:2]


def of(session: Session, workspace_id: str) -> Installation | None:
    """The installation in this workspace, ended or not; None where there never was one."""
    statement = select(Installation).where(Installation.workspace_id == workspace_id)
    return session.exec(statement).first()


def locked(session: Session, workspace_id: str) -> Installation | None:
    """The same, until the transaction ends."""
    statement = select(Installation).where(Installation.workspace_id == workspace_id)
    return session.exec(statement.with_for_update()).first()


def every(session: Session, *, to_change: bool = False) -> Sequence[Installation]:
    """All of them, ended ones too; `to_change` keeps others from changing them meanwhile."""
    statement = select(Installation).order_by(col(Installation.workspace_id))
    return session.exec(statement.with_for_update() if to_change else statement).all()


def live(session: Session) -> Sequence[str]:
    """The workspaces where the app is installed now."""
    statement = select(Installation.workspace_id).where(col(Installation.ended_at).is_(None))
    return session.exec(statement.order_by(col(Installation.workspace_id))).all()


def ending(session: Session, *, before: datetime, at: datetime) -> Sequence[str]:
    """The workspaces whose token ends before that moment and that nobody renews at `at`.

    Of those that cannot be renewed only what is over.
    """
    statement = select(Installation.workspace_id).where(
        col(Installation.ended_at).is_(None),
        col(Installation.expires_at) <= before,
        or_(col(Installation.refresh_token).is_not(None), col(Installation.expires_at) <= at),
        or_(col(Installation.renewing_until).is_(None), col(Installation.renewing_until) <= at),
    )
    return session.exec(statement.order_by(col(Installation.workspace_id))).all()


def has_ended(workspace_id: Any) -> Any:
    """A condition: the app was installed in the workspace of this column, and is no more."""
    return exists().where(
        col(Installation.workspace_id) == workspace_id, col(Installation.ended_at).is_not(None)
    )


def put(session: Session, workspace_id: str, **facts: Any) -> None:
    """Install, or install again: what was known of an earlier time is replaced."""
    values = {"workspace_id": workspace_id, **facts}
    if insert_once(session, Installation, values, unique=("workspace_id",)) is None:
        fresh = {"renewing_until": None, "ended_at": None, "ended_why": None, **facts}
        session.execute(
            update(Installation)
            .where(col(Installation.workspace_id) == workspace_id)
            .values(**fresh)
        )


def leave_out(
    session: Session, workspace_id: str, *, before: datetime, at: datetime, why: str
) -> int:
    """What was prepared before that moment and is due is not sent any more; how many messages."""
    statement = (
        update(Message)
        .where(
            col(Message.workspace_id) == workspace_id,
            col(Message.state).in_(UNSENT),
            col(Message.created_at) < before,
            col(Message.not_before) <= at,
        )
        .values(state="skipped", error=why, owner=None)
    )
    return _changed(session, statement)


def begin(session: Session, digest: str, *, expires_at: datetime) -> None:
    """Somebody began to install."""
    session.add(InstallState(digest=digest, expires_at=expires_at))


def take(session: Session, digest: str, *, at: datetime) -> bool:
    """Whether an installation was begun under this digest and not too long ago; only once."""
    found = session.execute(
        delete(InstallState)
        .where(col(InstallState.digest) == digest)
        .returning(col(InstallState.expires_at))
    ).scalar_one_or_none()
    return found is not None and found > at


def forget_begun(session: Session, *, before: datetime) -> int:
    """Forget what was begun and never ended; how many."""
    return _changed(session, delete(InstallState).where(col(InstallState.expires_at) < before))


def _changed(session: Session, statement: Any) -> int:
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]
