"""Writes the KPIs of a file and their readings."""

from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime
from typing import Any

from bot.domain.kpis.model import Aggregation
from bot.domain.periods import period_around
from bot.services import kpi_readings
from bot.services.alerting import reconsidering
from bot.services.importing import kpi_trees
from bot.services.importing.changes import Change, Changes
from bot.services.importing.choices import KpiState
from bot.services.importing.goal_ids import GoalIds
from bot.services.importing.model import ImportFile, KpiEntry
from storage import kpis
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
    """Write the KPIs. Imported readings are history: they open and close no alert.

    Other limits move an alert that is open, and raise none. Raises ImportProblems where a KPI does
    not fit the one that it is part of.
    """
    session, workspace_id = changes.session, changes.workspace_id
    known = kpis.kpis_by_key(session, workspace_id)
    ids = [row.id for row in known.values() if row.id is not None]
    read = kpis.days_read(session, workspace_id, ids)
    for entry in _parents_first(file.kpis):
        row = known.get(entry.key)
        values = _values(entry) | {
            "owner_id": people_ids[entry.owner],
            "team_id": team_ids[entry.team],
            "protects_objective_id": goal_ids.objective(entry.protects),
            "parent_kpi_id": known[entry.parent].id if entry.parent else None,
        }
        if row is None:
            state = (entry.state or KpiState.ACTIVE).value
            row = Kpi(workspace_id=workspace_id, key=entry.key, state=state, **values)
            changes.create("kpi", entry.key, row)
            known[entry.key] = row
        else:
            changes.update("kpi", entry.key, row, values, keeps=entry.keeps)
        _readings(changes, entry, row, read.get(row.id or 0, {}), at)
        if reconsidering.LIMITS & {*changes.lines["kpi", entry.key].fields}:
            kpi_readings.bring_up_to_date(session, row)
            reconsidering.limits_changed(session, row, at=at, opens=False)
    kpi_trees.check(changes, file, known)


def _parents_first(entries: Sequence[KpiEntry]) -> Sequence[KpiEntry]:
    """In the order of the file but for what is above others, which needs its id first."""
    by_key = {entry.key: entry for entry in entries}
    found: dict[str, KpiEntry] = {}
    for entry in entries:
        way = [entry]
        while way[-1].parent in by_key and by_key[way[-1].parent] not in way:
            way.append(by_key[way[-1].parent])
        found.update((one.key, one) for one in reversed(way) if one.key not in found)
    return [*found.values()]


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
        **entry.more,
    }


def _readings(
    changes: Changes,
    entry: KpiEntry,
    row: Kpi,
    read: Mapping[date, Set[date | None]],
    at: datetime,
) -> None:
    """Add the readings of periods that have none; the newest of all becomes the KPI's value.

    Where the readings of a period are put together, those of days that have none.
    """
    assert row.id is not None
    added = 0
    for figure in entry.readings:
        period, _ = period_around(row.frequency, figure.on)
        if period in read and (row.aggregation == Aggregation.LAST or figure.on in read[period]):
            continue
        changes.session.add(
            Reading(
                workspace_id=row.workspace_id,
                kpi_id=row.id,
                period=period,
                observed_on=figure.on,
                value=figure.value,
                numerator=figure.numerator,
                denominator=figure.denominator,
                source=SOURCE,
                at=at,
            )
        )
        added += 1
    changes.count("reading", Change.CREATED, added)
    changes.count("reading", Change.UNCHANGED, len(entry.readings) - added)
    if added:
        changes.session.flush()
        kpi_readings.bring_up_to_date(changes.session, row)
