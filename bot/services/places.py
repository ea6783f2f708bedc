"""Where a message goes, and in which language and zone it is read there."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from storage import teams
from storage.outbox import Draft, Priority
from storage.tables import Person, Team, Workspace


@dataclass(frozen=True, slots=True)
class Place:
    """A Slack id with the language and the zone of its readers."""

    target: str
    locale: str
    tz: str


def of_person(person: Person) -> Place:
    """The person's direct messages with the bot; they must be known to Slack."""
    assert person.slack_user_id is not None
    return Place(person.slack_user_id, person.locale, person.tz)


def of_team(workspace: Workspace, team: Team) -> Place | None:
    """The team's own channel."""
    if team.channel_id is None:
        return None
    return Place(team.channel_id, team.locale or workspace.locale, workspace.tz)


def of_company(workspace: Workspace) -> Place | None:
    """The channel of the whole company."""
    if workspace.company_channel_id is None:
        return None
    return Place(workspace.company_channel_id, workspace.locale, workspace.tz)


def own_channel(session: Session, workspace_id: str, team_id: int) -> Place | None:
    """The same by the team's id."""
    team = teams.all_teams(session, workspace_id).get(team_id)
    return of_team(session.get_one(Workspace, workspace_id), team) if team else None


def channel_of_team(
    session: Session, workspace_id: str, team_id: int, *, among: Set[int] | None
) -> Place | None:
    """The team's channel, else that of the nearest team above it that has one.

    Only those of the teams `among` these ids; None is all teams.
    """
    tree = teams.all_teams(session, workspace_id)
    workspace = session.get_one(Workspace, workspace_id)
    places = (
        of_team(workspace, team)
        for team in teams.chain(tree, team_id)
        if team.id and (among is None or team.id in among)
    )
    return next((place for place in places if place is not None), None)


def draft(
    place: Place,
    dedup_key: str,
    kind: str,
    params: Mapping[str, Any],
    *,
    priority: Priority,
    thread_of_id: int | None = None,
    thread_ts: str | None = None,
) -> Draft:
    """A message of `kind` to this place."""
    return Draft(
        dedup_key=dedup_key,
        kind=kind,
        params=params,
        target=place.target,
        locale=place.locale,
        tz=place.tz,
        priority=priority,
        thread_of_id=thread_of_id,
        thread_ts=thread_ts,
    )
