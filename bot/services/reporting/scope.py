"""What one reader sees of a cycle: the people, teams, goals and KPIs of their report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from bot.domain.goals.model import KeyResultFacts
from bot.domain.goals.status import Verdict, judge
from bot.domain.people import Actor, Standing
from bot.domain.policy import Action, Relation, allows
from bot.services import facts, sight
from bot.services.reporting.wanted import Wanted
from bot.services.sight import Sight
from storage import cycles, organisation, ownership, teams
from storage.ownership import Goal
from storage.tables import Cycle, KeyResult, Kpi, Objective, Person, Team

STATES = ("active", "postponed", "closed")
Judged = tuple[KeyResultFacts, Verdict]


@dataclass(frozen=True, slots=True)
class Scope:
    """Everything that a report is made of, as of the day `on`.

    `people` are those of whom it tells one by one, by name; `teams` are listed from the top, and
    `tree` holds all of them. `goals` are those that the reader sees of these people and teams and
    of the company, `counted` all public ones and the reader's own. `judged` has each of them by its
    id; `names` and `team_names` say by the id of a person what they and their teams are called.
    `reader_id` None is the house itself, which sees everybody but nothing private.
    """

    cycle: Cycle
    on: date
    tz: str
    reader_id: int | None
    team: Team | None
    tree: Mapping[int, Team]
    names: Mapping[int, str]
    team_names: Mapping[int, str]
    people: Sequence[Person]
    teams: Sequence[Team]
    goals: Sequence[Goal]
    counted: Sequence[Goal]
    judged: Mapping[int, Judged]
    kpis: Sequence[Kpi]


def read(
    session: Session, workspace_id: str, wanted: Wanted, *, by: Actor | None, on: date, tz: str
) -> Scope:
    """The report's matter: of people what VIEW_REPORT allows, of goals what is public, and the
    reader's own. As many statements for ten people as for ten thousand."""
    seen = sight.of(session, by) if by else None
    tree = teams.all_teams(session, workspace_id)
    members = organisation.members_by_team(session, workspace_id)
    everybody = organisation.people(session, workspace_id)
    counted = [
        goal
        for goal in cycles.goals(session, workspace_id, wanted.cycle.id or 0, states=STATES)
        if _ran(*goal) and _is_shown(seen, *goal)
    ]
    reach = _Reach.of(seen, wanted.team, tree, members)
    allowed = _allowed(by, seen, everybody)
    owners = {kr.owner_id for kr, _ in counted}
    people = [
        one
        for one in everybody
        if one.id in allowed and reach.has_person(one.id) and _belongs(one, owners)
    ]
    told = {one.id or 0 for one in people}
    return Scope(
        cycle=wanted.cycle,
        on=on,
        tz=tz,
        reader_id=seen.person_id if seen else None,
        team=wanted.team,
        tree=tree,
        names={one.id or 0: one.name for one in everybody},
        team_names=_team_names(tree, members),
        people=sorted(people, key=lambda one: (one.name.casefold(), one.id or 0)),
        teams=[tree[key] for key in _from_the_top(tree) if key in reach.team_ids],
        goals=[goal for goal in counted if reach.has_goal(*goal, told=told)],
        counted=counted,
        judged={kr.id or 0: _judged(kr, objective, on, tz) for kr, objective in counted},
        kpis=_kpis(session, workspace_id, seen, reach, told),
    )


@dataclass(frozen=True, slots=True)
class _Reach:
    """Which teams a report is about; `people` None is everybody."""

    team_ids: frozenset[int]
    people: frozenset[int] | None
    named: bool

    @classmethod
    def of(
        cls,
        seen: Sight | None,
        team: Team | None,
        tree: Mapping[int, Team],
        members: Mapping[int, set[int]],
    ) -> "_Reach":
        """The named team with all below it; else everything for administrators, and for others
        the teams that they lead or belong to."""
        if team is not None:
            ids = frozenset(teams.subtree(tree, team.id or 0))
            leads = {tree[one].lead_id for one in ids} - {None}
            inside = {person for one in ids for person in members.get(one, ())} | leads
            return cls(ids, frozenset(one for one in inside if one), named=True)
        if seen is None or seen.is_admin:
            return cls(frozenset(tree), None, named=False)
        return cls(seen.led | seen.member_of, None, named=False)

    def has_person(self, person_id: int | None) -> bool:
        return self.people is None or person_id in self.people

    def has_goal(self, kr: KeyResult, objective: Objective, *, told: set[int]) -> bool:
        """A goal of these teams or people; without a named team the company's as well."""
        if objective.team_id is not None and objective.team_id in self.team_ids:
            return True
        if not self.named and objective.level == "company":
            return True
        return kr.owner_id in told and (not self.named or objective.team_id is None)


def _ran(kr: KeyResult, objective: Objective) -> bool:
    """What was closed without a score never ran: it was a draft."""
    scored = kr.score is not None or kr.self_score is not None
    return objective.state != "draft" and (kr.state != "closed" or scored)


def _is_shown(seen: Sight | None, kr: KeyResult, objective: Objective) -> bool:
    """Private goals are in nobody's report but their owner's and theirs who help with them."""
    if objective.visibility != "private":
        return True
    if seen is None:
        return False
    return seen.person_id in (objective.owner_id, kr.owner_id) or kr.id in seen.helped


def _belongs(person: Person, owners: set[int]) -> bool:
    """Employees, and who has left in the course of the cycle."""
    return person.standing == Standing.EMPLOYEE or person.id in owners


def _allowed(by: Actor | None, seen: Sight | None, everybody: Sequence[Person]) -> set[int | None]:
    if by is None or seen is None:
        return {one.id for one in everybody}
    led = seen.managed | seen.led_people
    return {one.id for one in everybody if allows(by, Action.VIEW_REPORT, _relation(by, one, led))}


def _relation(by: Actor, person: Person, led: frozenset[int]) -> Relation:
    return Relation(
        owner=person.id == by.person_id,
        helper=False,
        manager=person.id in led,
        author=False,
        private=False,
    )


def _judged(kr: KeyResult, objective: Objective, on: date, tz: str) -> Judged:
    known = facts.key_result(kr, objective, tz=tz)
    return known, judge(known, on=on)


def _team_names(tree: Mapping[int, Team], members: Mapping[int, set[int]]) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for team_id, inside in members.items():
        for person_id in inside:
            found.setdefault(person_id, []).append(tree[team_id].name)
    return {person_id: "; ".join(names) for person_id, names in found.items()}


def _kpis(
    session: Session, workspace_id: str, seen: Sight | None, reach: _Reach, told: set[int]
) -> Sequence[Kpi]:
    """KPIs of these teams and people; private ones for their owner alone."""
    return [
        kpi
        for kpi in ownership.kpis(session, workspace_id)
        if (kpi.team_id in reach.team_ids or (kpi.owner_id in told and not reach.named))
        and (kpi.visibility != "private" or (seen and kpi.owner_id == seen.person_id))
    ]


def _from_the_top(tree: Mapping[int, Team]) -> list[int]:
    """Every team after the one above it, by name; what lies in a ring comes last."""
    below: dict[int | None, list[int]] = {}
    for key in sorted(tree, key=lambda key: (tree[key].name.casefold(), key), reverse=True):
        parent = tree[key].parent_id
        below.setdefault(parent if parent in tree else None, []).append(key)
    found: dict[int, None] = {}
    waiting = [*below.get(None, ())]
    while waiting:
        key = waiting.pop()
        found[key] = None
        waiting += [one for one in below.get(key, ()) if one not in found]
    return [*found, *(key for key in tree if key not in found)]
