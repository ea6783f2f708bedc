"""Connectors added, listed and removed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlmodel import Session

from bot.domain.cadence import DailyRule
from bot.domain.connectors import FigureDay, Source
from bot.domain.errors import Conflict, NotFound
from bot.services import rules
from bot.services.planning import Planner
from bot.services.rows import Row, moment
from storage import audit, kpis, reading_sources, schedules
from storage.tables import Connector, Kpi, Schedule, Workspace

KIND = "connector"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A connector to add: asked daily at `at` on the workspace's clock."""

    kpi_key: str
    source: Source
    at: time
    day: FigureDay = FigureDay.TODAY


def add(session: Session, workspace_id: str, wanted: Wanted, *, at: datetime) -> Connector:
    """Fetch the readings of a KPI from now on.

    Raises NotFound "kpi.unknown", Conflict "connector.has_one", Invalid "connector.…".
    """
    source = wanted.source.validated()
    kpi = kpi_of(session, workspace_id, wanted.kpi_key)
    assert kpi.id is not None
    if reading_sources.connector_of(session, workspace_id, kpi.id) is not None:
        raise Conflict("connector.has_one", title=kpi.title)
    row = Connector(
        workspace_id=workspace_id,
        kpi_id=kpi.id,
        kind=source.kind.value,
        source=source.stored(),
        day=wanted.day.value,
        created_at=at,
    )
    session.add(row)
    session.flush()
    _schedule(session, row, wanted.at, at=at)
    _audit(session, row, "add_connector", at=at)
    return row


def remove(session: Session, workspace_id: str, kpi_key: str, *, at: datetime) -> None:
    """Fetch no more; readings stay. Raises NotFound "kpi.unknown", "connector.none"."""
    row = of(session, workspace_id, kpi_key)
    assert row.id is not None
    schedules.cancel(session, workspace_id=workspace_id, kinds=(KIND,), subject_id=row.id)
    _audit(session, row, "remove_connector", at=at)
    session.delete(row)
    session.flush()


def listed(session: Session, workspace_id: str) -> Sequence[Row]:
    """Every connector with when it is asked, and how it went."""
    found = []
    for row, kpi in reading_sources.connectors(session, workspace_id):
        assert row.id is not None
        due = schedules.of(session, workspace_id=workspace_id, kind=KIND, subject_id=row.id)
        found.append(
            {
                "kpi": kpi.key,
                "title": kpi.title,
                "kind": row.kind,
                "source": row.source,
                "day": row.day,
                "at": due.rule["at"] if due else None,
                "next_at": moment(due.next_at) if due else None,
                "fetched_at": moment(row.fetched_at),
                "failures": row.failures,
                "failed_because": row.failed_because,
                "failed_params": row.failed_params,
            }
        )
    return found


def of(session: Session, workspace_id: str, kpi_key: str) -> Connector:
    """The connector of a KPI; raises NotFound "kpi.unknown", "connector.none"."""
    kpi = kpi_of(session, workspace_id, kpi_key)
    row = reading_sources.connector_of(session, workspace_id, kpi.id or 0)
    if row is None:
        raise NotFound("connector.none", title=kpi.title)
    return row


def kpi_of(session: Session, workspace_id: str, key: str) -> Kpi:
    """The KPI with a key; raises NotFound "kpi.unknown"."""
    found = kpis.kpis_by_key(session, workspace_id).get(key)
    if found is None:
        raise NotFound("kpi.unknown", name=key)
    return found


def _schedule(session: Session, row: Connector, on_clock: time, *, at: datetime) -> None:
    assert row.id is not None
    rule = rules.stored(DailyRule(on_clock))
    due = Schedule(
        workspace_id=row.workspace_id,
        kind=KIND,
        subject_id=row.id,
        tz=session.get_one(Workspace, row.workspace_id).tz,
        rule=rule,
        next_at=at,
    )
    planned = Planner(session).next(due, after=at)
    due.next_at, due.occurs_on = planned.at, planned.on
    session.add(due)
    session.flush()


def _audit(session: Session, row: Connector, action: str, *, at: datetime) -> None:
    audit.add(
        session,
        workspace_id=row.workspace_id,
        at=at,
        actor_id=None,
        action=action,
        subject="connector",
        subject_id=row.id,
    )
