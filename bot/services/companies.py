"""The company at a glance: its own goals, and what its departments come to."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from bot.domain.goals.model import Span
from bot.domain.goals.progress import MILLION
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import facts
from bot.services.goal_figures import Figures
from bot.services.looking import line
from bot.services.overviews import EVERYBODY
from bot.services.rows import Row, number
from storage import goal_tree, ownership, team_figures, teams
from storage.tables import Team, TeamFigure
from storage.team_figures import Sums

PAGE = 8


def company(rt: Runtime, page: int, *, by: Actor) -> Row:
    """The company's objectives, a page of departments, and what everything comes to.

    Sums are the kept ones (`storage.team_figures`), behind by a tick at most, and those of the
    company's goals that are no team's.
    """
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    with rt.reading() as session:
        on = facts.local_date(rt.clock(), by.tz)
        cycle = ownership.active_cycle(session, by.workspace_id)
        objectives = goal_tree.of_company(session, by.workspace_id)
        shown = objectives[:PAGE] if page == 1 else []
        look = Figures(session, by.workspace_id, by.person_id, by.tz, on)
        look.load(shown)
        below = goal_tree.child_counts(
            session, by.workspace_id, [one.id for one in shown if one.id], seen_by=by.person_id
        )
        tree = teams.all_teams(session, by.workspace_id)
        kept = team_figures.of_workspace(session, by.workspace_id)
        listed = _departments(tree, kept)
        first = (page - 1) * PAGE
        teamless = [one.id for one in objectives if one.team_id is None and one.id]
        return {
            "cycle": cycle.name if cycle else None,
            "elapsed": number(Span(cycle.starts_on, cycle.ends_on).elapsed(on)) if cycle else None,
            "whole": _sum(
                [
                    *(kept[key] for key in _tops(tree) if key in kept),
                    team_figures.of_objectives(session, by.workspace_id, teamless),
                ]
            ),
            "objectives": [line(look, one) | {"below": below.get(one.id or 0, 0)} for one in shown],
            "objectives_more": max(len(objectives) - PAGE, 0) if page == 1 else 0,
            "departments": [_department(team, kept, tree) for team in listed[first : first + PAGE]],
            "page": page,
            "more": len(listed) > first + PAGE,
        }


def _tops(tree: Mapping[int, Team]) -> list[int]:
    """Teams without one above them."""
    return [key for key, team in tree.items() if team.parent_id not in tree]


def _departments(tree: Mapping[int, Team], kept: Mapping[int, TeamFigure]) -> list[Team]:
    """The top of the tree; below a single team that holds the others, those."""
    tops = _tops(tree)
    if len(tops) == 1:
        below = [key for key, team in tree.items() if team.parent_id == tops[0]]
        tops = below or tops
    return [tree[key] for key in sorted(tops, key=lambda key: (key not in kept, tree[key].name))]


def _department(team: Team, kept: Mapping[int, TeamFigure], tree: Mapping[int, Team]) -> Row:
    figure = kept.get(team.id or 0)
    return {
        "id": team.id,
        "name": team.name,
        **_sum([figure] if figure else []),
        "teams": sum(1 for one in tree.values() if one.parent_id == team.id),
    }


def _sum(figures: Sequence[TeamFigure | Sums]) -> Row:
    """Weighted mean of sums; no figure where nothing has one."""
    weight = sum(figure.weight for figure in figures)
    points = sum(figure.points for figure in figures)
    known = sum(figure.known for figure in figures)
    progress = Decimal(points) / (Decimal(weight) * MILLION) if weight and known else None
    return {
        "progress": number(progress),
        "counted": sum(figure.counted for figure in figures),
        "known": known,
    }
