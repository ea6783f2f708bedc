"""What managers and employees look up: their goals, a team, KPIs."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from sqlmodel import Session

from bot.domain.cadence import iso_week
from bot.domain.goals.model import Span
from bot.domain.goals.rollup import RollUp, roll_up
from bot.domain.goals.status import judge
from bot.domain.people import Actor
from bot.domain.policy import Action, Relation, authorize
from bot.runtime import Runtime
from bot.services import agenda, facts, pausing, rows
from bot.services.agenda import Item
from bot.services.choices import team_named
from bot.services.rows import Row, moment, number
from storage import check_ins, letters, ownership, shadow, teams
from storage.ownership import Goal
from storage.tables import CheckInRequest, Team

EVERYBODY = Relation(owner=False, helper=False, manager=False, author=False, private=False)
MOST_OBJECTIVES = 12


def my_goals(rt: Runtime, *, by: Actor) -> Row:
    """The person's own key results and KPIs, numbered as they are asked."""
    with rt.reading() as session:
        on = facts.local_date(rt.clock(), by.tz)
        request = check_ins.newest_request(session, by.workspace_id, by.person_id)
        items = agenda.current(session, by, request, on=on)
        cycle = ownership.active_cycle(session, by.workspace_id)
        at = rt.clock()
        leave = pausing.next_leave(session, by.workspace_id, by.person_id, tz=by.tz, at=at)
        return {
            "name": by.name,
            "cycle_name": cycle.name if cycle else None,
            "elapsed": number(Span(cycle.starts_on, cycle.ends_on).elapsed(on)) if cycle else None,
            "objectives": _by_objective(items, on=on, tz=by.tz),
            "kpis": [item.row(on=on, tz=by.tz) for item in items if item.kind == "kpi"],
            "open_request": waits(session, request),
            "next_ask": moment(pausing.next_ask(session, by, at=at)),
            "away_from": leave.starts_on.isoformat() if leave and leave.starts_on > on else None,
            "away_until": leave.ends_on.isoformat() if leave else None,
        }


def waits(session: Session, request: CheckInRequest | None) -> bool:
    """Whether a question is open that the person has seen: those of shadow mode were not sent."""
    if request is None or request.state != "open":
        return False
    if request.message_id is None:
        return True
    return not shadow.is_shadowed(letters.get(session, request.message_id, lock=False))


def team(rt: Runtime, name: str | None, *, by: Actor) -> Row:
    """A team with the teams below it: the named one, else the person's own.

    Raises NotFound "team.unknown" or "team.none", SeveralFit when two teams fit the name.
    """
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    at = rt.clock()
    with rt.reading() as session:
        tree = teams.all_teams(session, by.workspace_id)
        chosen = team_named(session, by, name, tree)
        return _team_facts(session, by, tree, chosen, at=at)


def goal_figures(goals: Sequence[Goal], *, tz: str, on: date) -> RollUp:
    """The roll-up of key results on a day."""
    known = [facts.key_result(kr, objective, tz=tz) for kr, objective in goals]
    return roll_up([(one, judge(one, on=on)) for one in known], on=on)


def _team_facts(
    session: Session, by: Actor, tree: Mapping[int, Team], chosen: Team, *, at: datetime
) -> Row:
    assert chosen.id is not None
    ids = teams.subtree(tree, chosen.id)
    on = facts.local_date(at, by.tz)
    goals = [
        goal
        for goal in ownership.goals_of_teams(session, by.workspace_id, ids)
        if goal[1].visibility == "public"
    ]
    kpis = ownership.kpis_of_teams(session, by.workspace_id, ids)
    owners = ownership.people_by_id(
        session,
        by.workspace_id,
        [kr.owner_id for kr, _ in goals]
        + [objective.owner_id for _, objective in goals]
        + [kpi.owner_id for kpi in kpis],
    )
    names = {person_id: person.name for person_id, person in owners.items()}
    grouped = _objectives(goals, names, tz=by.tz, on=on)
    return {
        "team": chosen.name,
        "week": iso_week(at, by.tz),
        "roll_up": rows.roll_up(goal_figures(goals, tz=by.tz, on=on)),
        "objectives": grouped[:MOST_OBJECTIVES],
        "kpis": [rows.kpi(None, kpi, owner=names.get(kpi.owner_id)) for kpi in kpis],
        "children": _children(goals, tree, chosen, tz=by.tz, on=on),
        "more": max(len(grouped) - MOST_OBJECTIVES, 0),
    }


def _objectives(goals: Sequence[Goal], names: Mapping[int, str], *, tz: str, on: date) -> list[Row]:
    found = []
    for objective, group in groupby(goals, key=lambda goal: goal[1]):
        members = list(group)
        figures = goal_figures(members, tz=tz, on=on)
        found.append(
            {
                "title": objective.title,
                "owner": names.get(objective.owner_id),
                "progress": number(figures.progress),
                "status": figures.status.value if figures.status else None,
                "rows": [
                    rows.key_result(
                        None,
                        facts.key_result(kr, objective, tz=tz),
                        on=on,
                        owner=names.get(kr.owner_id),
                    )
                    for kr, _ in members
                ],
            }
        )
    return found


def _children(
    goals: Sequence[Goal], tree: Mapping[int, Team], chosen: Team, *, tz: str, on: date
) -> list[Row]:
    found = []
    for child_id, child in tree.items():
        if child.parent_id == chosen.id:
            below = set(teams.subtree(tree, child_id))
            own = [goal for goal in goals if goal[1].team_id in below]
            figures = goal_figures(own, tz=tz, on=on)
            if figures.total:
                found.append({"name": child.name, "roll_up": rows.roll_up(figures)})
    return found


def _by_objective(items: Sequence[Item], *, on: date, tz: str) -> list[Row]:
    goals = [item for item in items if item.objective is not None]
    return [
        {
            "title": objective.title if objective else "",
            "rows": [item.row(on=on, tz=tz) for item in group],
        }
        for objective, group in groupby(goals, key=lambda item: item.objective)
    ]
