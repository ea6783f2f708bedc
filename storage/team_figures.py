"""The sums of teams: check-ins note what they change, a worker adds it up the tree.

A check-in only inserts, so that writers neither wait for each other nor lock in different orders.
Who adds up, or counts anew, holds all rows of the workspace: one of them at a time.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, case, delete, func, insert, literal, select, update
from sqlmodel import Session, col

from storage import home_changes
from storage.inserting import insert_all
from storage.tables import Cycle, KeyResult, Objective, Team, TeamFigure, metadata

FIGURES, CHANGES = metadata.tables["team_figure"], metadata.tables["team_figure_change"]
MILLION = 1_000_000
MOST = 5_000
SUMS = ("points", "weight", "counted", "known")
COUNTS = and_(
    col(Objective.team_id).is_not(None),
    col(Objective.state) == "active",
    col(Objective.visibility) == "public",
    col(Cycle.state) == "active",
)
PROGRESS, WEIGHT = col(KeyResult.progress), col(KeyResult.weight)
SHARE = case((PROGRESS < 0, 0), (PROGRESS > MILLION, MILLION), else_=func.coalesce(PROGRESS, 0))
COLUMNS = (func.sum(WEIGHT * SHARE), func.sum(WEIGHT), func.count(), func.count(PROGRESS))
NOTE = insert(CHANGES).from_select(
    ["workspace_id", "team_id", "points", "known"],
    select(
        col(Objective.workspace_id),
        col(Objective.team_id),
        bindparam("points", type_=CHANGES.c.points.type),
        bindparam("known", type_=CHANGES.c.known.type),
    )
    .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
    .where(col(Objective.id) == bindparam("objective"), COUNTS),
)
HELD = (
    select(FIGURES.c.team_id)
    .where(FIGURES.c.workspace_id == bindparam("workspace"))
    .order_by(FIGURES.c.team_id)
    .with_for_update()
)
ADD = (
    update(FIGURES)
    .where(FIGURES.c.team_id == bindparam("team"))
    .values({name: FIGURES.c[name] + bindparam(f"more_{name}") for name in ("points", "known")})
)
ADD_OWN = (
    update(FIGURES)
    .where(FIGURES.c.team_id == bindparam("team"))
    .values(
        {
            f"own_{name}": FIGURES.c[f"own_{name}"] + bindparam(f"more_{name}")
            for name in ("points", "known")
        }
    )
)


class Sums(NamedTuple):
    """Points (progress in millionths times weight), weight, and how many count and have one."""

    points: int
    weight: int
    counted: int
    known: int


def note(session: Session, kr: KeyResult, before: int | None, after: int | None) -> None:
    """The progress of a key result went from `before` to `after` (millionths, None: no figure)."""
    if kr.state != "active" or kr.weight == 0:
        return
    points = kr.weight * (_clamped(after) - _clamped(before))
    known = int(after is not None) - int(before is not None)
    if points or known:
        given = {"objective": kr.objective_id, "points": points, "known": known}
        session.connection().execute(NOTE, given)


def workspaces_behind(session: Session) -> Sequence[str]:
    """Workspaces with changes that are not added up yet."""
    statement = select(CHANGES.c.workspace_id).distinct().order_by(CHANGES.c.workspace_id)
    return session.execute(statement).scalars().all()


def add_up(session: Session, workspace_id: str) -> int:
    """Add noted changes to their teams and all teams above; how many changes there were."""
    session.flush()
    held = set(session.execute(HELD, {"workspace": workspace_id}).scalars())
    found = session.execute(
        select(CHANGES.c.id, CHANGES.c.team_id, CHANGES.c.points, CHANGES.c.known)
        .where(CHANGES.c.workspace_id == workspace_id)
        .order_by(CHANGES.c.id)
        .limit(MOST)
    ).all()
    parents = _parents(session, workspace_id)
    if not {row.team_id for row in found} <= held:
        return count_anew(session, workspace_id)
    own: dict[int, Counter[str]] = {}
    for row in found:
        own.setdefault(row.team_id, Counter()).update(points=row.points, known=row.known)
    connection = session.connection()
    for statement, sums in ((ADD_OWN, own), (ADD, _climbed(own, parents))):
        if sums:
            connection.execute(statement, [_more(team, sums[team]) for team in sorted(sums)])
    _delete(session, [row.id for row in found])
    _tell_leads(session, workspace_id, _climbed(own, parents))
    return len(found)


def count_anew(session: Session, workspace_id: str) -> int:
    """Count everything from the key results themselves; how many teams there are."""
    session.flush()
    parents = _parents(session, workspace_id)
    empty = {f"{kind}{name}": 0 for kind in ("own_", "") for name in SUMS}
    rows = [{"workspace_id": workspace_id, "team_id": team} | empty for team in sorted(parents)]
    insert_all(session, TeamFigure, rows, unique=("workspace_id", "team_id"), by="team_id")
    session.execute(HELD, {"workspace": workspace_id}).all()
    own = _counted(session, workspace_id)
    total = _climbed(own, parents)
    setting: dict[str, Any] = {name: bindparam(f"set_{name}") for name in empty}
    given = [
        {"team": team}
        | {f"set_own_{name}": own.get(team, Counter())[name] for name in SUMS}
        | {f"set_{name}": total.get(team, Counter())[name] for name in SUMS}
        for team in sorted(parents)
    ]
    if given:
        which = update(FIGURES).where(FIGURES.c.team_id == bindparam("team"))
        session.connection().execute(which.values(setting), given)
    return len(parents)


def of_team(session: Session, workspace_id: str, team_id: int) -> TeamFigure | None:
    """The sums of a team as far as they are added up; None before they were ever counted."""
    statement = select(TeamFigure).where(
        col(TeamFigure.workspace_id) == workspace_id, col(TeamFigure.team_id) == team_id
    )
    return session.execute(statement).scalars().first()


def of_workspace(session: Session, workspace_id: str) -> dict[int, TeamFigure]:
    """The sums of every team that was counted, by its id."""
    statement = select(TeamFigure).where(col(TeamFigure.workspace_id) == workspace_id)
    return {figure.team_id: figure for figure in session.execute(statement).scalars()}


def of_objectives(session: Session, workspace_id: str, objective_ids: Sequence[int]) -> Sums:
    """What objectives come to that no team counts; from their key results, at once."""
    sums = select(*COLUMNS).where(
        col(KeyResult.workspace_id) == workspace_id,
        col(KeyResult.objective_id).in_(objective_ids),
        col(KeyResult.state) == "active",
        WEIGHT > 0,
    )
    return Sums(*(int(figure or 0) for figure in session.execute(sums).one()))


def _counted(session: Session, workspace_id: str) -> dict[int, Counter[str]]:
    """Sums by team, and no changes left but those that are not in them.

    Both in one statement on PostgreSQL, so that they see the same check-ins.
    """
    sums = (
        select(col(Objective.team_id), *COLUMNS)
        .select_from(KeyResult)
        .join(Objective, col(Objective.id) == col(KeyResult.objective_id))
        .join(Cycle, col(Cycle.id) == col(Objective.cycle_id))
        .where(
            col(KeyResult.workspace_id) == workspace_id,
            col(KeyResult.state) == "active",
            WEIGHT > 0,
            COUNTS,
        )
        .group_by(col(Objective.team_id))
    )
    gone = delete(CHANGES).where(CHANGES.c.workspace_id == workspace_id)
    if session.get_bind().dialect.name == "postgresql":
        sums = sums.add_cte(gone.returning(literal(1)).cte("gone"))
    else:
        session.execute(gone)
    return {
        team: Counter(dict(zip(SUMS, map(int, figures), strict=True)))
        for team, *figures in session.execute(sums)
    }


def _parents(session: Session, workspace_id: str) -> dict[int, int | None]:
    statement = select(col(Team.id), col(Team.parent_id)).where(
        col(Team.workspace_id) == workspace_id
    )
    return {row_id: parent for row_id, parent in session.execute(statement) if row_id is not None}


def _climbed(
    own: Mapping[int, Counter[str]], parents: Mapping[int, int | None]
) -> dict[int, Counter[str]]:
    """The sums of each team with those of all teams below it."""
    total: dict[int, Counter[str]] = {}
    for team, figures in own.items():
        above: int | None = team
        seen: set[int] = set()
        while above is not None and above not in seen:
            seen.add(above)
            total.setdefault(above, Counter()).update(figures)
            above = parents.get(above)
    return total


def _tell_leads(session: Session, workspace_id: str, team_ids: Iterable[int]) -> None:
    """The figures of a team are seen on the home tabs of its lead and of those above."""
    leads = select(col(Team.lead_id)).where(
        col(Team.workspace_id) == workspace_id,
        col(Team.id).in_(sorted(team_ids)),
        col(Team.lead_id).is_not(None),
    )
    found = session.execute(leads).scalars()
    home_changes.note(session, [(workspace_id, lead_id, None) for lead_id in found])


def _more(team: int, figures: Counter[str]) -> dict[str, Any]:
    return {"team": team, "more_points": figures["points"], "more_known": figures["known"]}


def _delete(session: Session, ids: Iterable[int]) -> None:
    given = [{"row_id": row_id} for row_id in ids]
    if given:
        which = delete(CHANGES).where(CHANGES.c.id == bindparam("row_id"))
        session.connection().execute(which, given)


def _clamped(progress: int | None) -> int:
    return min(max(progress or 0, 0), MILLION)


def kept(session: Session, workspace_id: str, team_ids: Sequence[int]) -> dict[int, TeamFigure]:
    """The sums of these teams as they are kept; a team without is absent."""
    found = session.execute(
        select(TeamFigure).where(
            col(TeamFigure.workspace_id) == workspace_id, col(TeamFigure.team_id).in_(team_ids)
        )
    ).scalars()
    return {row.team_id: row for row in found}
