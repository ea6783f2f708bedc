"""A team with the teams below it and what is kept of them, in one statement."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import String, bindparam, case, cast, func, literal, select
from sqlmodel import Session

from storage.tables import metadata
from storage.team_figures import COLUMNS

_T, _F, _M = (metadata.tables[n] for n in ("team", "team_figure", "membership"))
_D, _O = metadata.tables["dependency"], metadata.tables["objective"]
#: Deeper than any company's teams; where the tree has a ring, the end of it.
DEEPEST = 32
_WORKSPACE: Any = bindparam("workspace")
_PERSON: Any = bindparam("person")
_ASKED = (
    select(func.count())
    .where(_D.c.workspace_id == _T.c.workspace_id, _D.c.team_id == _T.c.id, _D.c.state == "open")
    .correlate(_T)
    .scalar_subquery()
)
_ASKS = (
    select(func.count())
    .select_from(_D.join(_O, _O.c.id == _D.c.objective_id))
    .where(_O.c.workspace_id == _T.c.workspace_id, _O.c.team_id == _T.c.id, _D.c.state == "open")
    .correlate(_T)
    .scalar_subquery()
)
_COLUMNS = (
    *(_T.c[name] for name in ("id", "key", "name", "parent_id")),
    *(_F.c[name] for name in COLUMNS),
    cast(_F.c.rest, String).label("rest"),  # read of the few that are shown
    _ASKED.label("asked"),
    _ASKS.label("asks"),
)
_LED = select(_T.c.id, literal(0).label("rank")).where(
    _T.c.workspace_id == _WORKSPACE, _T.c.lead_id == _PERSON
)
_JOINED = (
    select(_T.c.id, literal(1))
    .join(_M, _M.c.team_id == _T.c.id)
    .where(_T.c.workspace_id == _WORKSPACE, _M.c.person_id == _PERSON)
)
_MINE = _LED.union_all(_JOINED).subquery()
_OWN = select(_MINE.c.id).order_by(_MINE.c.rank, _MINE.c.id).limit(1).scalar_subquery()


def _below(top: Any) -> Any:
    """The teams of the tree under `top`; under a large one those right below alone."""
    tree = (
        select(
            _T.c.id,
            literal(0).label("depth"),
            (func.coalesce(_F.c.counted, 0) > bindparam("large")).label("is_large"),
        )
        .outerjoin(_F, _F.c.team_id == _T.c.id)
        .where(_T.c.workspace_id == _WORKSPACE, _T.c.id == top)
        .cte("tree", recursive=True)
    )
    child = _T.alias("child")
    tree = tree.union(
        select(child.c.id, tree.c.depth + 1, tree.c.is_large)
        .join_from(tree, child, child.c.parent_id == tree.c.id)
        .where(tree.c.depth < case((tree.c.is_large, 1), else_=DEEPEST))
    )
    return (
        select(*_COLUMNS)
        .select_from(tree.join(_T, _T.c.id == tree.c.id).outerjoin(_F, _F.c.team_id == _T.c.id))
        .order_by(tree.c.depth, _T.c.id)
    )


OWN = _below(_OWN)
BY_ID = _below(bindparam("team"))
_CHILD = _T.alias("child")
_CHILDREN = (
    select(func.count())
    .where(_CHILD.c.workspace_id == _T.c.workspace_id, _CHILD.c.parent_id == _T.c.id)
    .correlate(_T)
    .scalar_subquery()
)
_LISTED = (
    select(*_COLUMNS, _CHILDREN.label("teams"))
    .outerjoin(_F, _F.c.team_id == _T.c.id)
    .where(_T.c.workspace_id == _WORKSPACE)
    .order_by(_T.c.id)
)
TOPS = _LISTED.where(_T.c.parent_id.is_(None))
RIGHT_BELOW = _LISTED.where(_T.c.parent_id == bindparam("parent"))
EVERY = (
    select(*_COLUMNS)
    .outerjoin(_F, _F.c.team_id == _T.c.id)
    .where(_T.c.workspace_id == _WORKSPACE)
    .order_by(_T.c.id)
)


def own(session: Session, workspace_id: str, person_id: int, *, large: int) -> Sequence[Any]:
    """The team that a person leads, else one that they are in, and the teams below it.

    The chosen one first; nobody's team is an empty answer. Of a team with more than `large` key
    results only the teams right below follow. Rows have the columns of a team, what it has with
    all below it (`counted`, … as in TeamFigure, `rest` as text), and how many open requests it
    was `asked` and `asks` of others.
    """
    given = {"workspace": workspace_id, "person": person_id, "large": large}
    return _once(session.connection().execute(OWN, given).all())


def by_id(session: Session, workspace_id: str, team_id: int, *, large: int) -> Sequence[Any]:
    """The same of the team with this id."""
    given = {"workspace": workspace_id, "team": team_id, "large": large}
    return _once(session.connection().execute(BY_ID, given).all())


def every(session: Session, workspace_id: str) -> Sequence[Any]:
    """Every team of the workspace with the same columns."""
    return session.connection().execute(EVERY, {"workspace": workspace_id}).all()


def right_below(session: Session, workspace_id: str, parent_id: int | None) -> Sequence[Any]:
    """The teams right below one, or those at the top, with how many `teams` are right below."""
    given: dict[str, Any] = {"workspace": workspace_id}
    if parent_id is None:
        return session.connection().execute(TOPS, given).all()
    return session.connection().execute(RIGHT_BELOW, given | {"parent": parent_id}).all()


def sums(row: Any) -> Mapping[str, int]:
    """What is kept of a team; nothing before it was ever counted."""
    if row.counted is None:
        return {}
    rest: dict[str, int] = json.loads(row.rest)
    return {name: getattr(row, name) for name in COLUMNS} | rest


def _once(rows: Sequence[Any]) -> Sequence[Any]:
    """A ring in the tree comes round again and again."""
    return list({row.id: row for row in reversed(rows)}.values())[::-1]
