"""Writes the working calendar of a file."""

from typing import Any

from bot.services.importing.changes import Changes
from bot.services.importing.model import CalendarEntry
from storage import calendars
from storage.tables import CalendarDay, Workspace


def write(changes: Changes, entry: CalendarEntry | None, workspace: Workspace) -> None:
    """Bring the calendar to what the file says; without the section it stays as it is.

    The workspace has the days that the file names and no others.
    """
    if entry is None:
        return
    for name, value in (("country", entry.country), ("saturdays", entry.saturdays)):
        if getattr(workspace, name) != value:
            setattr(workspace, name, value)
            changes.amend("workspace", workspace.name, name)
    if _write_days(changes, entry):
        changes.amend("workspace", workspace.name, "calendar")
    changes.session.flush()


def _write_days(changes: Changes, entry: CalendarEntry) -> bool:
    present = dict(calendars.days(changes.session, changes.workspace_id))
    differs = False
    for wanted in entry.days:
        values: dict[str, Any] = {"kind": wanted.kind.value, "name": wanted.name}
        row = present.pop(wanted.day, None)
        if row is None:
            row = CalendarDay(workspace_id=changes.workspace_id, day=wanted.day, **values)
            changes.session.add(row)
        elif (row.kind, row.name) == (wanted.kind.value, wanted.name):
            continue
        row.kind, row.name, differs = wanted.kind.value, wanted.name, True
    for row in present.values():
        changes.session.delete(row)
    return differs or bool(present)
