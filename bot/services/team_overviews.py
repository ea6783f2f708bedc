"""How a team stands: its figures, a page of its objectives, and the teams below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from sqlmodel import Session

from bot.domain.cadence import iso_week
from bot.domain.goals.progress import MILLION
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import facts, rows
from bot.services.choices import team_named
from bot.services.overviews import EVERYBODY, goal_figures
from bot.services.rows import Row, number
from storage import goal_parts, ownership, team_figures, teams
from storage.ownership import Goal
from storage.tables import Team, TeamFigure

PAGE = 12
#: Of more key results than this nobody reads a list: the team's own goals are listed, and the kept
#: sums tell of the rest.
LARGE = 400


@dataclass(frozen=True, slots=True)
class _Look:
    """One team, seen by somebody on a day."""

    session: Session
    by: Actor
    tree: Mapping[int, Team]
    chosen: Team
    on: date

    @property
    def team_id(self) -> int:
        assert self.chosen.id is not None
        return self.chosen.id


def team(rt: Runtime, name: str | None, page: int = 1, *, by: Actor) -> Row:
    """A team with the teams below it: the named one, else the person's own.

    Raises NotFound "team.unknown" or "team.none", SeveralFit when two teams fit the name.
    """
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    at = rt.clock()
    with rt.reading() as session:
        tree = teams.all_teams(session, by.workspace_id)
        chosen = team_named(session, by, name, tree)
        look = _Look(session, by, tree, chosen, facts.local_date(at, by.tz))
        return _facts(look, page, at=at)


def _facts(look: _Look, page: int, *, at: datetime) -> Row:
    session, workspace_id = look.session, look.by.workspace_id
    kept = team_figures.of_workspace(session, workspace_id)
    mine = kept.get(look.team_id)
    large = mine is not None and mine.counted > LARGE
    ids = [look.team_id] if large else teams.subtree(look.tree, look.team_id)
    goals = [
        goal
        for goal in ownership.goals_of_teams(session, workspace_id, ids)
        if goal[1].visibility == "public"
    ]
    kpis = ownership.kpis_of_teams(session, workspace_id, ids)
    owned = [goal[0].owner_id for goal in goals] + [goal[1].owner_id for goal in goals]
    people = ownership.people_by_id(session, workspace_id, owned + [kpi.owner_id for kpi in kpis])
    names = {person_id: person.name for person_id, person in people.items()}
    grouped = [[*group] for _, group in groupby(goals, key=lambda goal: goal[1])]
    first = (page - 1) * PAGE
    return {
        "team": look.chosen.name,
        "team_id": look.team_id,
        "week": iso_week(at, look.by.tz),
        "roll_up": _kept(mine)
        if large and mine
        else rows.roll_up(goal_figures(goals, tz=look.by.tz, on=look.on)),
        "objectives": [_objective(look, group, names) for group in grouped[first : first + PAGE]],
        "kpis": [rows.kpi(None, kpi, owner=names.get(kpi.owner_id)) for kpi in kpis]
        if page == 1
        else [],
        "children": _children(look, goals, kept, large=large) if page == 1 else [],
        "more": max(len(grouped) - first - PAGE, 0),
        "page": page,
        "large": large,
        **_gaps(look, goals),
    }


def _objective(look: _Look, group: Sequence[Goal], names: Mapping[int, str]) -> Row:
    objective = group[0][1]
    figures = goal_figures(group, tz=look.by.tz, on=look.on)
    return {
        "title": objective.title,
        "reference": f"o:{objective.id}",
        "owner": names.get(objective.owner_id),
        "progress": number(figures.progress),
        "expected": number(figures.expected),
        "status": figures.status.value if figures.status else None,
        "rows": [
            rows.key_result(
                None,
                facts.key_result(kr, objective, tz=look.by.tz),
                on=look.on,
                owner=names.get(kr.owner_id),
            )
            for kr, _ in group
        ],
    }


def _children(
    look: _Look, goals: Sequence[Goal], kept: Mapping[int, TeamFigure], *, large: bool
) -> list[Row]:
    """The teams right below, with all below them."""
    found = []
    for child_id, child in look.tree.items():
        if child.parent_id != look.team_id:
            continue
        if large:
            figure = kept.get(child_id)
            if figure is not None and figure.counted:
                found.append({"id": child_id, "name": child.name, "roll_up": _kept(figure)})
            continue
        below = set(teams.subtree(look.tree, child_id))
        own = [goal for goal in goals if goal[1].team_id in below]
        figures = goal_figures(own, tz=look.by.tz, on=look.on)
        if figures.total:
            found.append({"id": child_id, "name": child.name, "roll_up": rows.roll_up(figures)})
    return found


def _kept(figure: TeamFigure) -> Row:
    """Kept sums as a roll-up: they know progress alone, no status."""
    share = Decimal(figure.points) / (Decimal(figure.weight) * MILLION) if figure.weight else None
    return {
        "progress": number(share) if figure.known else None,
        "expected": None,
        "status": None,
        "counts": {},
        "stale": 0,
        "total": figure.counted,
    }


def _gaps(look: _Look, goals: Sequence[Goal]) -> Row:
    """What is aligned to nothing, and key results for which nothing is done."""
    objectives = {objective.id: objective for _, objective in goals}
    alone = [
        one
        for one in objectives.values()
        if one.level != "company" and one.parent_objective_id is None and not one.no_parent_because
    ]
    ids = [kr.id for kr, _ in goals if kr.id]
    busy = {
        one.key_result_id for one in goal_parts.initiatives(look.session, look.by.workspace_id, ids)
    }
    return {"unaligned": len(alone), "idle": len(set(ids) - busy)}
