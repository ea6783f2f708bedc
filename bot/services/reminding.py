"""How often goals are asked about, chosen by those who answer for them or lead their team."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from bot.domain.errors import Invalid, NotFound
from bot.domain.folding import fold
from bot.domain.matching import best_match
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, authorize
from bot.domain.rhythm import CADENCE_DAYS, Cadence
from bot.runtime import Runtime
from bot.services import facts, relations
from bot.services.choices import SeveralFit, team_named
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
    if not name.strip():
        raise Invalid("goal.unnamed")
    goals = _within_reach(session, by)
    titles = {kr.id or 0: [kr.title, *facts.aliases(kr.aliases)] for kr, _ in goals}
    objectives = {objective.id or 0: objective.title for _, objective in goals}
    found = best_match(name, titles)
    numbered = name.strip().startswith("#")
    whole = None if numbered else best_match(name, {key: [t] for key, t in objectives.items()}).one
    # A key result is meant by a name that fits both, unless it is the objective's very title.
    if whole is not None and (found.one is None or fold(name) == fold(objectives[whole])):
        return objectives[whole], [goal for goal in goals if goal[1].id == whole]
    if found.one is not None:
        [goal] = [goal for goal in goals if goal[0].id == found.one]
        return goal[0].title, [goal]
    if found.several:
        raise SeveralFit(name, {key: titles[key][0] for key in found.several})
    raise NotFound("goal.unknown", name=name)


def _within_reach(session: Session, by: Actor) -> Sequence[Goal]:
    """The person's own goals and those of the teams that they lead."""
    tree = teams.all_teams(session, by.workspace_id)
    led = [team_id for team_id, team in tree.items() if team.lead_id == by.person_id]
    below = {team_id for top in led for team_id in teams.subtree(tree, top)}
    own = ownership.goals_of_person(session, by.workspace_id, by.person_id)
    of_teams = ownership.goals_of_teams(session, by.workspace_id, sorted(below))
    found = {kr.id: (kr, objective) for kr, objective in [*own, *of_teams]}
    return list(found.values())
