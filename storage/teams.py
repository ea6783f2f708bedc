"""The tree of teams and who belongs where."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from storage.tables import Membership, Team


def all_teams(session: Session, workspace_id: str) -> dict[int, Team]:
    """Every team by id; there are few, and their tree is walked in memory."""
    found = session.exec(
        select(Team).where(col(Team.workspace_id) == workspace_id).order_by(col(Team.id))
    )
    return {team.id: team for team in found if team.id}


def subtree(teams: Mapping[int, Team], team_id: int) -> Sequence[int]:
    """The ids of a team and of all teams below it, each once even where the tree has a ring."""
    children: dict[int | None, list[int]] = {}
    for key, team in teams.items():
        children.setdefault(team.parent_id, []).append(key)
    found = {team_id: None}
    waiting = [team_id]
    for parent in waiting:
        fresh = [key for key in children.get(parent, ()) if key not in found]
        found.update(dict.fromkeys(fresh))
        waiting += fresh
    return list(found)


def chain(teams: Mapping[int, Team], team_id: int | None) -> Sequence[Team]:
    """A team and the teams above it, nearest first."""
    found: list[Team] = []
    while team_id is not None and team_id in teams and teams[team_id] not in found:
        found.append(teams[team_id])
        team_id = found[-1].parent_id
    return found


def teams_of_person(session: Session, workspace_id: str, person_id: int) -> Sequence[int]:
    """The ids of the teams that the person belongs to."""
    statement = (
        select(Membership.team_id)
        .where(Membership.workspace_id == workspace_id, Membership.person_id == person_id)
        .order_by(col(Membership.team_id))
    )
    return session.exec(statement).all()


def members(session: Session, workspace_id: str, team_ids: Sequence[int]) -> Sequence[int]:
    """The ids of the people in these teams, each once."""
    statement = (
        select(Membership.person_id)
        .where(Membership.workspace_id == workspace_id, col(Membership.team_id).in_(team_ids))
        .distinct()
    )
    return session.exec(statement).all()
