"""Whose home tabs a change is seen on: its owner's, their managers' and leads', or everybody's."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from sqlmodel import Session

from storage import goals, homes, organisation, teams
from storage.home_changes import Seen
from storage.tables import Team


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who stands above whom: managers by person, the tree of teams, who belongs to which."""

    managers: Mapping[int, int | None]
    tree: Mapping[int, Team]
    members: Mapping[int, Set[int]]

    @classmethod
    def of(cls, session: Session, workspace_id: str) -> "Organisation":
        return cls(
            organisation.managers(session, workspace_id),
            teams.all_teams(session, workspace_id),
            organisation.members_by_team(session, workspace_id),
        )

    def above(self, person_id: int) -> Set[int]:
        """The person's managers up the chain, and the leads of their teams and of those above."""
        found: set[int] = set()
        manager = self.managers.get(person_id)
        while manager is not None and manager not in found:
            found.add(manager)
            manager = self.managers.get(manager)
        own = [team_id for team_id, members in self.members.items() if person_id in members]
        return found.union(*(self.leads(team_id) for team_id in own))

    def leads(self, team_id: int | None) -> Set[int]:
        """The leads of a team and of the teams above it."""
        return {team.lead_id for team in teams.chain(self.tree, team_id) if team.lead_id}


def spread(session: Session, workspace_id: str) -> int:
    """Find out for noted changes whose tabs show them; how many changes there were."""
    changes = homes.take_changes(session, workspace_id)
    owners = homes.owners(session, workspace_id)
    if changes and owners:
        homes.changed(session, workspace_id, _seen_by(session, workspace_id, changes, owners))
    return len(changes)


def _seen_by(
    session: Session, workspace_id: str, changes: Sequence[Seen], owners: Set[int]
) -> Set[int]:
    objectives = goals.objectives_by_id(session, workspace_id, _objectives(changes))
    of_company = any(objective.level == "company" for objective in objectives.values())
    if of_company or any(change[1:] == (None, None) for change in changes):
        return owners
    people = {person_id for _, person_id, _ in changes if person_id is not None}
    people |= {objective.owner_id for objective in objectives.values()}
    known = Organisation.of(session, workspace_id)
    found = people.union(*(known.above(person_id) for person_id in people))
    found |= {lead for one in objectives.values() for lead in known.leads(one.team_id)}
    return found & owners


def _objectives(changes: Iterable[Seen]) -> Sequence[int]:
    return sorted({row_id for _, _, row_id in changes if row_id is not None})
