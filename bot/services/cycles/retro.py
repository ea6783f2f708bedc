"""A look back on a cycle in the channel of each team: one screen, goals before people."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.services import pilot, places, scheduled
from bot.services.cycles import scored, shown
from bot.services.rows import Row, number
from storage import teams
from storage.outbox import Priority
from storage.ownership import Goal
from storage.tables import Cycle, Objective, Workspace

MOST_OBJECTIVES = 6


def post(session: Session, cycle: Cycle, goals: Sequence[Goal], *, at: datetime) -> None:
    """Tell each team that the pilot reaches what its public goals came to."""
    reached = pilot.reach(session, cycle.workspace_id)
    workspace = session.get_one(Workspace, cycle.workspace_id)
    told = _by_team(goals)
    drafts = []
    for team_id, team in teams.all_teams(session, cycle.workspace_id).items():
        place = places.of_team(workspace, team)
        # Goals of the whole company are those of the teams on top.
        own = [*(told.get(None, ()) if team.parent_id is None else ()), *told.get(team_id, ())]
        if place is None or not own or (reached is not None and team_id not in reached):
            continue
        drafts.append(
            places.draft(
                place,
                f"cycle:{cycle.id}:retro:{team_id}",
                "cycle_retro",
                facts(cycle, team.name, own),
                priority=Priority.DIGEST,
            )
        )
    scheduled.post_all(session, drafts, workspace_id=cycle.workspace_id, at=at)


def facts(cycle: Cycle, team: str, goals: Sequence[Goal]) -> Row:
    """What a team's goals came to, with what its people wrote about them."""
    found = [_objective(objective, group) for objective, group in shown.by_objective(goals)]
    return {
        "cycle": shown.cycle(cycle),
        "team": team,
        "score": number(scored.of_goals(goals)),
        "objectives": found[:MOST_OBJECTIVES],
        "more": max(len(found) - MOST_OBJECTIVES, 0),
    }


def _objective(objective: Objective, goals: Sequence[Goal]) -> Row:
    score = scored.of_goals(goals)
    return {
        "title": objective.title,
        "score": number(score),
        "colour": scored.colour(score, objective),
        "rows": [
            {
                "title": kr.title,
                "score": number(scored.final(kr)),
                "colour": scored.colour(scored.final(kr), objective),
                "outcome": kr.outcome,
            }
            for kr, _ in goals
        ],
        "worked": objective.worked,
        "did_not_work": objective.did_not_work,
        "next_time": objective.next_time,
    }


def _by_team(goals: Sequence[Goal]) -> Mapping[int | None, Sequence[Goal]]:
    """What everybody may know of, by team; under None what belongs to the company alone."""
    found: dict[int | None, list[Goal]] = {}
    for kr, objective in goals:
        nobodys = objective.team_id is None and objective.level != "company"
        if objective.visibility == "public" and not nobodys:
            found.setdefault(objective.team_id, []).append((kr, objective))
    return found
