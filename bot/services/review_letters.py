"""With a team's digest its lead gets one list of check-ins to look at; never a stream of them."""

from datetime import datetime

from sqlmodel import Session

from bot.services import facts, pausing, pilot, places, reviewing, scheduled
from storage import organisation
from storage.outbox import Priority


def post(session: Session, workspace_id: str, team_id: int, *, week: str, at: datetime) -> None:
    """Send the lead of a team what their people checked in, once a week and if there is any."""
    team = organisation.team(session, workspace_id, team_id)
    lead = organisation.person(session, workspace_id, team.lead_id or 0) if team else None
    if lead is None or lead.id is None or lead.slack_user_id is None:
        return
    if lead.standing != "employee" or not pilot.asks(session, workspace_id, lead.id):
        return
    if pausing.skip_of_away(session, workspace_id, lead.id, tz=lead.tz, at=at) is not None:
        return
    found = reviewing.shown(session, facts.actor(lead), at=at)
    if found is None or not found["items"]:
        return
    draft = places.draft(
        places.of_person(lead),
        f"review:{lead.id}:{week}",
        "review",
        found,
        priority=Priority.DIGEST,
    )
    scheduled.post(session, draft, workspace_id=workspace_id, at=at)
