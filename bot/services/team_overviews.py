"""How a team stands: its figures, a page of its objectives, and the teams below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final

from sqlmodel import Session

from bot.domain.cadence import iso_week
from bot.domain.errors import NotFound
from bot.domain.goals.rollup import Sums, of_sums
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import facts, rows, team_sums
from bot.services.choices import team_named, team_number
from bot.services.overviews import EVERYBODY
from bot.services.rows import Row, number
from bot.services.team_sums import Judged
from storage import team_goals, team_pages, teams

PAGE: Final = 12
#: Of more key results than this nobody reads a list: the team's own goals are listed, and the kept
#: sums tell of the rest.
LARGE: Final = 400


@dataclass(frozen=True, slots=True)
class Place:
    """A team with the teams right below it, rows of `storage.team_pages`.

    `ids` are the teams whose goals are read: all below, or the chosen one of a large team.
    """

    chosen: Any
    children: Sequence[Any]
    ids: Sequence[int]
    tree: Mapping[int, Any]
    is_large: bool


def team(rt: Runtime, name: str | None, page: int = 1, *, by: Actor) -> Row:
    """A team with the teams below it: the named one, else the person's own.

    Asks the database three things, however large the team. Raises NotFound "team.unknown" or
    "team.none", SeveralFit when two teams fit the name.
    """
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    at = rt.clock()
    on = facts.local_date(at, by.tz)
    with rt.reading() as session:
        place = placed(session, by, name, large=LARGE)
        week_ago = team_sums.week_ago(on, by.tz)
        goals = team_goals.shown(session, by.workspace_id, place.ids, week_ago=week_ago)
        kpis = team_goals.kpis(session, by.workspace_id, place.ids) if page == 1 else ()
    return of_rows(place, goals, kpis, page, at=at, tz=by.tz)


def placed(session: Session, by: Actor, name: str | None, *, large: int) -> Place:
    """The named team, else the person's own; raises as `team` does.

    Of more key results than `large` the goals of the teams below are not read.
    """
    if name is None:
        found = team_pages.own(session, by.workspace_id, by.person_id, large=large)
        if not found:
            raise NotFound("team.none")
        return place_of(found, large=large)
    row_id = team_number(name)
    if row_id is not None:
        found = team_pages.by_id(session, by.workspace_id, row_id, large=large)
        if not found:
            raise NotFound("team.unknown", name=name)
        return place_of(found, large=large)
    tree = {row.id: row for row in team_pages.every(session, by.workspace_id)}
    chosen: Any = team_named(session, by, name, tree)
    return place_of([tree[key] for key in teams.subtree(tree, chosen.id)], large=large)


def place_of(found: Sequence[Any], *, large: int) -> Place:
    """A team and those below it, the chosen one first."""
    chosen = found[0]
    children = sorted((row for row in found if row.parent_id == chosen.id), key=lambda row: row.id)
    is_large = (chosen.counted or 0) > large
    ids = [chosen.id] if is_large else [row.id for row in found]
    others = [row for row in children if row.id != chosen.id]
    return Place(chosen, others, ids, {row.id: row for row in found}, is_large)


def of_rows(
    place: Place, goals: Sequence[Any], kpis: Sequence[Any], page: int, *, at: datetime, tz: str
) -> Row:
    """The facts of a page from the rows of `storage.team_goals`."""
    on = facts.local_date(at, tz)
    judged = team_sums.judged(goals, on=on, tz=tz)
    grouped = [list(group) for _, group in groupby(judged, key=lambda one: one[0].objective_id)]
    sums = [team_sums.of_judged(group, on=on) for group in grouped]
    first = (page - 1) * PAGE
    shown = list(zip(grouped, sums, strict=True))[first : first + PAGE]
    whole = team_pages.sums(place.chosen) if place.is_large else team_sums.together(sums)
    return {
        "team": place.chosen.name,
        "team_id": place.chosen.id,
        "week": iso_week(at, tz),
        "roll_up": team_sums.rolled_up(whole),
        "objectives": [objective(group, one, on) for group, one in shown],
        "kpis": [rows.kpi(None, kpi, owner=kpi.owner) for kpi in kpis],
        "children": _children(place, grouped, sums) if page == 1 else [],
        "more": max(len(grouped) - first - PAGE, 0),
        "page": page,
        "large": place.is_large,
        "unaligned": whole.get("unaligned", 0),
        "idle": whole.get("idle", 0),
        "asked": place.chosen.asked,
        "asks": place.chosen.asks,
    }


def objective(group: Sequence[Judged], sums: Sums, on: date) -> Row:
    """An objective with its key results, and what they come to."""
    row = group[0][0]
    figures = of_sums(sums)
    return {
        "title": row.objective_title,
        "reference": f"o:{row.objective_id}",
        "owner": row.objective_owner,
        "progress": number(figures.progress),
        "expected": number(figures.expected),
        "status": figures.status.value if figures.status else None,
        "rows": [
            rows.key_result(None, known, on=on, owner=kr.owner, verdict=verdict)
            for kr, known, verdict in group
        ],
    }


def _children(place: Place, grouped: Sequence[Sequence[Judged]], sums: Sequence[Sums]) -> list[Row]:
    """The teams right below, with all below them."""
    own: dict[int, list[Sums]] = {}
    for group, one in zip(grouped, sums, strict=True):
        own.setdefault(group[0][0].team_id, []).append(one)
    found = []
    for child in place.children:
        if place.is_large:
            total = team_pages.sums(child)
        else:
            below = teams.subtree(place.tree, child.id)
            total = team_sums.together([one for key in below for one in own.get(key, ())])
        if total.get("counted"):
            roll_up = team_sums.rolled_up(total)
            found.append({"id": child.id, "name": child.name, "roll_up": roll_up})
    return found
