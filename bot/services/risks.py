"""What of a team needs somebody: behind, silent, or told otherwise than the figures say."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.goals.status import RANK, disagreement, judge, stale_days
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import facts, rows
from bot.services.choices import team_named
from bot.services.overviews import EVERYBODY
from bot.services.rows import Row
from storage import ownership, team_figures, teams
from storage.ownership import Goal

PAGE: Final = 8
#: Of more key results than this, those that have come least far are looked at.
MOST: Final = 1_000
#: Statuses from this rank on are behind; see bot.domain.goals.status.RANK.
BEHIND: Final = 2
FLAGGED: Final = 2


def of_team(rt: Runtime, name: str | None, page: int = 1, *, by: Actor) -> Row:
    """A page of what needs somebody in a team and the teams below it, worst first.

    Raises NotFound "team.unknown" or "team.none", SeveralFit.
    """
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    with rt.reading() as session:
        on = facts.local_date(rt.clock(), by.tz)
        tree = teams.all_teams(session, by.workspace_id)
        chosen = team_named(session, by, name, tree)
        assert chosen.id is not None
        ids = teams.subtree(tree, chosen.id)
        goals = ownership.goals_behind(session, by.workspace_id, ids, most=MOST)
        kept = team_figures.of_team(session, by.workspace_id, chosen.id)
        found = _needing(goals, tz=by.tz, on=on)
        shown = found[(page - 1) * PAGE : page * PAGE]
        cut = len(goals) == MOST
        owners = ownership.people_by_id(
            session, by.workspace_id, [row["owner_id"] for row in shown]
        )
        counts = Counter(reason for row in found for reason in row["reasons"])
        return {
            "team": chosen.name,
            "team_id": chosen.id,
            "rows": [row | {"owner": owners[row["owner_id"]].name} for row in shown],
            "counts": dict(counts),
            "total": max(kept.counted, len(goals)) if kept and cut else len(goals),
            "looked_at": len(goals) if cut else None,
            "needing": len(found),
            "page": page,
            "more": max(len(found) - page * PAGE, 0),
        }


def _needing(goals: Sequence[Goal], *, tz: str, on: date) -> list[Row]:
    found = []
    for kr, objective in goals:
        known = facts.key_result(kr, objective, tz=tz)
        status = judge(known, on=on).status
        rank = RANK.get(status, 0)
        levels = disagreement(known.said, status)
        silent = stale_days(known, on=on)
        reasons = [
            *(["off_track"] if rank > BEHIND else ["at_risk"] if rank == BEHIND else []),
            *(["differs"] if levels >= FLAGGED else []),
            *(["stale"] if silent is not None else []),
        ]
        if reasons:
            row = rows.key_result(None, known, on=on)
            row |= {"reasons": reasons, "said": kr.said if levels >= FLAGGED else None}
            row |= {"owner_id": kr.owner_id, "objective": objective.title}
            found.append((-max(rank, levels), -(silent or 0), kr.id or 0, row))
    return [row for *_, row in sorted(found, key=lambda one: one[:3])]
