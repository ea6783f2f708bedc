"""Notes what changes on home tabs, in the transaction of the change; a worker finds out on whose.

A note is an INSERT alone, so that writers do not wait for each other, and none is made where
nobody has opened a home tab. What goes through the session is noted when it is flushed, whatever
the use case; statements that go past the session say it themselves.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Integer, String, bindparam, event, exists, insert, select
from sqlalchemy.orm.attributes import get_history
from sqlmodel import Session, SQLModel

from storage.tables import (
    Away,
    CalendarDay,
    CheckInRequest,
    Cycle,
    KeyResult,
    Kpi,
    Membership,
    Objective,
    Person,
    Schedule,
    Team,
    Workspace,
    metadata,
)

HOMES, CHANGES = metadata.tables["home"], metadata.tables["home_change"]
#: Workspace, whose things, which objective; None and None is what everybody sees.
Seen = tuple[str, int | None, int | None]
NOTED = "home_changes.noted"
#: So many changes of one flush are not told apart: everybody's tab is looked at.
MOST = 300
NOTE = insert(CHANGES).from_select(
    ["workspace_id", "person_id", "objective_id"],
    select(
        bindparam("workspace", type_=String),
        bindparam("person", type_=Integer),
        bindparam("objective", type_=Integer),
    ).where(exists().where(HOMES.c.workspace_id == bindparam("workspace", type_=String))),
)


class WatchedSession(Session):
    """A session that notes for home tabs what it flushes; each change once in a transaction."""


def note(session: Session, changed: Iterable[Seen]) -> None:
    """Note what was changed, each once in a transaction."""
    noted: set[Seen] = session.info.setdefault(NOTED, set())
    found = set(changed) - noted
    if len(found) > MOST:
        everybody: set[Seen] = {(workspace_id, None, None) for workspace_id, _, _ in found}
        found = everybody - noted
    if found:
        noted |= found
        given = [
            {"workspace": workspace_id, "person": person_id, "objective": objective_id}
            for workspace_id, person_id, objective_id in sorted(found, key=str)
        ]
        session.connection().execute(NOTE, given)


@event.listens_for(WatchedSession, "after_soft_rollback")
@event.listens_for(WatchedSession, "after_commit")
def _forget(session: Session, *_: object) -> None:
    session.info.pop(NOTED, None)


@event.listens_for(WatchedSession, "after_flush")
def _note_what_was_flushed(session: Session, _context: object) -> None:
    rows = [*session.new, *session.deleted]
    rows += [row for row in session.dirty if session.is_modified(row)]
    note(session, (seen for row in rows if type(row) in WHOSE for seen in WHOSE[type(row)](row)))


def _objective(row: Any) -> Iterable[Seen]:
    return [(row.workspace_id, who, row.id) for who in _before_and_now(row, "owner_id")]


def _key_result(row: Any) -> Iterable[Seen]:
    return [(row.workspace_id, who, row.objective_id) for who in _before_and_now(row, "owner_id")]


def _owned(row: Any) -> Iterable[Seen]:
    return [(row.workspace_id, who, None) for who in _before_and_now(row, "owner_id")]


def _of_person(row: Any) -> Iterable[Seen]:
    return [(row.workspace_id, row.person_id, None)]


def _person(row: Any) -> Iterable[Seen]:
    who = {row.id, *_before_and_now(row, "manager_id")} - {None}
    return [(row.workspace_id, person_id, None) for person_id in who]


def _schedule(row: Any) -> Iterable[Seen]:
    return [(row.workspace_id, row.subject_id, None)] if row.kind == "check_in" else []


def _everybody(row: Any) -> Iterable[Seen]:
    return [(row.workspace_id, None, None)]


def _workspace(row: Any) -> Iterable[Seen]:
    return [(row.id, None, None)]


WHOSE: Mapping[type[SQLModel], Callable[[Any], Iterable[Seen]]] = {
    Objective: _objective,
    KeyResult: _key_result,
    Kpi: _owned,
    Away: _of_person,
    CheckInRequest: _of_person,
    Person: _person,
    Schedule: _schedule,
    Cycle: _everybody,
    CalendarDay: _everybody,
    Membership: _everybody,
    Team: _everybody,
    Workspace: _workspace,
}


def _before_and_now(row: Any, name: str) -> set[int | None]:
    """The value of a column with the one that a flush replaced."""
    history = get_history(row, name)
    return {getattr(row, name), *(history.deleted or ())}
