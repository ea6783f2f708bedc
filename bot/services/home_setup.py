"""What an administrator still has to do before the bot is of use, told from the data."""

from sqlmodel import Session

from bot.domain.people import Actor
from bot.services import public_holidays
from bot.services.rows import Row
from storage import audit, goals, organisation
from storage.tables import Workspace


def steps(session: Session, by: Actor) -> list[Row]:
    """Each step in order, and whether it is done: {"key", "done"}."""
    workspace = session.get_one(Workspace, by.workspace_id)
    teams = organisation.teams(session, by.workspace_id)
    chosen = workspace.country or public_holidays.country_of_zone(workspace.tz)
    done = {
        "language": audit.was_done(session, by.workspace_id, ("change_settings", "import")),
        "working_days": chosen is not None,
        "teams": any(team.lead_id for team in teams),
        "pilot": not workspace.pilot or any(team.in_pilot for team in teams),
        "cycle": goals.has_cycle(session, by.workspace_id),
        "goals": bool(goals.owners(session, by.workspace_id)),
    }
    return [{"key": key, "done": is_done} for key, is_done in done.items()]
