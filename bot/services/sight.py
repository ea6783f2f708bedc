"""What a person sees of goals: public ones that run, and of the others those near to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from sqlmodel import Session

from bot.domain.people import Actor
from storage import goal_names, teams
from storage.tables import Objective

OWN, NEAR, FAR = 0, 1, 2


class Seen(Protocol):
    """What decides who sees a goal; rows of objectives have it too."""

    @property
    def owner_id(self) -> int: ...
    @property
    def team_id(self) -> int | None: ...
    @property
    def visibility(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def level(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Sight:
    """Of one person: whom they manage, which teams they lead or belong to, what they help with.

    `led` are the teams that they lead with all below them, `led_people` those who are in them.
    """

    person_id: int
    is_admin: bool
    managed: frozenset[int]
    leads: frozenset[int]
    led: frozenset[int]
    led_people: frozenset[int]
    member_of: frozenset[int]
    helped: frozenset[int]

    def rank(self, owner_id: int, team_id: int | None, key_result_id: int | None = None) -> int:
        """How near a goal is: OWN, NEAR (of their people and teams) or FAR."""
        if owner_id == self.person_id or key_result_id in self.helped:
            return OWN
        near = self.manages(owner_id, team_id) or team_id in self.member_of
        return NEAR if near else FAR

    def manages(self, owner_id: int, team_id: int | None) -> bool:
        """Whether the person leads who owns a goal, or the team that it belongs to.

        What is no team's is led by who leads the owner's teams.
        """
        if owner_id == self.person_id:
            return False
        of_people = owner_id in self.led_people if team_id is None else team_id in self.led
        return owner_id in self.managed or of_people

    def sees(self, goal: Seen, *, published: bool = False, helps: bool = False) -> bool:
        """Whether the person may know of an objective (and its key results).

        A private one is its owner's and theirs who help or lead them: `helps` says that the person
        owns, helps with or leads the owner of one of its key results. A draft is its team's as
        well, and the administrators'; that of the company is everybody's once it is published.
        """
        owns = goal.owner_id == self.person_id
        if helps or owns or self.manages(goal.owner_id, goal.team_id):
            return True
        if goal.visibility == "private":
            return False
        if goal.state != "draft":
            return True
        shown = published and goal.level == "company"
        return self.is_admin or shown or goal.team_id in self.member_of


def of(session: Session, by: Actor) -> Sight:
    """What the person sees."""
    tree = teams.all_teams(session, by.workspace_id)
    leads = frozenset(key for key, team in tree.items() if team.lead_id == by.person_id)
    led = {below for team_id in leads for below in teams.subtree(tree, team_id)}
    return Sight(
        person_id=by.person_id,
        is_admin=by.is_admin,
        managed=_managed(goal_names.managers(session, by.workspace_id), by.person_id),
        leads=leads,
        led=frozenset(led),
        led_people=frozenset(teams.members(session, by.workspace_id, sorted(led)) if led else ())
        - {by.person_id},
        member_of=frozenset(teams.teams_of_person(session, by.workspace_id, by.person_id)),
        helped=frozenset(goal_names.helped(session, by.workspace_id, by.person_id)),
    )


def knows(session: Session, seen: Sight, objective: Objective) -> bool:
    """Whether the person may know of an objective, by all that is stored about it."""
    workspace_id = objective.workspace_id
    cycle = goal_names.cycle(session, workspace_id, objective.cycle_id)
    published = cycle is not None and cycle.published_at is not None
    if seen.sees(objective, published=published):
        return True
    key_results = goal_names.key_results_of(session, workspace_id, [objective.id or 0])
    team_id = objective.team_id
    helps = any(
        seen.rank(kr.owner_id, None, kr.id) == OWN or seen.manages(kr.owner_id, team_id)
        for kr in key_results
    )
    return helps and seen.sees(objective, helps=True)


def _managed(managers: Mapping[int, int], person_id: int) -> frozenset[int]:
    """Everybody below a person, however far."""
    reports: dict[int, list[int]] = {}
    for person, manager in managers.items():
        reports.setdefault(manager, []).append(person)
    found: set[int] = set()
    waiting = [person_id]
    while waiting:
        for person in reports.get(waiting.pop(), ()):
            if person not in found:
                found.add(person)
                waiting.append(person)
    return frozenset(found - {person_id})
