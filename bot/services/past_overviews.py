"""How a team or the company stood at the end of an earlier day, from the check-ins until then.

Owners, teams, weights, targets and days are those of now.
"""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlmodel import Session

from bot.domain.goals.model import Span
from bot.domain.goals.rollup import Sums, of_sums
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import companies, team_overviews, team_sums
from bot.services.overviews import EVERYBODY
from bot.services.rows import Row, number
from bot.services.team_sums import BATCH
from storage import past_goals, team_pages, teams

#: A past picture is counted from the goals themselves, however many they are.
NEVER_LARGE = 10**9


def team(rt: Runtime, name: str | None, on: date, page: int = 1, *, by: Actor) -> Row:
    """A page of a team with the teams below it as of a day; raises as `team_overviews.team`."""
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    with rt.reading() as session:
        place = team_overviews.placed(session, by, name, large=NEVER_LARGE)
        goals = _of_teams(session, by, place.ids, on)
    at = _noon(on, by.tz)
    facts = team_overviews.of_rows(place, goals, (), page, at=at, tz=by.tz)
    return facts | {"as_of": on.isoformat(), "unaligned": 0, "idle": 0, "asked": 0, "asks": 0}


def company(rt: Runtime, on: date, page: int = 1, *, by: Actor) -> Row:
    """A page of the company as of a day."""
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    with rt.reading() as session:
        tree = {row.id: row for row in team_pages.every(session, by.workspace_id)}
        tops = team_pages.right_below(session, by.workspace_id, None)
        listed = companies.departments(session, by, tops)
        times = _times(on, by.tz)
        own = past_goals.of_company(session, by.workspace_id, on=on, **times)
        sums = {team_id: _sums(goals, on, by) for team_id, goals in _by_team(session, by, tree, on)}
        cycle = past_goals.cycle(session, by.workspace_id, on)
    teamless = _sums([row for row in own if row.team_id is None], on, by)
    first = (page - 1) * companies.PAGE
    shown = listed[first : first + companies.PAGE]
    goals = _lines(own, on, by) if page == 1 else []
    return {
        "as_of": on.isoformat(),
        "cycle": cycle.name if cycle else None,
        "elapsed": number(Span(cycle.starts_on, cycle.ends_on).elapsed(on)) if cycle else None,
        "whole": team_sums.rolled_up(team_sums.together([*sums.values(), teamless])),
        "unaligned": 0,
        "idle": 0,
        "objectives": goals[: companies.PAGE],
        "objectives_more": max(len(goals) - companies.PAGE, 0),
        "departments": [
            companies.department(
                one, team_sums.together([sums.get(key, {}) for key in teams.subtree(tree, one.id)])
            )
            for one in shown
        ],
        "page": page,
        "more": len(listed) > first + companies.PAGE,
    }


def _noon(on: date, tz: str) -> datetime:
    """A moment of the day, whose week it is."""
    return team_sums.end_of(on, tz) - team_sums.WEEK / 14


def _times(on: date, tz: str) -> dict[str, datetime]:
    return {"then": team_sums.end_of(on, tz), "week_ago": team_sums.week_ago(on, tz)}


def _of_teams(session: Session, by: Actor, ids: Sequence[int], on: date) -> Sequence[Any]:
    found: list[Any] = []
    for at in range(0, len(ids), BATCH):
        some = ids[at : at + BATCH]
        found += past_goals.of_teams(session, by.workspace_id, some, on=on, **_times(on, by.tz))
    return sorted(found, key=lambda row: row.objective_id)


def _by_team(
    session: Session, by: Actor, tree: dict[int, Any], on: date
) -> Sequence[tuple[int, Sequence[Any]]]:
    goals = sorted(_of_teams(session, by, list(tree), on), key=lambda row: row.team_id)
    return [(team_id, list(some)) for team_id, some in groupby(goals, key=lambda row: row.team_id)]


def _sums(goals: Sequence[Any], on: date, by: Actor) -> Sums:
    return team_sums.of_rows(goals, on=on, tz=by.tz)


def _lines(goals: Sequence[Any], on: date, by: Actor) -> list[Row]:
    """The company's own objectives with their figures, from their key results."""
    found = []
    for key, group in groupby(goals, key=lambda row: row.objective_id):
        some = list(group)
        figures = of_sums(_sums(some, on, by))
        found.append(
            {
                "title": some[0].objective_title,
                "reference": f"o:{key}",
                "progress": number(figures.progress),
                "status": figures.status.value if figures.status else None,
                "total": figures.total,
                "state": "active",
                "private": False,
                "below": 0,
            }
        )
    return found
