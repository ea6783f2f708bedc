"""Whose goals a digest tells of: one by one, and as a line for each team below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from storage import ownership, teams
from storage.ownership import Goal
from storage.tables import Team, Workspace


@dataclass(frozen=True, slots=True)
class Scope:
    """Public goals of a team with all below it, or (`team_id` None) of the company.

    `own` are told one by one, `below` by a line for each team; `team_ids` are all teams in it.
    """

    workspace_id: str
    name: str
    team_id: int | None
    tree: Mapping[int, Team]
    team_ids: Sequence[int]
    own: Sequence[Goal]
    below: Sequence[tuple[Team, Sequence[Goal]]] = field(default=())

    @property
    def goals(self) -> Sequence[Goal]:
        return [*self.own, *(goal for _, goals in self.below for goal in goals)]


def of_team(session: Session, workspace_id: str, team_id: int) -> Scope | None:
    """What the digest of a team tells of; None for a team that is gone."""
    tree = teams.all_teams(session, workspace_id)
    if team_id not in tree:
        return None
    ids = teams.subtree(tree, team_id)
    goals = _public(ownership.goals_of_teams(session, workspace_id, ids))
    children = [one for one in tree.values() if one.parent_id == team_id]
    return Scope(
        workspace_id,
        tree[team_id].name,
        team_id,
        tree,
        ids,
        own=[goal for goal in goals if goal[1].team_id == team_id],
        below=_below(tree, children, goals),
    )


def of_company(session: Session, workspace_id: str) -> Scope:
    """What the digest of the company tells of: its own goals, and its departments.

    Where one team stands above all others, its goals are the company's.
    """
    tree = teams.all_teams(session, workspace_id)
    tops = [one for one in tree.values() if one.parent_id not in tree]
    children = [one for one in tree.values() if len(tops) == 1 and one.parent_id == tops[0].id]
    shown = children or tops
    goals = _public(ownership.goals_of_teams(session, workspace_id, sorted(tree)))
    above = {one.id for one in tops} if children else set()
    company = _public(ownership.goals_of_company(session, workspace_id))
    known = {kr.id for kr, _ in company}
    rest = [goal for goal in goals if goal[0].id not in known]
    return Scope(
        workspace_id,
        session.get_one(Workspace, workspace_id).name,
        None,
        tree,
        sorted(tree),
        own=[*company, *(goal for goal in rest if goal[1].team_id in above)],
        below=_below(tree, shown, rest),
    )


def _below(
    tree: Mapping[int, Team], shown: Sequence[Team], goals: Sequence[Goal]
) -> Sequence[tuple[Team, Sequence[Goal]]]:
    """Each of these teams with the goals of all teams below it, if there are any."""
    found = []
    for team in shown:
        ids = {*teams.subtree(tree, team.id or 0)}
        of_them = [goal for goal in goals if goal[1].team_id in ids]
        if of_them:
            found.append((team, of_them))
    return found


def _public(goals: Sequence[Goal]) -> list[Goal]:
    return [goal for goal in goals if goal[1].visibility == "public"]
