"""The readings of KPIs that stand, by period."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Select, bindparam, func, true
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from storage.tables import Kpi, Reading


class Entered(Protocol):
    """A reading, as far as the figure of a period needs it."""

    @property
    def id(self) -> int | None: ...
    @property
    def observed_on(self) -> date | None: ...
    @property
    def value(self) -> Decimal: ...
    @property
    def numerator(self) -> Decimal | None: ...
    @property
    def denominator(self) -> Decimal | None: ...
    @property
    def source(self) -> str: ...


class Standing(NamedTuple):
    """One reading that stands, of some KPI, without what nobody asks when there are many."""

    kpi_id: int
    period: date
    id: int | None
    observed_on: date | None
    value: Decimal
    numerator: Decimal | None
    denominator: Decimal | None
    source: str


ByPeriod = Mapping[date, Sequence[Reading]]

_STANDS = (
    col(Reading.workspace_id) == bindparam("workspace"),
    col(Reading.withdrawn_at).is_(None),
)


def _newest(periods: Select[Any], dialect: str) -> Select[Any]:
    """Readings from the last of the first `others` + 1 rows of `periods` on, else all of them.

    PostgreSQL would read all readings of a KPI for each of them, or all of everybody; so the first
    period is found once and each KPI looked up by itself.
    """
    last = periods.order_by(col(Reading.period).desc()).limit(1).offset(bindparam("others"))
    begin = (
        columns(
            col(Kpi.id).label("kpi_id"),
            func.coalesce(last.scalar_subquery(), date.min).label("first"),
        )
        .where(
            col(Kpi.workspace_id) == bindparam("workspace"),
            col(Kpi.id).in_(bindparam("kpis", expanding=True)),
        )
        .cte("begin")
        .prefix_with("MATERIALIZED")
    )
    wanted = columns(*(getattr(Reading, name) for name in Standing._fields)).where(
        *_STANDS, col(Reading.kpi_id) == begin.c.kpi_id, col(Reading.period) >= begin.c.first
    )
    if dialect == "postgresql":
        one = wanted.correlate(begin).offset(0).lateral("one")
        wanted = columns(*one.c).select_from(begin.join(one, true()))
        return wanted.order_by(one.c.kpi_id, one.c.period, one.c.id)
    return wanted.order_by(col(Reading.kpi_id), col(Reading.period), col(Reading.id))


_PERIODS = columns(col(Reading.period)).where(*_STANDS, col(Reading.kpi_id) == col(Kpi.id))
_DIALECTS = ("sqlite", "postgresql")
#: Stops at the end of the index, however long it is, and is right where no period has two.
_NEWEST_READINGS = {name: _newest(_PERIODS, name) for name in _DIALECTS}
_NEWEST_PERIODS = {name: _newest(_PERIODS.distinct(), name) for name in _DIALECTS}


def of_newest_periods(
    session: Session, workspace_id: str, kpi_ids: Sequence[int], *, most: int
) -> dict[int, dict[date, list[Standing]]]:
    """By KPI, every reading of the last `most` periods that have one, oldest period first.

    The readings of a period are in the order in which they were entered; KPIs without one are
    absent.
    """
    given = {"workspace": workspace_id, "kpis": [*kpi_ids], "others": most - 1}
    dialect = session.get_bind().dialect.name
    found = _by_period(session, _NEWEST_READINGS[dialect], given)
    given["kpis"] = [
        kpi_id
        for kpi_id, periods in found.items()
        if len(periods) < most <= sum(map(len, periods.values()))
    ]
    return found | _by_period(session, _NEWEST_PERIODS[dialect], given) if given["kpis"] else found


def _by_period(
    session: Session, statement: Select[Any], given: Mapping[str, Any]
) -> dict[int, dict[date, list[Standing]]]:
    found: dict[int, dict[date, list[Standing]]] = {}
    for row in map(Standing._make, session.execute(statement, given)):
        found.setdefault(row.kpi_id, {}).setdefault(row.period, []).append(row)
    return found


def of_periods(
    session: Session, workspace_id: str, kpi_id: int, periods: Iterable[date]
) -> ByPeriod:
    """The same of these periods, by their first days; those without a reading are absent."""
    statement = (
        select(Reading)
        .where(*_standing(workspace_id, [kpi_id]), col(Reading.period).in_([*periods]))
        .order_by(col(Reading.period), col(Reading.id))
    )
    return _grouped(session.exec(statement))


def since(session: Session, workspace_id: str, kpi_id: int, first: date) -> ByPeriod:
    """The same of every period that begins on `first` or later."""
    statement = (
        select(Reading)
        .where(*_standing(workspace_id, [kpi_id]), col(Reading.period) >= first)
        .order_by(col(Reading.period), col(Reading.id))
    )
    return _grouped(session.exec(statement))


def of_period(
    session: Session, workspace_id: str, kpi_ids: Sequence[int], period: date
) -> dict[int, list[Reading]]:
    """The readings of several KPIs in one period, by KPI."""
    statement = (
        select(Reading)
        .where(*_standing(workspace_id, kpi_ids), col(Reading.period) == period)
        .order_by(col(Reading.kpi_id), col(Reading.id))
    )
    found: dict[int, list[Reading]] = {}
    for reading in session.exec(statement):
        found.setdefault(reading.kpi_id, []).append(reading)
    return found


def newest(session: Session, workspace_id: str, kpi_id: int) -> Reading | None:
    """The reading that was entered last, of whatever period."""
    statement = (
        select(Reading)
        .where(*_standing(workspace_id, [kpi_id]))
        .order_by(col(Reading.id).desc())
        .limit(1)
    )
    return session.exec(statement).first()


def has_any(session: Session, workspace_id: str, kpi_id: int) -> bool:
    """Whether anything was ever read, withdrawn or not."""
    statement = (
        select(col(Reading.id))
        .where(col(Reading.workspace_id) == workspace_id, col(Reading.kpi_id) == kpi_id)
        .limit(1)
    )
    return session.exec(statement).first() is not None


def entered(session: Session, workspace_id: str, kpi_id: int, *, most: int) -> Sequence[Reading]:
    """The readings that were entered last, withdrawn ones too, newest first."""
    statement = (
        select(Reading)
        .where(Reading.workspace_id == workspace_id, Reading.kpi_id == kpi_id)
        .order_by(col(Reading.id).desc())
        .limit(most)
    )
    return session.exec(statement).all()


def _standing(workspace_id: str, kpi_ids: Sequence[int]) -> tuple[bool, ...]:
    return (
        col(Reading.workspace_id) == workspace_id,  # type: ignore[return-value]
        col(Reading.kpi_id).in_(kpi_ids),
        col(Reading.withdrawn_at).is_(None),
    )


def _grouped(readings: Iterable[Reading]) -> ByPeriod:
    found: dict[date, list[Reading]] = {}
    for reading in readings:
        found.setdefault(reading.period, []).append(reading)
    return found
