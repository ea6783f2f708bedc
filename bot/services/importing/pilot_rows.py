"""Writes whom a file wants to be asked."""

from bot.services.importing.changes import Changes
from bot.services.importing.model import PilotEntry
from storage import organisation
from storage.tables import Workspace


def write(changes: Changes, entry: PilotEntry | None, workspace: Workspace) -> None:
    """Bring the pilot to what the file says; where it says nothing, it stays as it is.

    A pilot has the teams that the file names and no others; `off` leaves the choice as it was.
    """
    if entry is None:
        return
    differs = workspace.pilot != entry.is_on
    workspace.pilot = entry.is_on
    if entry.is_on:
        for team in organisation.teams(changes.session, changes.workspace_id):
            wanted = team.key in entry.teams
            differs |= team.in_pilot != wanted
            team.in_pilot = wanted
    if differs:
        changes.amend("workspace", workspace.name, "pilot")
    changes.session.flush()
