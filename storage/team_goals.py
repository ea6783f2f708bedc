"""The goals of teams as columns: what figures and pages are made of, in few statements.

All are built once and read columns, not entities: of a page of goals, making the statement and the
objects costs more than the database does.
"""

from collections import namedtuple
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, select
from sqlmodel import Session

from storage.tables import metadata
from storage.types import UtcDateTime

_K, _O, _C, _P = (metadata.tables[n] for n in ("key_result", "objective", "cycle", "person"))
_CHECK_INS, _INITIATIVES = metadata.tables["check_in"], metadata.tables["initiative"]
_KPIS, _OWNERS = metadata.tables["kpi"], metadata.tables["person"].alias("objective_owner")
#: Columns of a key result that its status depends on, and of its objective.
JUDGED = (
    *("id", "title", "shape", "unit", "direction", "start", "target", "floor", "ceiling", "period"),
    *("minimum_sample", "start_on", "due_on", "value", "progress", "said", "confidence"),
    *("checked_in_at", "weight", "cadence_days", "state", "sample", "steps", "phases", "kpi_id"),
)
_KPI_SHOWN = (
    *("id", "title", "unit", "side", "target", "low", "high", "critical", "critical_high"),
    *("frequency", "basis", "make_up", "value", "judged", "aggregation"),
)
_LAST_WEEK = (
    select(_CHECK_INS.c.progress)
    .where(
        _CHECK_INS.c.workspace_id == _K.c.workspace_id,
        _CHECK_INS.c.key_result_id == _K.c.id,
        _CHECK_INS.c.at < bindparam("week_ago", type_=UtcDateTime),
    )
    .order_by(_CHECK_INS.c.at.desc(), _CHECK_INS.c.id.desc())
    .limit(1)
    .correlate(_K)
    .scalar_subquery()
)
_IS_IDLE = ~exists().where(
    _INITIATIVES.c.workspace_id == _K.c.workspace_id,
    _INITIATIVES.c.key_result_id == _K.c.id,
    _INITIATIVES.c.state != "dropped",
)
_IS_UNALIGNED = and_(
    _O.c.level != "company",
    _O.c.parent_objective_id.is_(None),
    func.coalesce(_O.c.no_parent_because, "") == "",
)
#: The workspace is asked of the objective: by that of key results SQLite, which has no statistics,
#: would go through all of them.
_IS_ACTIVE = and_(
    _O.c.workspace_id == bindparam("workspace"),
    _K.c.state == "active",
    _O.c.state == "active",
    _C.c.state == "active",
)
#: Public goals that run.
_RUNS = _IS_ACTIVE & (_O.c.visibility == "public")
#: Of its objective, and what else figures need.
OF_OBJECTIVE = (
    _O.c.ambition,
    _O.c.visibility,
    _O.c.team_id,
    _O.c.id.label("objective_id"),
    _IS_IDLE.label("is_idle"),
    _IS_UNALIGNED.label("is_unaligned"),
    _LAST_WEEK.label("last_week"),
)
_FIGURES = (*(_K.c[name] for name in JUDGED), *OF_OBJECTIVE)
_GOALS = _K.join(_O, _O.c.id == _K.c.objective_id).join(_C, _C.c.id == _O.c.cycle_id)
_OF_TEAMS = _O.c.team_id.in_(bindparam("teams", expanding=True))
COUNTED = select(*_FIGURES).select_from(_GOALS).where(_RUNS, _OF_TEAMS).order_by(_O.c.id)
TEAMLESS = (
    select(*_FIGURES)
    .select_from(_GOALS)
    .where(_RUNS, _O.c.team_id.is_(None), _O.c.level == "company")
)
_WITH_OWNERS = (
    select(
        *_FIGURES,
        _O.c.title.label("objective_title"),
        _P.c.name.label("owner"),
        _OWNERS.c.name.label("objective_owner"),
    )
    .select_from(
        _GOALS.join(_P, _P.c.id == _K.c.owner_id).join(_OWNERS, _OWNERS.c.id == _O.c.owner_id)
    )
    .order_by(_O.c.id, _K.c.position, _K.c.id)
)
SHOWN = _WITH_OWNERS.where(_RUNS, _OF_TEAMS)
OF_OWNER = _WITH_OWNERS.where(_IS_ACTIVE, _K.c.owner_id == bindparam("person"))
OF_PERSON = OF_OWNER.where(_O.c.visibility == "public")
KPIS = (
    select(*(_KPIS.c[name] for name in _KPI_SHOWN), _P.c.name.label("owner"))
    .join_from(_KPIS, _P, _P.c.id == _KPIS.c.owner_id)
    .where(
        _KPIS.c.workspace_id == bindparam("workspace"),
        _KPIS.c.team_id.in_(bindparam("teams", expanding=True)),
        _KPIS.c.state == "active",
        _KPIS.c.visibility == "public",
    )
    .order_by(_KPIS.c.id)
)


def counted(
    session: Session, workspace_id: str, team_ids: Sequence[int], *, week_ago: datetime
) -> Sequence[Any]:
    """The public key results that run of these teams, in the order of their objectives.

    Each has the columns of a key result that `bot.services.facts.key_result` reads, those of its
    objective, `last_week` (its progress at the moment `week_ago`, in millionths), `is_idle` and
    `is_unaligned`.
    """
    given = {"workspace": workspace_id, "teams": team_ids, "week_ago": week_ago}
    return read(session, COUNTED, given)


def teamless(session: Session, workspace_id: str, *, week_ago: datetime) -> Sequence[Any]:
    """The same of the company's goals that are no team's."""
    given = {"workspace": workspace_id, "week_ago": week_ago}
    return read(session, TEAMLESS, given)


def shown(
    session: Session, workspace_id: str, team_ids: Sequence[int], *, week_ago: datetime
) -> Sequence[Any]:
    """As `counted`, with the title of the objective and the names of both owners."""
    given = {"workspace": workspace_id, "teams": team_ids, "week_ago": week_ago}
    return read(session, SHOWN, given)


def of_person(
    session: Session,
    workspace_id: str,
    person_id: int,
    *,
    with_private: bool,
    week_ago: datetime,
) -> Sequence[Any]:
    """The same of the key results that a person owns; private ones for the owner alone."""
    given = {"workspace": workspace_id, "person": person_id, "week_ago": week_ago}
    return read(session, OF_OWNER if with_private else OF_PERSON, given)


def kpis(session: Session, workspace_id: str, team_ids: Sequence[int]) -> Sequence[Any]:
    """The public KPIs of these teams that run, with their owners' names."""
    given = {"workspace": workspace_id, "teams": team_ids}
    return read(session, KPIS, given)


def read(session: Session, statement: Select[Any], given: Mapping[str, Any]) -> Sequence[Any]:
    """Rows as named tuples: each value is looked at, and those of SQLAlchemy are slow at that."""
    found = session.connection().execute(statement, given)
    return list(map(_named(tuple(found.keys())), found))


@cache
def _named(names: tuple[str, ...]) -> Any:
    """Made once for each statement: making the class costs more than a small statement."""
    return namedtuple("Found", names)._make  # type: ignore[attr-defined]
