"""Home tabs: who has one open, whose is behind, and who looks after it now."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, update
from sqlmodel import Session, col, select

from storage.home_changes import Seen
from storage.inserting import insert_once
from storage.installations import has_ended
from storage.tables import Home, HomeChange

UNIQUE = ("workspace_id", "person_id")
BATCH = 1_000


def opened(
    session: Session, workspace_id: str, person_id: int, *, at: datetime, is_blank: bool
) -> None:
    """The person looks at the first page of their tab; `is_blank`: Slack has none to show."""
    values: dict[str, Any] = {"opened_at": at, "page": 0}
    _make(session, workspace_id, person_id, at=at)
    if is_blank:
        values["digest"] = None
    _change(session, _of(workspace_id, person_id), **values)


def turn(session: Session, workspace_id: str, person_id: int, page: int, *, at: datetime) -> None:
    """The person looks at another page of their goals."""
    _make(session, workspace_id, person_id, at=at)
    _change(session, _of(workspace_id, person_id), page=page)


def behind(session: Session) -> Sequence[str]:
    """Workspaces with changes of which nobody knows yet who sees them."""
    statement = select(HomeChange.workspace_id).distinct().order_by(col(HomeChange.workspace_id))
    return session.exec(statement).all()


def take_changes(session: Session, workspace_id: str) -> Sequence[Seen]:
    """The oldest changes, which are gone when this transaction ends; nobody else gets them."""
    rows = session.execute(
        select(col(HomeChange.id), col(HomeChange.person_id), col(HomeChange.objective_id))
        .where(col(HomeChange.workspace_id) == workspace_id)
        .order_by(col(HomeChange.id))
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    session.execute(
        delete(HomeChange).where(
            col(HomeChange.workspace_id) == workspace_id,
            col(HomeChange.id).in_([row_id for row_id, _, _ in rows]),
        )
    )
    return [(workspace_id, person_id, objective_id) for _, person_id, objective_id in rows]


def owners(session: Session, workspace_id: str) -> frozenset[int]:
    """The ids of everybody who has opened their tab."""
    found = session.exec(select(Home.person_id).where(Home.workspace_id == workspace_id))
    return frozenset(found)


def changed(session: Session, workspace_id: str, person_ids: Collection[int]) -> None:
    """The tabs of these people may have changed; always locked in one order."""
    held = (
        select(Home.id)
        .where(Home.workspace_id == workspace_id, col(Home.person_id).in_(sorted(person_ids)))
        .order_by(col(Home.id))
        .with_for_update()
    )
    ids = session.exec(held).all()
    _change(session, (col(Home.workspace_id) == workspace_id, col(Home.id).in_(ids)))


def claim(
    session: Session,
    *,
    at: datetime,
    until: datetime,
    workspace_id: str | None = None,
    person_id: int | None = None,
) -> Home | None:
    """A tab that is behind and that nobody looks after, that of this person or of anybody.

    Those that were opened last come first. It belongs to the caller until `until`.
    """
    own = () if workspace_id is None or person_id is None else _of(workspace_id, person_id)
    free = or_(col(Home.lease_until).is_(None), col(Home.lease_until) <= at)
    statement = (
        select(Home)
        .where(col(Home.shown) < col(Home.changes), free, ~has_ended(col(Home.workspace_id)), *own)
        .order_by(col(Home.opened_at).desc(), col(Home.id))
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    found = session.exec(statement).first()
    if found is not None:
        found.lease_until = until
        session.flush()
    return found


def give_back(session: Session, claimed: Home) -> None:
    """It is still behind, and anybody may look after it."""
    session.execute(_claimed(claimed).values(lease_until=None))


def settle(session: Session, claimed: Home, *, digest: str | None, page: int) -> None:
    """It shows everything that had changed when it was claimed.

    What changed since is still to be shown. Who took too long has lost it, and says nothing.
    """
    session.execute(
        _claimed(claimed).values(
            shown=claimed.changes,
            digest=digest,
            lease_until=None,
            **({"page": page} if page != claimed.page else {}),
        )
    )


def _claimed(claimed: Home) -> Any:
    return update(Home).where(
        col(Home.workspace_id) == claimed.workspace_id,
        col(Home.id) == claimed.id,
        col(Home.lease_until) == claimed.lease_until,
    )


def _make(session: Session, workspace_id: str, person_id: int, *, at: datetime) -> None:
    values = {
        "workspace_id": workspace_id,
        "person_id": person_id,
        "opened_at": at,
        "page": 0,
        "changes": 0,
        "shown": 0,
    }
    insert_once(session, Home, values, unique=UNIQUE)


def _change(session: Session, which: Sequence[Any], **values: Any) -> None:
    session.execute(update(Home).where(*which).values(changes=col(Home.changes) + 1, **values))


def _of(workspace_id: str, person_id: int) -> tuple[Any, ...]:
    return col(Home.workspace_id) == workspace_id, col(Home.person_id) == person_id
