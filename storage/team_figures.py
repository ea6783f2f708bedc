"""The sums of teams: changes note which teams to count, a worker counts them and adds up the tree.

Who changes a goal only inserts (`storage.figure_changes`), so that writers neither wait for each
other nor lock in different orders. Who stores sums holds all rows of the workspace: one of them at
a time, and none overwrites a newer count (`TeamFigure.version`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import bindparam, delete, or_, select, update
from sqlmodel import Session, col

from storage import figure_changes, home_changes
from storage.inserting import insert_all
from storage.tables import Team, TeamFigure, Workspace, metadata

FIGURES, CHANGES = metadata.tables["team_figure"], metadata.tables["team_figure_change"]
MILLION: Final = 1_000_000
#: Sums with a column of their own; the others are in `rest`.
COLUMNS: Final = ("points", "weight", "counted", "known")
_SUMS = tuple(f"{kind}{name}" for kind in ("own_", "") for name in (*COLUMNS, "rest"))
_HELD = (
    select(FIGURES.c.team_id, FIGURES.c.version, *(FIGURES.c[name] for name in _SUMS))
    .where(FIGURES.c.workspace_id == bindparam("workspace"))
    .order_by(FIGURES.c.team_id)
    .with_for_update()
)
_WHICH = update(FIGURES).where(FIGURES.c.team_id == bindparam("team"))
_OWN: dict[str, Any] = {
    f"own_{name}": bindparam(f"set_{name}", type_=FIGURES.c[f"own_{name}"].type)
    for name in (*COLUMNS, "rest")
}
_SET_OWN = _WHICH.values(
    _OWN | {"counted_on": bindparam("set_on"), "version": FIGURES.c.version + 1}
)
_SET_TOTAL = _WHICH.values(
    {name: bindparam(f"set_{name}", type_=FIGURES.c[name].type) for name in (*COLUMNS, "rest")}
)
_MEND = _WHICH.where(FIGURES.c.workspace_id == bindparam("workspace")).values(
    mended=FIGURES.c.mended + 1
)

Sums = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Due:
    """Teams to count with the versions of their figures, and the changes that this does away with.

    A version of 0: nothing was ever counted.
    """

    versions: Mapping[int, int]
    changes: Sequence[int]


def note(session: Session, row: Any) -> None:
    """A key result is changed by a statement that goes past the session."""
    figure_changes.key_result(session, row)


def count_anew(session: Session, workspace_id: str) -> None:
    """Have every team counted anew by the worker."""
    figure_changes.everything(session, workspace_id)


def zones(session: Session) -> Mapping[str, str]:
    """The zone of every workspace, whose days its figures are of."""
    found = session.execute(select(col(Workspace.id), col(Workspace.tz)).order_by("id"))
    return {workspace_id: tz for workspace_id, tz in found if workspace_id is not None}


def due(session: Session, workspace_id: str, *, on: date, most: int) -> Due:
    """Up to `most` teams of which something has changed, or that were not counted on this day."""
    changes = session.execute(
        select(CHANGES.c.id, CHANGES.c.team_id).where(CHANGES.c.workspace_id == workspace_id)
    ).all()
    changed = sorted({row.team_id for row in changes})[:most]
    old = session.execute(
        select(col(Team.id))
        .outerjoin(FIGURES, FIGURES.c.team_id == col(Team.id))
        .where(
            col(Team.workspace_id) == workspace_id,
            or_(FIGURES.c.counted_on.is_(None), FIGURES.c.counted_on != on),
        )
        .order_by(col(Team.id))
        .limit(most)
    ).scalars()
    found = dict.fromkeys([*changed, *(team for team in old if team is not None)])
    wanted = list(found)[:most]
    versions = session.execute(
        select(FIGURES.c.team_id, FIGURES.c.version).where(
            FIGURES.c.workspace_id == workspace_id, FIGURES.c.team_id.in_(wanted)
        )
    )
    known = {row.team_id: row.version for row in versions}
    done = [row.id for row in changes if row.team_id in set(wanted)]
    return Due({team: known.get(team, 0) for team in wanted}, done)


def store(
    session: Session, workspace_id: str, own: Mapping[int, Sums], done: Due, *, on: date
) -> bool:
    """Keep what these teams come to, and what that makes of those above; False if others were
    faster, and nothing is stored."""
    parents = _parents(session, workspace_id)
    fresh = [
        TeamFigure(workspace_id=workspace_id, team_id=team).model_dump(exclude={"id"})
        for team, version in done.versions.items()
        if version == 0 and team in parents
    ]
    insert_all(session, TeamFigure, fresh, unique=("workspace_id", "team_id"), by="team_id")
    held = session.connection().execute(_HELD, {"workspace": workspace_id}).all()
    rows = {row.team_id: row for row in held}
    counted = {team: own[team] for team in done.versions if team in rows}
    if any(rows[team].version != done.versions[team] for team in counted):
        return False
    connection = session.connection()
    if counted:
        given = [_given(team, sums) | {"set_on": on} for team, sums in counted.items()]
        connection.execute(_SET_OWN, given)
    now = {team: _of(row, "own_") for team, row in rows.items()} | counted
    total = climbed(now, parents)
    moved = [team for team, row in rows.items() if total.get(team, {}) != _of(row)]
    if moved:
        connection.execute(_SET_TOTAL, [_given(team, total.get(team, {})) for team in moved])
        _tell_leads(session, workspace_id, moved)
    if done.changes:
        gone = delete(CHANGES).where(CHANGES.c.id == bindparam("row_id"))
        connection.execute(gone, [{"row_id": row_id} for row_id in done.changes])
    return True


def kept_sums(session: Session, workspace_id: str, *, on: date) -> Mapping[int, tuple[Sums, Sums]]:
    """Own and total sums of the teams that were counted on this day and have not changed since."""
    behind = select(CHANGES.c.team_id).where(CHANGES.c.workspace_id == workspace_id)
    statement = select(FIGURES).where(
        FIGURES.c.workspace_id == workspace_id,
        FIGURES.c.counted_on == on,
        FIGURES.c.team_id.not_in(behind),
    )
    found = session.connection().execute(statement)
    return {row.team_id: (_of(row, "own_"), _of(row)) for row in found}


def mend(session: Session, workspace_id: str, team_ids: Sequence[int]) -> None:
    """Have teams counted anew whose sums a check has found wrong, and count that it has."""
    which = [{"team": team, "workspace": workspace_id} for team in team_ids]
    session.connection().execute(_MEND, which)
    figure_changes.teams(session, workspace_id, team_ids)


def team_ids(session: Session, workspace_id: str) -> Sequence[int]:
    """Every team of the workspace."""
    return sorted(_parents(session, workspace_id))


def of_team(session: Session, workspace_id: str, team_id: int) -> TeamFigure | None:
    """The sums of a team as they are kept; None before they were ever counted."""
    return kept(session, workspace_id, [team_id]).get(team_id)


def of_workspace(session: Session, workspace_id: str) -> dict[int, TeamFigure]:
    """The sums of every team that was counted, by its id."""
    statement = select(TeamFigure).where(col(TeamFigure.workspace_id) == workspace_id)
    return {figure.team_id: figure for figure in session.execute(statement).scalars()}


def kept(session: Session, workspace_id: str, team_ids: Sequence[int]) -> dict[int, TeamFigure]:
    """The sums of these teams as they are kept; a team without is absent."""
    found = session.execute(
        select(TeamFigure).where(
            col(TeamFigure.workspace_id) == workspace_id, col(TeamFigure.team_id).in_(team_ids)
        )
    ).scalars()
    return {row.team_id: row for row in found}


def parents_of(session: Session, workspace_id: str) -> Mapping[int, int | None]:
    """The team above each team."""
    return _parents(session, workspace_id)


def climbed(own: Mapping[int, Sums], parents: Mapping[int, int | None]) -> dict[int, Counter[str]]:
    """The sums of each team with those of all teams below it; a ring counts each team once."""
    total: dict[int, Counter[str]] = {}
    for team, sums in own.items():
        above: int | None = team
        seen: set[int] = set()
        while sums and above is not None and above not in seen:
            seen.add(above)
            total.setdefault(above, Counter()).update(sums)
            above = parents.get(above)
    return total


def _of(row: Any, kind: str = "") -> dict[str, int]:
    """The sums of a row, without those that are 0."""
    columns = {name: getattr(row, f"{kind}{name}") for name in COLUMNS}
    return {name: n for name, n in (columns | getattr(row, f"{kind}rest")).items() if n}


def _given(team: int, sums: Sums) -> dict[str, Any]:
    rest = {name: n for name, n in sums.items() if n and name not in COLUMNS}
    return {"team": team, "set_rest": rest} | {f"set_{name}": sums.get(name, 0) for name in COLUMNS}


def _parents(session: Session, workspace_id: str) -> dict[int, int | None]:
    statement = select(col(Team.id), col(Team.parent_id)).where(
        col(Team.workspace_id) == workspace_id
    )
    return {row_id: parent for row_id, parent in session.execute(statement) if row_id is not None}


def _tell_leads(session: Session, workspace_id: str, team_ids: Sequence[int]) -> None:
    """The figures of a team are seen on the home tabs of its lead and of those above."""
    leads = select(col(Team.lead_id)).where(
        col(Team.workspace_id) == workspace_id,
        col(Team.id).in_(sorted(team_ids)),
        col(Team.lead_id).is_not(None),
    )
    found = session.execute(leads).scalars()
    home_changes.note(session, [(workspace_id, lead_id, None) for lead_id in found])
