"""Writes the cycle, the objectives and the key results of a file."""

from collections.abc import Mapping
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from bot.domain.cadence import local_time_on
from bot.domain.goals.model import Shape
from bot.domain.goals.progress import millionths, progress
from bot.services import facts, recording
from bot.services.importing.changes import Change, Changes
from bot.services.importing.model import (
    CycleEntry,
    ImportFile,
    KeyResultEntry,
    ObjectiveEntry,
)
from storage import goals
from storage.tables import Cycle, KeyResult, Objective

#: When on its day an earlier value counts as given.
HISTORY_AT = time(9)
SOURCE = "import"


def objectives(
    changes: Changes,
    file: ImportFile,
    *,
    people_ids: Mapping[str, int],
    team_ids: Mapping[str, int],
    at: datetime,
) -> dict[str, int]:
    """Ids of objectives by key, with their key results written too."""
    if file.cycle is None:
        return {}
    session, workspace_id = changes.session, changes.workspace_id
    cycle_id = _cycle(changes, file.cycle)
    known = goals.objectives_by_key(session, workspace_id, cycle_id)
    rows: dict[str, Objective] = {}
    for entry in file.objectives:
        values = _objective_values(entry, people_ids, team_ids)
        row = known.get(entry.key)
        if row is None:
            row = Objective(workspace_id=workspace_id, cycle_id=cycle_id, key=entry.key, **values)
            changes.create("objective", entry.key, row)
        else:
            changes.update("objective", entry.key, row, values)
        rows[entry.key] = row
    _align(changes, file, rows)
    known_results = goals.key_results_by_key(session, workspace_id, cycle_id)
    for entry in file.objectives:
        for position, nested in enumerate(entry.key_results, 1):
            values = _key_result_values(nested, people_ids, _id(rows[entry.key]), position)
            _key_result(changes, nested, known_results.get(nested.key), values, file, at)
    return {key: _id(row) for key, row in rows.items()}


def _cycle(changes: Changes, entry: CycleEntry) -> int:
    values: dict[str, Any] = {
        "name": entry.name,
        "starts_on": entry.starts_on,
        "ends_on": entry.ends_on,
    }
    row = goals.cycle_by_key(changes.session, changes.workspace_id, entry.key)
    if row is None:
        row = Cycle(workspace_id=changes.workspace_id, key=entry.key, **values)
        changes.create("cycle", entry.key, row)
    else:
        changes.update("cycle", entry.key, row, values)
    return _id(row)


def _objective_values(
    entry: ObjectiveEntry, people_ids: Mapping[str, int], team_ids: Mapping[str, int]
) -> dict[str, Any]:
    return {
        "title": entry.title,
        "level": entry.level.value,
        "team_id": None if entry.team is None else team_ids[entry.team],
        "owner_id": people_ids[entry.owner],
        "ambition": entry.ambition.value,
        "visibility": entry.visibility.value,
    }


def _align(changes: Changes, file: ImportFile, rows: Mapping[str, Objective]) -> None:
    """A parent may come later in the file, so this is a second look at counted entries."""
    for entry in file.objectives:
        row = rows[entry.key]
        parent_id = None if entry.parent is None else _id(rows[entry.parent])
        if row.parent_objective_id != parent_id:
            row.parent_objective_id = parent_id
            changes.amend("objective", entry.key, "parent_objective_id")
    changes.session.flush()


def _key_result_values(
    entry: KeyResultEntry, people_ids: Mapping[str, int], objective_id: int, position: int
) -> dict[str, Any]:
    measure = entry.measure
    return {
        "objective_id": objective_id,
        "owner_id": people_ids[entry.owner],
        "position": position,
        "title": entry.title,
        "aliases": "\n".join(entry.aliases),
        "shape": measure.shape.value,
        "unit": measure.unit,
        "direction": measure.direction.value,
        "start": measure.start,
        "target": measure.target,
        "floor": measure.floor,
        "ceiling": measure.ceiling,
        "period": None if measure.period is None else measure.period.value,
        "minimum_sample": measure.minimum_sample,
        "start_on": entry.start_on,
        "due_on": entry.due_on,
        "weight": entry.weight,
        # What the file does not say stays as people have chosen it.
        **_chosen(entry.cadence_days),
    }


def _chosen(cadence_days: int | None) -> dict[str, Any]:
    return {} if cadence_days is None else {"cadence_days": cadence_days, "cadence_chosen": True}


def _key_result(
    changes: Changes,
    entry: KeyResultEntry,
    row: KeyResult | None,
    values: Mapping[str, Any],
    file: ImportFile,
    at: datetime,
) -> None:
    """Write one key result; its figures only when it is new: what people said since stands."""
    if row is not None:
        if changes.update("key_result", entry.key, row, values):
            _recompute(row)
        return
    row = KeyResult(workspace_id=changes.workspace_id, key=entry.key, **values)
    changes.create("key_result", entry.key, row)
    for figure in entry.history:
        said_at = local_time_on(figure.on, HISTORY_AT, file.workspace.tz)
        _record(changes, row, figure.value, min(said_at, at), file)
    changes.count("history", Change.CREATED, len(entry.history))
    if entry.value is not None:
        _record(changes, row, entry.value, at, file)


def _record(
    changes: Changes, row: KeyResult, value: Decimal, at: datetime, file: ImportFile
) -> None:
    origin = recording.Origin(person_id=row.owner_id, at=at, tz=file.workspace.tz, source=SOURCE)
    recording.key_result(changes.session, row, recording.Said(value), origin)


def _recompute(row: KeyResult) -> None:
    """Measure the value that is there against a start or target that moved."""
    if row.shape in (Shape.REACH, Shape.YES_NO):
        share = progress(facts.measure(row), row.value)
        row.progress = None if share is None else millionths(share)


def _id(row: Cycle | Objective) -> int:
    assert row.id is not None
    return row.id
