"""KPIs by their keys, and for which periods they have been read."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import bindparam, update
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from storage.tables import Kpi, Reading


def kpis_by_key(session: Session, workspace_id: str) -> dict[str, Kpi]:
    """Every KPI of the workspace, whatever its state."""
    statement = select(Kpi).where(Kpi.workspace_id == workspace_id).order_by(col(Kpi.id))
    return {row.key: row for row in session.exec(statement)}


def of_state(session: Session, workspace_id: str, state: str) -> Sequence[Kpi]:
    """The KPIs that are "active" or "closed", in the order in which they were made."""
    statement = (
        select(Kpi)
        .where(Kpi.workspace_id == workspace_id, Kpi.state == state)
        .order_by(col(Kpi.id))
    )
    return session.exec(statement).all()


class Limits(NamedTuple):
    """What the alert of a KPI is decided by, and nothing else of it."""

    id: int | None
    workspace_id: str
    unit: str
    side: str
    target: Decimal | None
    low: Decimal | None
    high: Decimal | None
    critical: Decimal | None
    critical_high: Decimal | None
    frequency: str
    basis: str
    make_up: bool
    observed: str


_LIMITS = (
    columns(*(getattr(Kpi, name) for name in Limits._fields))
    .where(col(Kpi.workspace_id) == bindparam("workspace"), col(Kpi.state) == "active")
    .order_by(col(Kpi.id))
)


def limits_of_all(session: Session, workspace_id: str) -> Iterator[Limits]:
    """Those of every active KPI, in the order of their ids."""
    return map(Limits._make, session.execute(_LIMITS, {"workspace": workspace_id}))


def active_after(session: Session, workspace_id: str, kpi_id: int, *, most: int) -> Sequence[Kpi]:
    """The next `most` active KPIs with ids above `kpi_id`, in the order of their ids."""
    statement = (
        select(Kpi)
        .where(Kpi.workspace_id == workspace_id, col(Kpi.id) > kpi_id, Kpi.state == "active")
        .order_by(col(Kpi.id))
        .limit(most)
    )
    return session.exec(statement).all()


def owners(session: Session, workspace_id: str) -> set[int]:
    """Ids of the people who own an active KPI."""
    statement = (
        select(Kpi.owner_id)
        .where(Kpi.workspace_id == workspace_id, Kpi.state == "active")
        .distinct()
    )
    return set(session.exec(statement))


def days_read(
    session: Session, workspace_id: str, kpi_ids: Sequence[int]
) -> dict[int, dict[date, set[date | None]]]:
    """The days that have a reading, withdrawn or not, by the first days of their periods, by KPI.

    None is the day of a reading of which only the period is known.
    """
    statement = (
        select(col(Reading.kpi_id), col(Reading.period), col(Reading.observed_on))
        .where(col(Reading.workspace_id) == workspace_id, col(Reading.kpi_id).in_(kpi_ids))
        .distinct()
    )
    found: dict[int, dict[date, set[date | None]]] = {}
    for kpi_id, period, day in session.exec(statement):
        found.setdefault(kpi_id, {}).setdefault(period, set()).add(day)
    return found


def parts(session: Session, workspace_id: str, kpi_id: int) -> Sequence[Kpi]:
    """The active KPIs right below this one."""
    statement = (
        select(Kpi)
        .where(Kpi.workspace_id == workspace_id, Kpi.parent_kpi_id == kpi_id, Kpi.state == "active")
        .order_by(col(Kpi.id))
    )
    return session.exec(statement).all()


def above(session: Session, workspace_id: str, kpi_ids: Sequence[int]) -> set[int]:
    """Ids of all KPIs above these, however far."""
    found: set[int] = set()
    below = set(kpi_ids)
    while below:
        statement = select(col(Kpi.parent_kpi_id)).where(
            col(Kpi.workspace_id) == workspace_id,
            col(Kpi.id).in_(below),
            col(Kpi.parent_kpi_id).is_not(None),
        )
        below = {one for one in session.exec(statement) if one is not None} - found
        found |= below
    return found


def parents(session: Session, workspace_id: str) -> dict[int, int | None]:
    """What each KPI is below of, whatever its state."""
    statement = select(col(Kpi.id), col(Kpi.parent_kpi_id)).where(
        col(Kpi.workspace_id) == workspace_id
    )
    return {kpi_id: above for kpi_id, above in session.exec(statement) if kpi_id is not None}


def keys_like(session: Session, workspace_id: str, slug: str) -> set[str]:
    """Keys of KPIs that begin like this one, whatever their state."""
    statement = select(Kpi.key).where(
        Kpi.workspace_id == workspace_id, col(Kpi.key).startswith(slug, autoescape=True)
    )
    return set(session.exec(statement))


def delete(session: Session, row: Kpi) -> None:
    """Delete a KPI that was never read; those below it stand alone."""
    below = select(Kpi).where(Kpi.workspace_id == row.workspace_id, Kpi.parent_kpi_id == row.id)
    for part in session.exec(below).all():
        part.parent_kpi_id = None
    session.flush()
    session.delete(row)
    session.flush()


def get(session: Session, workspace_id: str, kpi_id: int) -> Kpi | None:
    """The KPI with this id, whatever its state."""
    return session.exec(
        select(Kpi).where(Kpi.workspace_id == workspace_id, Kpi.id == kpi_id)
    ).first()


def watch(session: Session, workspace_id: str, *, on: date) -> None:
    """Look for the readings of active KPIs from this day on, where nobody looked before."""
    session.execute(
        update(Kpi)
        .where(
            col(Kpi.workspace_id) == workspace_id,
            col(Kpi.state) == "active",
            col(Kpi.watched_from).is_(None),
        )
        .values(watched_from=on)
    )
