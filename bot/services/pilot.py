"""The pilot: until it ends only the people of the chosen teams and of those below are asked."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from storage import audit, organisation, schedules, teams
from storage.tables import Team, Workspace


@dataclass(frozen=True, slots=True)
class Pilot:
    """How a pilot stands: the chosen teams, and how many of the people with goals are asked."""

    is_on: bool
    chosen: tuple[Team, ...]
    asked: int
    owners: int

    @property
    def asks_nobody(self) -> bool:
        """Whether it was left to somebody to choose a team, and nobody did."""
        return self.is_on and not self.chosen


def reach(session: Session, workspace_id: str) -> Set[int] | None:
    """The ids of the teams that the schedule speaks to; None is all of them."""
    if not _is_on(session, workspace_id):
        return None
    tree = teams.all_teams(session, workspace_id)
    return {team_id for team_id in tree if _is_chosen(tree, team_id)}


def tells(session: Session, workspace_id: str, team_id: int) -> bool:
    """Whether a team gets its digest and its alerts."""
    if not _is_on(session, workspace_id):
        return True
    return _is_chosen(teams.all_teams(session, workspace_id), team_id)


def asks(session: Session, workspace_id: str, person_id: int) -> bool:
    """Whether a person is asked: a member or the lead of a team that the pilot reaches."""
    if not _is_on(session, workspace_id):
        return True
    tree = teams.all_teams(session, workspace_id)
    led = [team_id for team_id, team in tree.items() if team.lead_id == person_id]
    own = teams.teams_of_person(session, workspace_id, person_id)
    return any(_is_chosen(tree, team_id) for team_id in [*led, *own])


def asked_of(session: Session, workspace_id: str, person_ids: Sequence[int]) -> Set[int]:
    """Those of these people who are asked."""
    reached = reach(session, workspace_id)
    if reached is None:
        return set(person_ids)
    tree = teams.all_teams(session, workspace_id)
    led = {tree[team_id].lead_id for team_id in reached}
    return {*person_ids} & {*led, *teams.members(session, workspace_id, sorted(reached))}


def status(session: Session, workspace_id: str) -> Pilot:
    """How the pilot of a workspace stands."""
    tree = teams.all_teams(session, workspace_id)
    reached = reach(session, workspace_id)
    owners = set(schedules.subjects(session, workspace_id, kind="check_in"))
    asked = asked_of(session, workspace_id, sorted(owners))
    chosen = tuple(team for team in tree.values() if team.in_pilot)
    return Pilot(reached is not None, chosen, len(asked), len(owners))


def switch(session: Session, workspace_id: str, *, on: bool, at: datetime) -> bool:
    """Start or end the pilot from the command line; False when it stood so already."""
    workspace = organisation.workspace_for_update(session, workspace_id)
    assert workspace is not None
    if workspace.pilot == on:
        return False
    workspace.pilot = on
    _audit(session, workspace_id, "start_pilot" if on else "end_pilot", at=at)
    return True


def choose(session: Session, chosen: Sequence[Team], *, into: bool, at: datetime) -> None:
    """Put teams into the pilot or take them out of it, from the command line."""
    for team in chosen:
        if team.in_pilot != into:
            team.in_pilot = into
            action = "add_to_pilot" if into else "remove_from_pilot"
            _audit(session, team.workspace_id, action, at=at, team_id=team.id)


def _is_on(session: Session, workspace_id: str) -> bool:
    return session.get_one(Workspace, workspace_id).pilot


def _is_chosen(tree: Mapping[int, Team], team_id: int) -> bool:
    """Whether the team or one above it was chosen."""
    return any(team.in_pilot for team in teams.chain(tree, team_id))


def _audit(
    session: Session, workspace_id: str, action: str, *, at: datetime, team_id: int | None = None
) -> None:
    audit.add(
        session,
        workspace_id=workspace_id,
        at=at,
        actor_id=None,
        action=action,
        subject="team" if team_id else "workspace",
        subject_id=team_id,
    )
