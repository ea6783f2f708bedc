"""The goals of teams as they stood at an earlier moment, from their check-ins.

Owners, teams, weights, targets and days are those of now: what a goal said of itself then is in its
history. Rows have the columns of `storage.team_goals`.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Date, and_, bindparam, exists, or_, select
from sqlmodel import Session

from storage import team_goals
from storage.tables import metadata
from storage.types import UtcDateTime

_K, _O, _C, _P = (metadata.tables[n] for n in ("key_result", "objective", "cycle", "person"))
_CI, _OWNERS = metadata.tables["check_in"], metadata.tables["person"].alias("objective_owner")
_UNDOING = _CI.alias("undoing")
_THEN: Any = bindparam("then", type_=UtcDateTime)
_ON: Any = bindparam("on", type_=Date)
#: Of what was said, so that an undo of a later day takes nothing away.
_STANDS = _CI.c.undoes_id.is_(None) & ~exists().where(
    _UNDOING.c.undoes_id == _CI.c.id, _UNDOING.c.at < _THEN
)
_FROM_CHECK_INS: Final = ("value", "sample", "progress", "confidence", "said", "checked_in_at")


def _newest(column: Any, *which: Any) -> Any:
    """The newest of a column of a key result's check-ins before the moment."""
    return (
        select(column)
        .where(
            _CI.c.workspace_id == _K.c.workspace_id,
            _CI.c.key_result_id == _K.c.id,
            _CI.c.at < _THEN,
            *which,
        )
        .order_by(_CI.c.at.desc(), _CI.c.id.desc())
        .limit(1)
        .correlate(_K)
        .scalar_subquery()
    )


def _said(name: str) -> Any:
    return _newest(_CI.c[name], _STANDS, _CI.c[name].is_not(None)).label(name)


_HAS_FIGURE = or_(_CI.c.value.is_not(None), _CI.c.undoes_id.is_not(None))
#: Public goals of cycles that ran on the day, whether or not they are closed by now.
_RAN = and_(
    _O.c.workspace_id == bindparam("workspace"),
    _K.c.state.in_(("active", "closed")),
    _O.c.state.in_(("active", "closed")),
    _O.c.visibility == "public",
    _C.c.state != "draft",
    _C.c.starts_on <= _ON,
    _C.c.ends_on >= _ON,
    _K.c.start_on <= _ON,
)
_COLUMNS = (
    *(_K.c[name] for name in team_goals.JUDGED if name not in _FROM_CHECK_INS),
    _newest(_CI.c.value, _HAS_FIGURE).label("value"),
    _newest(_CI.c.sample, _HAS_FIGURE).label("sample"),
    _newest(_CI.c.progress).label("progress"),
    _said("confidence"),
    _said("said"),
    _newest(_CI.c.at, _STANDS).label("checked_in_at"),
    *team_goals.OF_OBJECTIVE,
    _O.c.title.label("objective_title"),
    _P.c.name.label("owner"),
    _OWNERS.c.name.label("objective_owner"),
)
_GOALS = (
    _K.join(_O, _O.c.id == _K.c.objective_id)
    .join(_C, _C.c.id == _O.c.cycle_id)
    .join(_P, _P.c.id == _K.c.owner_id)
    .join(_OWNERS, _OWNERS.c.id == _O.c.owner_id)
)
_SHOWN = select(*_COLUMNS).select_from(_GOALS).order_by(_O.c.id, _K.c.position, _K.c.id)
OF_TEAMS = _SHOWN.where(_RAN, _O.c.team_id.in_(bindparam("teams", expanding=True)))
OF_COMPANY = _SHOWN.where(_RAN, _O.c.level == "company")
CYCLE = (
    select(_C.c.name, _C.c.starts_on, _C.c.ends_on)
    .where(
        _C.c.workspace_id == bindparam("workspace"),
        _C.c.state != "draft",
        _C.c.starts_on <= _ON,
        _C.c.ends_on >= _ON,
    )
    .order_by(_C.c.starts_on.desc(), _C.c.id.desc())
    .limit(1)
)


def of_teams(
    session: Session,
    workspace_id: str,
    team_ids: Sequence[int],
    *,
    on: date,
    then: datetime,
    week_ago: datetime,
) -> Sequence[Any]:
    """The public key results of these teams as they stood at the moment `then`, the end of `on`."""
    given = {"workspace": workspace_id, "teams": team_ids}
    times = {"on": on, "then": then, "week_ago": week_ago}
    return team_goals.read(session, OF_TEAMS, given | times)


def of_company(
    session: Session, workspace_id: str, *, on: date, then: datetime, week_ago: datetime
) -> Sequence[Any]:
    """The same of the company's own goals, whether or not a team has them."""
    given = {"workspace": workspace_id, "on": on, "then": then, "week_ago": week_ago}
    return team_goals.read(session, OF_COMPANY, given)


def cycle(session: Session, workspace_id: str, on: date) -> Any:
    """Name and days of the cycle that ran on a day; of several the one that began last."""
    return session.connection().execute(CYCLE, {"workspace": workspace_id, "on": on}).first()
