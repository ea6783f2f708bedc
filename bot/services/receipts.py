"""Why a team or the company stands as it does: what its figure is made of, and what sets it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from bot.domain.goals.model import Status
from bot.domain.goals.rollup import THOUSAND, Sums, of_sums
from bot.domain.goals.status import disagreement, ranks_as, worst
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import companies, facts, team_overviews, team_sums
from bot.services.overviews import EVERYBODY
from bot.services.rows import Row, number
from bot.services.team_overviews import Place
from bot.services.team_sums import Judged
from storage import team_goals, team_pages, teams

MOST_PARTS: Final = 10
MOST_NAMED: Final = 3
#: So many levels between what was said and what was computed are flagged.
FLAGGED: Final = 2


def of_team(rt: Runtime, name: str | None, *, by: Actor) -> Row:
    """The receipt of a team with the teams below it.

    Its parts are the objectives of the team itself and the teams right below; of a large team its
    own goals are one part. Raises as `team_overviews.team` does.
    """
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    on = facts.local_date(rt.clock(), by.tz)
    with rt.reading() as session:
        place = team_overviews.placed(session, by, name, large=team_overviews.LARGE)
        before = team_sums.week_ago(on, by.tz)
        rows = team_goals.shown(session, by.workspace_id, place.ids, week_ago=before)
    goals = team_sums.judged(rows, on=on, tz=by.tz)
    if place.is_large:
        whole = team_pages.sums(place.chosen)
        below = [_team(child, team_pages.sums(child)) for child in place.children]
        parts = [*_rest("own", whole, below), *below]
    else:
        whole = team_sums.of_judged(goals, on=on)
        parts = [*_own(place, goals, on), *_below(place, goals, on)]
    about = {"team": place.chosen.name, "team_id": place.chosen.id, "large": place.is_large}
    return about | _receipt(whole, parts) | _told(goals)


def of_company(rt: Runtime, *, by: Actor) -> Row:
    """The receipt of the company: its departments, and the goals that are no department's."""
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    on = facts.local_date(rt.clock(), by.tz)
    with rt.reading() as session:
        tops = team_pages.right_below(session, by.workspace_id, None)
        listed = companies.departments(session, by, tops)
        teamless = companies.of_no_team(session, by, on)
    whole = team_sums.together([*map(team_pages.sums, tops), teamless])
    below = [_team(team, team_pages.sums(team)) for team in listed]
    about = {"team": None, "team_id": None, "large": True}
    return about | _receipt(whole, [*_rest("company", whole, below), *below]) | _told(())


Part = tuple[Row, Sums]


def _receipt(whole: Sums, parts: Sequence[Part]) -> Row:
    counted = [(row, sums) for row, sums in parts if sums.get("counted")]
    worst_one = of_sums(whole).status
    found = [_part(row, sums) | {"sets": _sets(sums, worst_one)} for row, sums in counted]
    return {
        "roll_up": team_sums.rolled_up(whole),
        "parts": found[:MOST_PARTS],
        "more": max(len(found) - MOST_PARTS, 0),
    }


def _part(row: Row, sums: Sums) -> Row:
    figures = of_sums(sums)
    return row | {
        "progress": number(figures.progress),
        "status": figures.status.value if figures.status else None,
        "weight": number((Decimal(sums.get("weight", 0)) / THOUSAND).normalize() + 0),
        "count": figures.total,
    }


def _sets(sums: Sums, worst_one: Status | None) -> bool:
    """Whether the status of the whole is that of this part."""
    status = of_sums(sums).status
    return status is not None and ranks_as(status, worst_one)


def _own(place: Place, goals: Sequence[Judged], on: date) -> Sequence[Part]:
    """The objectives of the team itself."""
    own = [one for one in goals if one[0].team_id == place.chosen.id]
    found = []
    for _, group in groupby(own, key=lambda one: one[0].objective_id):
        some = list(group)
        row = some[0][0]
        about = {"kind": "objective", "title": row.objective_title, "id": row.objective_id}
        found.append((about, team_sums.of_judged(some, on=on)))
    return found


def _below(place: Place, goals: Sequence[Judged], on: date) -> Sequence[Part]:
    found = []
    for child in place.children:
        ids = {*teams.subtree(place.tree, child.id)} - {place.chosen.id}
        some = [one for one in goals if one[0].team_id in ids]
        found.append(_team(child, team_sums.of_judged(some, on=on)))
    return found


def _team(team: Any, sums: Sums) -> Part:
    return {"kind": "team", "title": team.name, "id": team.id}, sums


def _rest(kind: str, whole: Sums, below: Sequence[Part]) -> Sequence[Part]:
    """What the whole has beside the teams below."""
    others = team_sums.together([sums for _, sums in below])
    rest = {name: n - others.get(name, 0) for name, n in whole.items()}
    return [({"kind": kind, "title": "", "id": None}, {k: n for k, n in rest.items() if n > 0})]


def _told(goals: Sequence[Judged]) -> Row:
    """The key results that set the status, and those of which people said something else."""
    counted = [one for one in goals if one[1].weight > 0]
    worst_one = worst(verdict.status for *_, verdict in counted)
    setting = [_named(one) for one in counted if ranks_as(one[2].status, worst_one)]
    differing = [
        _named(one) | {"levels": levels}
        for one in counted
        if (levels := disagreement(one[1].said, one[2].status))
    ]
    differing.sort(key=lambda row: -row["levels"])
    return {
        "setting": setting[:MOST_NAMED],
        "setting_count": len(setting),
        "differing": differing[:MOST_NAMED],
        "differing_count": len(differing),
        "flagged": sum(row["levels"] >= FLAGGED for row in differing),
    }


def _named(one: Judged) -> Row:
    row, known, verdict = one
    return {
        "id": row.id,
        "title": row.title,
        "status": verdict.status.value,
        "said": known.said.value if known.said else None,
    }
