"""What waits for a decision of a team: alerts, requests for help, drafts."""

from datetime import datetime

from sqlmodel import Session

from bot.services import facts
from bot.services.alerting import inbox
from bot.services.digest_scope import Scope
from bot.services.rows import Row
from storage import dependencies, digests, ownership


def decisions(session: Session, scope: Scope, *, tz: str, at: datetime) -> list[Row]:
    """The most urgent first; nobody is named but teams.

    Alerts whose clock runs (what is planned is decided), requests that nobody answered, drafts.
    """
    opened = inbox.of_teams(session, scope.workspace_id, scope.team_ids, at=at)
    found: list[Row] = [
        {**alert, "what": "alert", "owner": None} for alert in opened if not alert["planned_by"]
    ]
    found += _requests(session, scope, tz=tz, at=at)
    cycle = ownership.active_cycle(session, scope.workspace_id)
    if cycle is not None and cycle.id is not None:
        drafts = digests.drafts_of(session, scope.workspace_id, scope.team_ids, cycle_id=cycle.id)
        if drafts:
            first = drafts[0].title if len(drafts) == 1 else None
            found.append({"what": "drafts", "count": len(drafts), "title": first})
    return found


def _requests(session: Session, scope: Scope, *, tz: str, at: datetime) -> list[Row]:
    found = []
    on = facts.local_date(at, tz)
    for asked, objective in dependencies.open_between(session, scope.workspace_id, scope.team_ids):
        team = scope.tree.get(asked.team_id)
        asking = scope.tree.get(objective.team_id or 0)
        found.append(
            {
                "what": "request",
                "title": objective.title,
                "text": asked.what,
                "team": team.name if team else None,
                "asking": asking.name if asking else None,
                "days": (on - facts.local_date(asked.asked_at, tz)).days,
            }
        )
    return found
