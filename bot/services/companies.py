"""The company at a glance: its own goals, and what its departments come to."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlmodel import Session

from bot.domain.goals.model import Span
from bot.domain.goals.rollup import Sums
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import facts, team_sums
from bot.services.goal_figures import Figures
from bot.services.looking import line
from bot.services.overviews import EVERYBODY
from bot.services.rows import Row, number
from storage import goal_tree, ownership, team_goals, team_pages

PAGE: Final = 8


def company(rt: Runtime, page: int, *, by: Actor) -> Row:
    """The company's objectives, a page of departments, and what everything comes to.

    Sums are the kept ones (`storage.team_figures`), behind by a tick at most, and those of the
    company's goals that are no team's.
    """
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    with rt.reading() as session:
        on = facts.local_date(rt.clock(), by.tz)
        tops = team_pages.right_below(session, by.workspace_id, None)
        listed = departments(session, by, tops)
        first = (page - 1) * PAGE
        parts = [team_pages.sums(top) for top in tops]
        whole = team_sums.together([*parts, of_no_team(session, by, on)])
        return {
            **_cycle(session, by, on),
            **_objectives(session, by, page, on),
            "whole": team_sums.rolled_up(whole),
            "unaligned": whole.get("unaligned", 0),
            "idle": whole.get("idle", 0),
            "departments": [
                department(team, team_pages.sums(team)) for team in listed[first : first + PAGE]
            ],
            "page": page,
            "more": len(listed) > first + PAGE,
        }


def _cycle(session: Session, by: Actor, on: date) -> Row:
    cycle = ownership.active_cycle(session, by.workspace_id)
    if cycle is None:
        return {"cycle": None, "elapsed": None}
    elapsed = Span(cycle.starts_on, cycle.ends_on).elapsed(on)
    return {"cycle": cycle.name, "elapsed": number(elapsed)}


def _objectives(session: Session, by: Actor, page: int, on: date) -> Row:
    """The company's own objectives, on the first page."""
    if page > 1:
        return {"objectives": [], "objectives_more": 0}
    objectives = goal_tree.of_company(session, by.workspace_id)
    shown = objectives[:PAGE]
    look = Figures(session, by.workspace_id, by.person_id, by.tz, on)
    look.load(shown)
    below = goal_tree.child_counts(
        session, by.workspace_id, [one.id for one in shown if one.id], seen_by=by.person_id
    )
    return {
        "objectives": [line(look, one) | {"below": below.get(one.id or 0, 0)} for one in shown],
        "objectives_more": max(len(objectives) - PAGE, 0),
    }


def of_no_team(session: Session, by: Actor, on: date) -> Sums:
    """What the company's goals come to that are no team's."""
    before = team_sums.week_ago(on, by.tz)
    goals = team_goals.teamless(session, by.workspace_id, week_ago=before)
    return team_sums.of_rows(goals, on=on, tz=by.tz)


def departments(session: Session, by: Actor, tops: Sequence[Any]) -> Sequence[Any]:
    """The top of the tree; below a single team that holds the others, those.

    What nothing was counted for comes last.
    """
    found = tops
    if len(tops) == 1:
        found = team_pages.right_below(session, by.workspace_id, tops[0].id) or tops
    return sorted(found, key=lambda team: (team.counted is None, team.name))


def department(team: Any, sums: Sums) -> Row:
    """A line of a department with what it comes to with all below it."""
    roll_up = team_sums.rolled_up(sums)
    return {"id": team.id, "name": team.name, "roll_up": roll_up, "teams": team.teams}
