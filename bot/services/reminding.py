"""How often goals are asked about, chosen by those who answer for them or lead their team."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from bot.domain.errors import NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, authorize
from bot.domain.rhythm import CADENCE_DAYS, Cadence
from bot.runtime import Runtime
from bot.services import relations
from bot.services.choices import goal_named, team_named
from bot.services.rows import Row
from storage import audit, cadences, inbox, ownership, teams
from storage.ownership import Goal
from storage.tables import Team


def set_cadence(
    rt: Runtime, cadence: Cadence | None, name: str, *, by: Actor, key: str
) -> Row | None:
    """Ask about a key result, or about all of an objective, this often from now on.

    Cadence None: as often as about other goals of the team. None for what was done before. Raises
    Invalid "goal.unnamed", NotFound "goal.unknown", NotAllowed, SeveralFit.
    """
    at = rt.clock()
    with rt.uow() as session:
        title, goals = _named(session, by, name)
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        tree = teams.all_teams(session, by.workspace_id)
        for kr, objective in goals:
            relation, who = relations.to_key_result(session, by, kr, objective)
            grant = authorize(by, Action.EDIT_GOAL, relation, who_can=who)
            kr.cadence_chosen = cadence is not None
            kr.cadence_days = (
                cadences.of_team(tree, objective.team_id)
                if cadence is None
                else CADENCE_DAYS[cadence]
            )
            if grant is Grant.AUDITED:
                audit.add(
                    session,
                    workspace_id=by.workspace_id,
                    at=at,
                    actor_id=by.person_id,
                    action="edit_goal",
                    subject="key_result",
                    subject_id=kr.id,
                )
        asked = _cadence(goals[0][0].cadence_days)
        return {"title": title, "count": len(goals), "cadence": asked, "own": cadence is not None}


def set_team_cadence(
    rt: Runtime, cadence: Cadence | None, name: str | None, *, by: Actor, key: str
) -> Row | None:
    """Ask about the goals of a team, and of the teams below it, this often from now on.

    Those for which somebody chose a cadence keep it. Cadence None: as the team above, or weekly.
    None for what was done before. Raises NotFound "team.unknown", "team.none", NotAllowed,
    SeveralFit.
    """
    at = rt.clock()
    with rt.uow() as session:
        tree = teams.all_teams(session, by.workspace_id)
        team = team_named(session, by, name, tree)
        relation, who = relations.to_team(session, by, team)
        authorize(by, Action.CHANGE_TEAM_SETTINGS, relation, who_can=who)
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        team.cadence_days = None if cadence is None else CADENCE_DAYS[cadence]
        cadences.inherit(session, by.workspace_id, tree)
        audit.add(
            session,
            workspace_id=by.workspace_id,
            at=at,
            actor_id=by.person_id,
            action="change_team_settings",
            subject="team",
            subject_id=team.id,
        )
        return _team_facts(session, by, team, tree)


def _team_facts(session: Session, by: Actor, team: Team, tree: Mapping[int, Team]) -> Row:
    assert team.id is not None
    below = teams.subtree(tree, team.id)
    goals = ownership.goals_of_teams(session, by.workspace_id, below)
    days = cadences.of_team(tree, team.id)
    return {
        "team": team.name,
        "cadence": _cadence(days),
        "own": team.cadence_days is not None,
        "count": sum(1 for kr, _ in goals if not kr.cadence_chosen and kr.cadence_days == days),
        "others": sum(1 for kr, _ in goals if kr.cadence_chosen or kr.cadence_days != days),
    }


def _cadence(days: int) -> str:
    return next(cadence.value for cadence, known in CADENCE_DAYS.items() if known == days)


def _named(session: Session, by: Actor, name: str) -> tuple[str, Sequence[Goal]]:
    """The title that was meant and the key results behind it: one, or those of an objective."""
    found = goal_named(session, by, name)
    if found.key_result is not None:
        return found.title, [(found.key_result, found.objective)]
    assert found.objective.id is not None
    goals = ownership.goals_of_objective(session, by.workspace_id, found.objective.id)
    if not goals:
        raise NotFound("goal.unknown", name=name)
    return found.title, goals
