"""How the programme itself is doing: whether people answer, and whether goals are kept alive."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlmodel import Session

from bot.domain.cadence import week_of
from bot.domain.goals.status import stale_days
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import digest_scope, facts
from bot.services.digest_items import TOGETHER
from bot.services.overviews import EVERYBODY
from bot.services.rows import Row, number
from storage import goal_parts, organisation, programme, teams
from storage.ownership import Goal
from storage.tables import CheckInRequest, Team, Workspace

WEEKS = 8
#: An answer within a day is on time: the reminder comes in between.
ON_TIME = timedelta(hours=24)
MOST = 12


@dataclass(frozen=True, slots=True)
class _Look:
    """What was asked in eight weeks and which key results are worked on, on a day."""

    weeks: Sequence[str]
    requests: Sequence[CheckInRequest]
    busy: Set[int]
    on: date
    tz: str


def overview(rt: Runtime, *, by: Actor) -> Row:
    """The figures of the whole workspace and of each department.

    Raises NotAllowed "policy.view_health".
    """
    authorize(by, Action.VIEW_HEALTH, EVERYBODY)
    at = rt.clock()
    with rt.reading() as session:
        tz = session.get_one(Workspace, by.workspace_id).tz
        scope = digest_scope.of_company(session, by.workspace_id)
        look = _look(session, by.workspace_id, scope.goals, tz=tz, at=at)
        members = organisation.members_by_team(session, by.workspace_id)
        everybody = {request.person_id for request in look.requests}
        departments = [
            {"name": team.name, **_figures(look, goals, _people(scope.tree, team.id, members))}
            for team, goals in scope.below
        ]
        departments.sort(key=lambda one: (Decimal(one["rate"] or 0), one["name"]))
        return {
            "name": scope.name,
            "weeks": list(look.weeks),
            **_figures(look, scope.goals, everybody),
            "departments": departments[:MOST],
            "more": max(len(departments) - MOST, 0),
        }


def _look(
    session: Session, workspace_id: str, goals: Sequence[Goal], *, tz: str, at: datetime
) -> _Look:
    on = facts.local_date(at, tz)
    weeks = [week_of(on - timedelta(weeks=back)) for back in reversed(range(WEEKS))]
    asked = programme.requests_since(session, workspace_id, at - timedelta(weeks=WEEKS + 1))
    ids = [kr.id for kr, _ in goals if kr.id]
    parts = [ids[first : first + TOGETHER] for first in range(0, len(ids), TOGETHER)]
    found = [goal_parts.initiatives(session, workspace_id, some) for some in parts]
    busy = {one.key_result_id for some in found for one in some}
    return _Look(weeks, [one for one in asked if one.week in weeks], busy, on, tz)


def _people(
    tree: Mapping[int, Team], team_id: int | None, members: Mapping[int, set[int]]
) -> set[int]:
    ids = teams.subtree(tree, team_id or 0)
    return {person for one in ids for person in members.get(one, ())}


def _figures(look: _Look, goals: Sequence[Goal], people: Set[int]) -> Row:
    asked = [one for one in look.requests if one.person_id in people]
    answered = [one for one in asked if one.answered_at is not None]
    on_time = [
        one for one in answered if one.answered_at and one.answered_at - one.created_at <= ON_TIME
    ]
    objectives = {objective.id: objective for _, objective in goals}
    alone = [
        one
        for one in objectives.values()
        if one.level != "company" and one.parent_objective_id is None and not one.no_parent_because
    ]
    return {
        "asked": len(asked),
        "rate": _share(len(answered), len(asked)),
        "on_time": _share(len(on_time), len(asked)),
        "trend": [_of_week(asked, week) for week in look.weeks],
        "goals": len(goals),
        "stale": sum(_is_stale(goal, look) for goal in goals),
        "idle": sum(kr.id not in look.busy for kr, _ in goals),
        "objectives": len(objectives),
        "unaligned": len(alone),
    }


def _of_week(asked: Sequence[CheckInRequest], week: str) -> str | None:
    of_it = [one for one in asked if one.week == week]
    return _share(sum(one.answered_at is not None for one in of_it), len(of_it))


def _share(part: int, whole: int) -> str | None:
    return number(Decimal(part) / whole) if whole else None


def _is_stale(goal: Goal, look: _Look) -> bool:
    return stale_days(facts.key_result(*goal, tz=look.tz), on=look.on) is not None
