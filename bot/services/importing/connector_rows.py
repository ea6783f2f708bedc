"""Brings connectors to what a file says of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.services.connecting import arranging
from bot.services.importing.changes import Changes
from bot.services.importing.connector_entries import ConnectorEntry
from bot.services.importing.problems import Findings
from storage import kpis, reading_sources
from storage.tables import Connector, Kpi

KIND = "connector"


def write(
    changes: Changes, entries: Sequence[ConnectorEntry], *, at: datetime, actor_id: int | None
) -> None:
    """Add and change connectors; those that the file does not name stay.

    Where to send the contents of a secret is for those to say who run okrbot: out of Slack,
    that is with an `actor_id`, nothing may differ. Raises ImportProblems then.
    """
    findings, known = Findings(), kpis.kpis_by_key(changes.session, changes.workspace_id)
    for entry in entries:
        kpi = known[entry.kpi]
        row = reading_sources.connector_of(changes.session, changes.workspace_id, kpi.id or 0)
        differs = row is None or _differs(changes, row, entry)
        if actor_id is not None and differs:
            findings.add(entry.line, entry.path, "connector.in_terminal")
        elif row is None:
            _add(changes, entry, kpi, at=at)
        else:
            _change(changes, entry, row, at=at)
    findings.raise_any()


def _add(changes: Changes, entry: ConnectorEntry, kpi: Kpi, *, at: datetime) -> None:
    row = arranging.add(changes.session, changes.workspace_id, entry.wanted, at=at)
    changes.create(KIND, kpi.key, row)
    if entry.paused:
        arranging.pause(changes.session, row, at=at)


def _change(changes: Changes, entry: ConnectorEntry, row: Connector, *, at: datetime) -> None:
    changes.update(KIND, entry.kpi, row, {})
    before, after = _stands(changes, row), _wants(entry)
    if before != after:
        arranging.change(changes.session, row, entry.wanted, at=at)
        for name in sorted(before.keys() | after.keys()):
            was, now = before.get(name), after.get(name)
            if was != now:
                changes.amend(KIND, entry.kpi, name, was, now)
    if _switches(row, entry):
        step = arranging.pause if entry.paused else arranging.resume
        step(changes.session, row, at=at)
        changes.amend(KIND, entry.kpi, "paused", not entry.paused, entry.paused)


def _differs(changes: Changes, row: Connector, entry: ConnectorEntry) -> bool:
    return _stands(changes, row) != _wants(entry) or _switches(row, entry)


def _switches(row: Connector, entry: ConnectorEntry) -> bool:
    return entry.paused is not None and entry.paused != (row.paused_at is not None)


def _stands(changes: Changes, row: Connector) -> dict[str, Any]:
    due = arranging.schedule_of(changes.session, row)
    return _told(row.source, row.day, due.rule if due else {})


def _wants(entry: ConnectorEntry) -> dict[str, Any]:
    wanted = entry.wanted
    return _told(wanted.source.stored(), wanted.day.value, wanted.rule)


def _told(source: Mapping[str, Any], day: str, rule: Mapping[str, Any]) -> dict[str, Any]:
    """Field by field as people compare it; a secret is the name of one."""
    times = "; ".join(f"{name} {value}" for name, value in rule.items())
    said = {**source, "day": day, "times": times}
    return {name: value for name, value in said.items() if value not in (None, "")}
