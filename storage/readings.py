"""The readings of KPIs that stand, by period."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlmodel import Session, col, select

from storage.tables import Reading

ByPeriod = Mapping[date, Sequence[Reading]]


def of_newest_periods(session: Session, workspace_id: str, kpi_id: int, *, most: int) -> ByPeriod:
    """Every reading of the last `most` periods that have one, oldest period first.

    The readings of a period are in the order in which they were entered.
    """
    periods = (
        select(col(Reading.period))
        .where(*_standing(workspace_id, [kpi_id]))
        .distinct()
        .order_by(col(Reading.period).desc())
        .limit(most)
        .subquery()
    )
    statement = (
        select(Reading)
        .where(
            *_standing(workspace_id, [kpi_id]), col(Reading.period).in_(select(periods.c.period))
        )
        .order_by(col(Reading.period), col(Reading.id))
    )
    return _grouped(session.exec(statement))


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
