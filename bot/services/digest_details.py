"""What stands in the thread of a team's digest: its objectives with their key results."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlmodel import Session

from bot.domain.goals.rollup import roll_up
from bot.domain.goals.status import judge
from bot.services import facts, places, rows
from bot.services.digest_scope import Scope
from bot.services.places import Place
from bot.services.rows import Row, number
from storage import outbox
from storage.outbox import Priority
from storage.ownership import Goal
from storage.tables import Digest

#: More than this nobody reads below a digest; *Details* shows all of them.
OBJECTIVES = 12


def post(session: Session, digest: Digest, scope: Scope, channel: Place, *, at: datetime) -> None:
    """Post them below a digest that is on its way; nobody is named there."""
    grouped = [[*group] for _, group in groupby(scope.own, key=lambda goal: goal[1].id)]
    if digest.message_id is None or not grouped:
        return
    params = {
        "team": scope.name,
        "kind": digest.kind,
        "period": digest.period,
        "objectives": [_objective(group, tz=channel.tz, at=at) for group in grouped[:OBJECTIVES]],
        "more": max(len(grouped) - OBJECTIVES, 0),
    }
    draft = places.draft(
        channel,
        f"digest-details:{digest.id}",
        "digest_details",
        params,
        priority=Priority.DIGEST,
        thread_of_id=digest.message_id,
    )
    outbox.add(session, draft, workspace_id=digest.workspace_id, at=at)


def _objective(group: Sequence[Goal], *, tz: str, at: datetime) -> Row:
    on = facts.local_date(at, tz)
    known = [facts.key_result(kr, objective, tz=tz) for kr, objective in group]
    judged = [(one, judge(one, on=on)) for one in known]
    figures = roll_up(judged, on=on)
    return {
        "title": group[0][1].title,
        "owner": None,
        "progress": number(figures.progress),
        "expected": number(figures.expected),
        "status": figures.status.value if figures.status else None,
        "rows": [rows.key_result(None, one, on=on, verdict=verdict) for one, verdict in judged],
    }
