"""Writes the KPIs of a file and their readings."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.domain.periods import period_around
from bot.services.importing.changes import Change, Changes
from bot.services.importing.choices import KpiState
from bot.services.importing.goal_ids import GoalIds
from bot.services.importing.model import ImportFile, KpiEntry
from storage import alerts, kpis
from storage.tables import Kpi, Reading

SOURCE = "import"


def write(
    changes: Changes,
    file: ImportFile,
    *,
    people_ids: Mapping[str, int],
    team_ids: Mapping[str, int],
    goal_ids: GoalIds,
    at: datetime,
) -> None:
    """Write the KPIs. Imported readings are history: they open and close no alert."""
    session, workspace_id = changes.session, changes.workspace_id
    known = kpis.kpis_by_key(session, workspace_id)
    ids = [row.id for row in known.values() if row.id is not None]
    read = kpis.periods_read(session, workspace_id, ids)
    for entry in file.kpis:
        row = known.get(entry.key)
        values = _values(entry) | {
            "owner_id": people_ids[entry.owner],
            "team_id": team_ids[entry.team],
            "protects_objective_id": goal_ids.objective(entry.protects),
        }
        if row is None:
            state = (entry.state or KpiState.ACTIVE).value
            row = Kpi(workspace_id=workspace_id, key=entry.key, state=state, **values)
            changes.create("kpi", entry.key, row)
        else:
            changes.update("kpi", entry.key, row, values, keeps=entry.keeps)
        _readings(changes, entry, row, read.get(row.id or 0, set()), at)


def _values(entry: KpiEntry) -> dict[str, Any]:
    measure = entry.measure
    return {
        "title": entry.title,
        "aliases": "\n".join(entry.aliases),
        "unit": measure.unit,
        "side": measure.side.value,
        "target": measure.target,
        "low": measure.low,
        "high": measure.high,
        "critical": measure.critical,
        "critical_high": measure.critical_high,
        "frequency": measure.frequency.value,
    }


def _readings(changes: Changes, entry: KpiEntry, row: Kpi, read: set[date], at: datetime) -> None:
    """Add the readings of periods that have none; the newest of all becomes the KPI's value."""
    assert row.id is not None
    added = 0
    for figure in entry.readings:
        period, _ = period_around(row.frequency, figure.on)
        if period in read:
            continue
        changes.session.add(
            Reading(
                workspace_id=row.workspace_id,
                kpi_id=row.id,
                period=period,
                value=figure.value,
                source=SOURCE,
                at=at,
            )
        )
        added += 1
    changes.count("reading", Change.CREATED, added)
    changes.count("reading", Change.UNCHANGED, len(entry.readings) - added)
    if added:
        changes.session.flush()
        newest = alerts.newest_readings(changes.session, row.workspace_id, row.id, most=1)[-1]
        row.value, row.value_on = newest.value, newest.period
        changes.session.flush()
