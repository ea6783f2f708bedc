"""Lets the key results of a file follow the KPIs that it names for them."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.goals.model import CycleState
from bot.services.importing.changes import Changes
from bot.services.importing.model import ImportFile, KeyResultEntry
from bot.services.recording import Origin, Said, key_result
from storage import goals, kpis
from storage.tables import Cycle, KeyResult, Kpi

NAME = "kpi_id"


def write(changes: Changes, file: ImportFile, *, at: datetime) -> None:
    """After the KPIs are written; a key result stands where its KPI stands from now on.

    What is closed stays as it ended.
    """
    session, workspace_id = changes.session, changes.workspace_id
    entries = [(o.key, kr) for o in file.objectives for kr in o.key_results if NAME not in kr.keeps]
    cycle = _cycle(file, goals.cycles(session, workspace_id))
    if not entries or cycle is None or cycle.state == CycleState.CLOSED:
        return
    objectives = goals.objectives_by_key(session, workspace_id, cycle.id or 0)
    rows = goals.key_results(session, workspace_id, cycle.id or 0)
    known = {(row.objective_id, row.key): row for row in rows}
    by_key = kpis.kpis_by_key(session, workspace_id)
    for objective, entry in entries:
        row = known[objectives[objective].id or 0, entry.key]
        kpi = by_key.get(entry.follows or "")
        if row.kpi_id != (kpi.id if kpi else None):
            _bind(changes, f"{objective}/{entry.key}", entry, row, kpi)
            if kpi is not None and kpi.value is not None and kpi.value != row.value:
                origin = Origin(kpi.owner_id, at, file.workspace.tz, "kpi")
                key_result(session, row, Said(kpi.value), origin)


def _cycle(file: ImportFile, known: Sequence[Cycle]) -> Cycle | None:
    key = file.cycle.key if file.cycle else None
    return next((cycle for cycle in known if cycle.key == key), None)


def _bind(
    changes: Changes, full: str, entry: KeyResultEntry, row: KeyResult, kpi: Kpi | None
) -> None:
    name = full if ("key_result", full) in changes.lines else entry.key
    before, row.kpi_id = row.kpi_id, kpi.id if kpi else None
    changes.session.flush()
    if changes.amend("key_result", name, NAME, before, row.kpi_id):
        changes.moved.append((row, NAME, before, row.kpi_id))
