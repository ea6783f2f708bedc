"""Who may write which goal."""

from dataclasses import replace

from sqlmodel import Session

from bot.domain.errors import Gone, NotFound
from bot.domain.goals.model import Level
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, Relation, Subject, allows, authorize
from bot.services import relations
from storage import goal_writing, parts_of_goals, teams
from storage.tables import Cycle, KeyResult, Objective


def to_new(
    session: Session, by: Actor, *, level: Level, team_id: int | None, owner_id: int, private: bool
) -> tuple[Relation, tuple[str, ...]]:
    """How somebody stands to a goal that is to be: for the company, a team or a person.

    A company goal is for those whom nobody leads, a team's for its members and those above.
    """
    leading = None if level is Level.COMPANY else team_id
    relation, who = relations.deciding(session, by, owner_id, leading, private=private)
    own = relation.owner
    if level is Level.COMPANY:
        own = own and relation.manager
    elif level is Level.TEAM and team_id is not None and not relation.manager:
        own = own and _belongs(session, by, team_id)
    return (
        Relation(own, relation.helper, relation.manager, False, relation.private),
        tuple(who),
    )


def to_objective(
    session: Session, by: Actor, objective: Objective
) -> tuple[Relation, tuple[str, ...]]:
    """How somebody stands to an objective that is there."""
    private = objective.visibility == "private"
    relation, who = relations.deciding(
        session, by, objective.owner_id, objective.team_id, private=private
    )
    return replace(relation, about=Subject("objective", objective.id or 0)), tuple(who)


def to_key_result(
    session: Session, by: Actor, kr: KeyResult, objective: Objective
) -> tuple[Relation, tuple[str, ...]]:
    """The same of a key result: the owner of its objective owns it as well, helpers help."""
    private = objective.visibility == "private"
    relation, who = relations.deciding(session, by, kr.owner_id, objective.team_id, private=private)
    owns = relation.owner or objective.owner_id == by.person_id
    helps = parts_of_goals.is_helper(session, by.workspace_id, kr.id or 0, by.person_id)
    about = Subject("key_result", kr.id or 0)
    return replace(relation, owner=owns, helper=helps, about=about), tuple(who)


def objective_to_edit(
    session: Session,
    by: Actor,
    objective_id: int,
    action: Action = Action.EDIT_GOAL,
    *,
    lock: bool = True,
) -> tuple[Objective, Cycle, Grant]:
    """An objective that this person may change now, locked unless it is only looked at.

    Raises Gone "writing.deleted" or "writing.cycle_over", NotAllowed with the names of those who
    may.
    """
    objective = goal_writing.objective(session, by.workspace_id, objective_id, lock=lock)
    if objective is None:
        raise Gone("writing.deleted")
    relation, who = to_objective(session, by, objective)
    grant = authorize(by, action, relation, who_can=who)
    return objective, open_cycle(session, objective), grant


def key_result_to_edit(
    session: Session,
    by: Actor,
    key_result_id: int,
    action: Action = Action.EDIT_GOAL,
    *,
    lock: bool = True,
) -> tuple[KeyResult, Objective, Cycle, Grant]:
    """A key result that this person may change now, locked; raises as `objective_to_edit` does."""
    kr = goal_writing.key_result(session, by.workspace_id, key_result_id)
    if kr is None:
        raise Gone("writing.deleted")
    # First the objective, then its key result: everybody who writes locks in this order.
    objective = goal_writing.objective(session, by.workspace_id, kr.objective_id, lock=lock)
    kr = goal_writing.key_result(session, by.workspace_id, key_result_id, lock=lock)
    if kr is None or objective is None:
        raise Gone("writing.deleted")
    relation, who = to_key_result(session, by, kr, objective)
    grant = authorize(by, action, relation, who_can=who)
    return kr, objective, open_cycle(session, objective), grant


def key_result_seen(
    session: Session, by: Actor, key_result_id: int, *, lock: bool
) -> tuple[KeyResult, Objective]:
    """A key result that this person sees; raises Gone "writing.deleted"."""
    kr = goal_writing.key_result(session, by.workspace_id, key_result_id, lock=lock)
    above = kr.objective_id if kr else 0
    objective = goal_writing.objective(session, by.workspace_id, above)
    if kr is None or objective is None or not sees(session, by, objective):
        raise Gone("writing.deleted")
    return kr, objective


def open_cycle(session: Session, objective: Objective) -> Cycle:
    """The cycle of an objective; raises Gone "writing.cycle_over" where it is being closed."""
    cycle = goal_writing.cycle(session, objective.workspace_id, objective.cycle_id)
    if cycle is None:
        raise NotFound("writing.no_cycle")
    if cycle.state not in goal_writing.OPEN_CYCLES or objective.state == "closed":
        raise Gone("writing.cycle_over", cycle=cycle.name)
    return cycle


def sees(session: Session, by: Actor, objective: Objective) -> bool:
    """Whether somebody may know of an objective at all."""
    if objective.visibility != "private" or objective.owner_id == by.person_id:
        return True
    relation, _ = to_objective(session, by, objective)
    return allows(by, Action.VIEW_GOAL, relation) or _helps(session, by, objective)


def _helps(session: Session, by: Actor, objective: Objective) -> bool:
    assert objective.id is not None
    return any(
        kr.owner_id == by.person_id
        or parts_of_goals.is_helper(session, by.workspace_id, kr.id or 0, by.person_id)
        for kr in goal_writing.key_results_of(session, by.workspace_id, objective.id)
    )


def _belongs(session: Session, by: Actor, team_id: int) -> bool:
    """Whether somebody is in a team, in one below it, or leads it."""
    tree = teams.all_teams(session, by.workspace_id)
    below = set(teams.subtree(tree, team_id))
    leads = any(tree[one].lead_id == by.person_id for one in below if one in tree)
    return leads or bool(below & set(teams.teams_of_person(session, by.workspace_id, by.person_id)))
