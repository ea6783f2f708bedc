"""Connectors added, changed, paused, listed and removed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlmodel import Session

from bot.domain.connectors import Every, FigureDay, Source, rule_of
from bot.domain.errors import Conflict, NotFound
from bot.services import rules
from bot.services.planning import Planner
from bot.services.rows import Row, moment
from storage import audit, kpis, reading_sources, schedules
from storage.tables import Connector, Kpi, Schedule, Workspace

KIND = "connector"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A connector: asked at `at` on the workspace's clock, see `rule_of`."""

    kpi_key: str
    source: Source
    at: time
    day: FigureDay = FigureDay.TODAY
    every: Every = Every.DAY
    weekday: int = 0

    @property
    def rule(self) -> dict[str, Any]:
        """As its schedule keeps it."""
        return rules.stored(rule_of(self.every, self.at, self.weekday))


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
    _schedule(session, row, wanted.rule, at=at)
    _audit(session, row, "add_connector", at=at)
    return row


def change(
    session: Session, row: Connector, wanted: Wanted, *, at: datetime, by: int | None = None
) -> None:
    """Ask another source, or at another time; earlier failures are those of what it was.

    Raises Invalid "connector.…".
    """
    source = wanted.source.validated()
    row.kind, row.source, row.day = source.kind.value, source.stored(), wanted.day.value
    row.failures, row.failed_because, row.failed_params = 0, None, {}
    row.wanted_at = None
    due = schedule_of(session, row)
    if due is None or due.rule != wanted.rule:
        schedules.cancel(
            session, workspace_id=row.workspace_id, kinds=(KIND,), subject_id=row.id or 0
        )
        _schedule(session, row, wanted.rule, at=at)
    session.flush()
    _audit(session, row, "change_connector", at=at, by=by)


def pause(session: Session, row: Connector, *, at: datetime, by: int | None = None) -> None:
    """Ask no more until it is resumed; what is being asked just now is dropped."""
    if row.paused_at is None:
        row.paused_at, row.wanted_at, row.asked_by = at, None, None
        session.flush()
        _audit(session, row, "pause_connector", at=at, by=by)


def resume(session: Session, row: Connector, *, at: datetime, by: int | None = None) -> None:
    """Ask again at its next time; failures before the pause are forgotten."""
    if row.paused_at is not None:
        row.paused_at = None
        row.failures, row.failed_because, row.failed_params = 0, None, {}
        session.flush()
        _audit(session, row, "resume_connector", at=at, by=by)


def ask_now(session: Session, row: Connector, *, at: datetime, by: int) -> None:
    """Ask as soon as the bot can, paused or not, and tell the person what came of it."""
    row.wanted_at, row.asked_by = at, by
    session.flush()


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
        due = schedule_of(session, row)
        found.append(
            {
                "id": row.id,
                "kpi_id": kpi.id,
                "kpi": kpi.key,
                "title": kpi.title,
                "kind": row.kind,
                "source": row.source,
                "day": row.day,
                "rule": dict(due.rule) if due else None,
                "next_at": moment(due.next_at) if due else None,
                "fetched_at": moment(row.fetched_at),
                "failures": row.failures,
                "failed_because": row.failed_because,
                "failed_params": row.failed_params,
                "paused": row.paused_at is not None,
                "asked": row.asked_by is not None,
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


def schedule_of(session: Session, row: Connector) -> Schedule | None:
    """When it is asked next."""
    return schedules.of(session, workspace_id=row.workspace_id, kind=KIND, subject_id=row.id or 0)


def kpi_of(session: Session, workspace_id: str, key: str) -> Kpi:
    """The KPI with a key; raises NotFound "kpi.unknown"."""
    found = kpis.kpis_by_key(session, workspace_id).get(key)
    if found is None:
        raise NotFound("kpi.unknown", name=key)
    return found


def _schedule(session: Session, row: Connector, rule: dict[str, Any], *, at: datetime) -> None:
    assert row.id is not None
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


def _audit(
    session: Session, row: Connector, action: str, *, at: datetime, by: int | None = None
) -> None:
    audit.add(
        session,
        workspace_id=row.workspace_id,
        at=at,
        actor_id=by,
        action=action,
        subject="connector",
        subject_id=row.id,
    )
