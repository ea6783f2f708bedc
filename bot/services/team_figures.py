"""Keeps what the goals of teams come to: added up as check-ins come, counted anew now and then."""

from bot.runtime import Runtime
from storage import organisation, team_figures


def add_up(rt: Runtime) -> int:
    """Bring what check-ins changed up the tree of teams; how many changes there were."""
    with rt.reading() as session:
        behind = team_figures.workspaces_behind(session)
    added = 0
    for workspace_id in behind:
        with rt.uow() as session:
            added += team_figures.add_up(session, workspace_id)
    return added


def count_anew(rt: Runtime) -> int:
    """Count every team from its key results, whatever was kept; how many teams there are."""
    with rt.reading() as session:
        everywhere = organisation.workspace_ids(session)
    counted = 0
    for workspace_id in everywhere:
        with rt.uow() as session:
            counted += team_figures.count_anew(session, workspace_id)
    return counted
