"""Who runs the cycle, who sees a draft, and whose word on a score counts.

A cycle is the company's: it is run by the administrators and, where the teams have one team on top,
by its lead. Leads present the drafts of their teams and activate what is complete later.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.domain.errors import DomainError, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, Relation, authorize
from bot.services import relations
from storage import audit, cycles, organisation, ownership, teams
from storage.ownership import Goal
from storage.tables import Cycle, Person, Team


def runners(session: Session, workspace_id: str) -> Sequence[Person]:
    """Who runs the cycle: the lead of the one team on top, if there is one, then the admins."""
    top = _lead_on_top(session, workspace_id)
    admins = organisation.admins(session, workspace_id)
    return [*([top] if top else []), *(admin for admin in admins if not top or admin.id != top.id)]


def check_runs(session: Session, by: Actor) -> Grant:
    """Raises NotAllowed "policy.run_cycle"."""
    top = _lead_on_top(session, by.workspace_id)
    relation = _as_manager(top is not None and top.id == by.person_id)
    who = [one.slack_user_id for one in runners(session, by.workspace_id) if one.slack_user_id]
    return authorize(by, Action.RUN_CYCLE, relation, who_can=who[:3])


def may_run(session: Session, by: Actor) -> bool:
    """Whether the actor runs the cycle."""
    try:
        check_runs(session, by)
    except DomainError:
        return False
    return True


def check_presents(session: Session, by: Actor, team: Team) -> None:
    """Raises NotAllowed "policy.present_drafts"."""
    relation, who = relations.to_team(session, by, team)
    authorize(by, Action.PRESENT_DRAFTS, relation, who_can=who)


def led_teams(session: Session, by: Actor) -> Sequence[Team]:
    """The teams that the actor leads."""
    tree = teams.all_teams(session, by.workspace_id)
    return [team for team in tree.values() if team.lead_id == by.person_id]


def deciding(session: Session, by: Actor, goal: Goal) -> tuple[Relation, Sequence[str]]:
    """The relation to a key result that is activated or carried over, and who decides about it."""
    kr, objective = goal
    private = objective.visibility == "private"
    return relations.deciding(session, by, kr.owner_id, objective.team_id, private=private)


def managers(session: Session, workspace_id: str, person_ids: Sequence[int]) -> Mapping[int, int]:
    """The one manager of each of these people; who has none is absent.

    A person's own manager, else the lead of their team, or of the nearest team above it.
    """
    people = ownership.people_by_id(session, workspace_id, person_ids)
    tree = teams.all_teams(session, workspace_id)
    belongs: dict[int, list[int]] = {}
    for team_id, members in organisation.members_by_team(session, workspace_id).items():
        for person_id in members & set(people):
            belongs.setdefault(person_id, []).append(team_id)
    for team in tree.values():
        if team.lead_id in people and team.id is not None:
            belongs.setdefault(team.lead_id, []).append(team.id)
    found: dict[int, int] = {}
    for person_id, person in people.items():
        leads = [
            team.lead_id
            for team_id in sorted(belongs.get(person_id, ()))
            for team in teams.chain(tree, team_id)
            if team.lead_id not in (None, person_id)
        ]
        manager = person.manager_id or next(iter(leads), None)
        if manager is not None:
            found[person_id] = manager
    return found


def possible_reports(session: Session, workspace_id: str, person_id: int) -> Sequence[int]:
    """Whose manager a person may be: their reports, and who has no manager below their teams."""
    teamed = _in_led_teams(session, workspace_id, person_id)
    reports = organisation.reports(session, workspace_id, person_id)
    alone = organisation.without_manager(session, workspace_id, sorted(teamed))
    return sorted({*reports, *alone} - {person_id})


def below(session: Session, workspace_id: str, person_id: int) -> Sequence[int]:
    """Everybody of the teams that a person leads and of those below, and their reports."""
    reports = organisation.reports(session, workspace_id, person_id)
    return sorted({*reports, *_in_led_teams(session, workspace_id, person_id)} - {person_id})


def _in_led_teams(session: Session, workspace_id: str, person_id: int) -> set[int]:
    tree = teams.all_teams(session, workspace_id)
    found = {
        one
        for team_id, team in tree.items()
        if team.lead_id == person_id
        for one in teams.subtree(tree, team_id)
    }
    leads = {tree[team_id].lead_id for team_id in found}
    members = teams.members(session, workspace_id, sorted(found)) if found else ()
    return {*members, *(lead for lead in leads if lead is not None)}


def cycle(session: Session, by: Actor, cycle_id: int, *, lock: bool = False) -> Cycle:
    """The cycle; raises NotFound "cycle.unknown"."""
    find = cycles.for_update if lock else cycles.get
    found = find(session, by.workspace_id, cycle_id)
    if found is None:
        raise NotFound("cycle.unknown")
    return found


def note(
    session: Session, by: Actor, cycle: Cycle, action: str, *, at: datetime, **detail: object
) -> None:
    """A step of a cycle is always to be found again in the audit log."""
    audit.add(
        session,
        workspace_id=by.workspace_id,
        at=at,
        actor_id=by.person_id,
        action=f"cycle_{action}",
        subject="cycle",
        subject_id=cycle.id,
        detail=detail,
    )


def _lead_on_top(session: Session, workspace_id: str) -> Person | None:
    """The lead of the team on top; None where several teams have none above them."""
    tops = [team for team in organisation.teams(session, workspace_id) if team.parent_id is None]
    if len(tops) != 1 or tops[0].lead_id is None:
        return None
    return organisation.person(session, workspace_id, tops[0].lead_id)


def _as_manager(manager: bool) -> Relation:
    return Relation(owner=False, helper=False, manager=manager, author=False, private=False)
