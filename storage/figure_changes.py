"""Notes which teams' own goals change, in the transaction of the change; a worker counts them anew.

A note is an INSERT alone, so that writers do not wait for each other. What goes through the session
is noted when it is flushed, whatever the use case; statements that go past the session say it
themselves.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, event, insert, select
from sqlalchemy.orm.attributes import get_history
from sqlmodel import Session

from storage.home_changes import WatchedSession
from storage.tables import Cycle, Initiative, KeyResult, Objective, Team, metadata

CHANGES = metadata.tables["team_figure_change"]
TEAMS, OBJECTIVES, KEY_RESULTS = (metadata.tables[n] for n in ("team", "objective", "key_result"))
NOTED = "figure_changes.noted"
#: So many changes of one flush are not told apart: every team is counted anew.
MOST = 300
COLUMNS = ["workspace_id", "team_id"]
_OF_OBJECTIVE = select(OBJECTIVES.c.workspace_id, OBJECTIVES.c.team_id).where(
    OBJECTIVES.c.team_id.is_not(None)
)
OF_OBJECTIVE = insert(CHANGES).from_select(
    COLUMNS, _OF_OBJECTIVE.where(OBJECTIVES.c.id == bindparam("row_id"))
)
OF_KEY_RESULT = insert(CHANGES).from_select(
    COLUMNS,
    _OF_OBJECTIVE.join(KEY_RESULTS, KEY_RESULTS.c.objective_id == OBJECTIVES.c.id).where(
        KEY_RESULTS.c.id == bindparam("row_id")
    ),
)
OF_TEAM = insert(CHANGES).from_select(
    COLUMNS, select(TEAMS.c.workspace_id, TEAMS.c.id).where(TEAMS.c.id == bindparam("row_id"))
)
OF_WORKSPACE = insert(CHANGES).from_select(
    COLUMNS,
    select(TEAMS.c.workspace_id, TEAMS.c.id).where(TEAMS.c.workspace_id == bindparam("row_id")),
)
#: In which workspace, and one of the statements above with the id that it is given.
Changed = tuple[str, Any, int | str]


def key_result(session: Session, kr: KeyResult) -> None:
    """Note a key result that is changed by a statement of its own."""
    _note(session, [(kr.workspace_id, OF_OBJECTIVE, kr.objective_id)])


def everything(session: Session, workspace_id: str) -> None:
    """Have every team of the workspace counted anew, in this transaction's wake."""
    session.flush()
    _note(session, [(workspace_id, OF_WORKSPACE, workspace_id)])


def teams(session: Session, workspace_id: str, team_ids: Iterable[int]) -> None:
    """Have these teams counted anew."""
    _note(session, [(workspace_id, OF_TEAM, team_id) for team_id in team_ids])


def _note(session: Session, changed: Iterable[Changed]) -> None:
    """Each once in a transaction; none beside a note of its whole workspace."""
    noted: set[Changed] = session.info.setdefault(NOTED, set())
    found = dict.fromkeys(one for one in changed if one not in noted)
    if len(found) > MOST:
        found = {(one[0], OF_WORKSPACE, one[0]): None for one in found}
    for one in found:
        workspace_id, statement, row_id = one
        if one not in noted and (workspace_id, OF_WORKSPACE, workspace_id) not in noted:
            noted.add(one)
            session.connection().execute(statement, {"row_id": row_id})


@event.listens_for(WatchedSession, "after_soft_rollback")
@event.listens_for(WatchedSession, "after_commit")
def _forget(session: Session, *_: object) -> None:
    session.info.pop(NOTED, None)


@event.listens_for(WatchedSession, "after_flush")
def _note_what_was_flushed(session: Session, _context: object) -> None:
    rows: list[Any] = [*session.new, *session.deleted]
    rows += [row for row in session.dirty if session.is_modified(row)]
    _note(session, (changed for row in rows for changed in _changed(row)))


def _changed(row: Any) -> Iterable[Changed]:
    """What a flushed row has to do with the figures of teams."""
    match row:
        case KeyResult():
            return [(row.workspace_id, OF_OBJECTIVE, row.objective_id)]
        case Objective():
            before = get_history(row, "team_id").deleted or ()
            found = {row.team_id, *before} - {None}
            return [(row.workspace_id, OF_TEAM, one) for one in found if one is not None]
        case Initiative():
            return [(row.workspace_id, OF_KEY_RESULT, row.key_result_id)]
        case Team() if row.id is not None:
            return [(row.workspace_id, OF_TEAM, row.id)]
        case Cycle():
            return [(row.workspace_id, OF_WORKSPACE, row.workspace_id)]
    return []
