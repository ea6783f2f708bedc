"""How a person stands to a goal or a KPI, and who could do what they may not."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from bot.domain.people import Actor
from bot.domain.policy import Relation, Subject
from storage import organisation, parts_of_goals, teams
from storage.tables import KeyResult, Kpi, Objective, Person, Team


def to_key_result(
    session: Session, by: Actor, kr: KeyResult, objective: Objective
) -> tuple[Relation, Sequence[str]]:
    """The relation, and the Slack ids of the owner and those who lead them."""
    private = objective.visibility == "private"
    relation, who = _relation(session, by, kr.owner_id, objective.team_id, private=private)
    helps = parts_of_goals.is_helper(session, by.workspace_id, kr.id or 0, by.person_id)
    return replace(relation, helper=helps, about=Subject("key_result", kr.id or 0)), who


def deciding(
    session: Session, by: Actor, owner_id: int, team_id: int | None, *, private: bool
) -> tuple[Relation, Sequence[str]]:
    """The relation to a goal that is written or changed, and the names of those who decide.

    Whom nobody leads decides about their own goals: there is nobody to ask.
    """
    leaders = _leaders(session, by.workspace_id, owner_id, team_id)
    relation = _standing(by, owner_id, leaders, private=private)
    if relation.owner and not leaders:
        relation = replace(relation, manager=True)
    owner = organisation.person(session, by.workspace_id, owner_id)
    deciders = leaders[:2] or ([owner] if owner else [])
    return relation, [who.name for who in deciders]


def first_leader(
    session: Session, workspace_id: str, owner_id: int, team_id: int | None
) -> Person | None:
    """Who decides about the goals of somebody: the nearest above them that can be written to."""
    leaders = _leaders(session, workspace_id, owner_id, team_id)
    return next((one for one in leaders if one.slack_user_id), None)


def above(
    session: Session, workspace_id: str, owner_id: int, team_id: int | None
) -> Sequence[Person]:
    """The owner's managers up the chain, then who leads the team and the teams above it."""
    return _leaders(session, workspace_id, owner_id, team_id)


def to_objective(
    session: Session, by: Actor, objective: Objective
) -> tuple[Relation, Sequence[str]]:
    """The relation, and the Slack ids of the owner and those who lead them."""
    private = objective.visibility == "private"
    relation, who = _relation(session, by, objective.owner_id, objective.team_id, private=private)
    return replace(relation, about=Subject("objective", objective.id or 0)), who


def to_kpi(session: Session, by: Actor, kpi: Kpi) -> tuple[Relation, Sequence[str]]:
    """The relation, and the Slack ids of the owner and those who lead them."""
    private = kpi.visibility == "private"
    relation, who = _relation(session, by, kpi.owner_id, kpi.team_id, private=private)
    return replace(relation, about=Subject("kpi", kpi.id or 0)), who


def to_person(session: Session, by: Actor, person_id: int) -> tuple[Relation, Sequence[str]]:
    """The relation to a person's own things, such as their reply."""
    relation, who = _relation(session, by, person_id, None, private=False)
    return replace(relation, about=Subject("person", person_id)), who


def to_team(session: Session, by: Actor, team: Team) -> tuple[Relation, Sequence[str]]:
    """The relation to what holds for a whole team: its lead and those above manage it."""
    lead_id = team.lead_id or 0
    lead = organisation.person(session, by.workspace_id, lead_id)
    leaders = [*([lead] if lead else []), *_leaders(session, by.workspace_id, lead_id, team.id)]
    relation = Relation(
        owner=False,
        helper=False,
        manager=any(leader.id == by.person_id for leader in leaders),
        author=False,
        private=False,
        about=Subject("team", team.id or 0),
    )
    return relation, [who.slack_user_id for who in leaders[:2] if who.slack_user_id]


def _relation(
    session: Session, by: Actor, owner_id: int, team_id: int | None, *, private: bool
) -> tuple[Relation, Sequence[str]]:
    leaders = _leaders(session, by.workspace_id, owner_id, team_id)
    owner = organisation.person(session, by.workspace_id, owner_id)
    relation = _standing(by, owner_id, leaders, private=private)
    able = [owner, *leaders[:1]]
    return relation, [who.slack_user_id for who in able if who and who.slack_user_id]


def _standing(by: Actor, owner_id: int, leaders: Sequence[Person], *, private: bool) -> Relation:
    return Relation(
        owner=owner_id == by.person_id,
        helper=False,
        manager=any(leader.id == by.person_id for leader in leaders),
        author=owner_id == by.person_id,
        private=private,
    )


def _leaders(
    session: Session, workspace_id: str, owner_id: int, team_id: int | None
) -> Sequence[Person]:
    """The owner's managers up the chain, then the leads of their teams and of the teams above."""
    found: list[Person] = []
    owner = organisation.person(session, workspace_id, owner_id)
    above = owner.manager_id if owner else None
    while above is not None and above not in {leader.id for leader in found}:
        manager = organisation.person(session, workspace_id, above)
        if manager is None:
            break
        found.append(manager)
        above = manager.manager_id
    for lead_id in _leads(session, workspace_id, owner_id, team_id):
        lead = organisation.person(session, workspace_id, lead_id)
        if lead is not None and lead not in found:
            found.append(lead)
    return [leader for leader in found if leader.id != owner_id]


def _leads(
    session: Session, workspace_id: str, owner_id: int, team_id: int | None
) -> Sequence[int]:
    tree = teams.all_teams(session, workspace_id)
    own = [team_id] if team_id else teams.teams_of_person(session, workspace_id, owner_id)
    above: list[Team] = [team for one in own for team in teams.chain(tree, one)]
    return [team.lead_id for team in above if team.lead_id]
