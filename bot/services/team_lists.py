"""The teams of a workspace as people look at them, and one of them as its form begins."""

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.errors import Gone
from bot.domain.people import Actor
from bot.domain.policy import Action, Relation, authorize
from bot.protocols import NotConnected, OutcomeUnknown, RateLimited, SlackRefused
from bot.runtime import Runtime
from bot.services.choices import team_named
from bot.services.rows import Row
from storage import organisation, ownership, teams
from storage.tables import Team

EVERYBODY = Relation(owner=False, helper=False, manager=False, author=False, private=False)
MOST_LISTED = 40
MOST_OFFERED = 90
#: So many members are shown in a form to be picked from; of a larger team people only join.
MOST_PICKED = 100


def listed(rt: Runtime, *, by: Actor) -> Row:
    """Every team with its lead, size and channel, each below the one that it belongs to."""
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    with rt.reading() as session:
        tree = teams.all_teams(session, by.workspace_id)
        members = organisation.members_by_team(session, by.workspace_id)
        lead_ids = sorted({team.lead_id for team in tree.values() if team.lead_id})
        leads = ownership.people_by_id(session, by.workspace_id, lead_ids)
        found = [
            {
                "id": team.id,
                "name": team.name,
                "depth": depth,
                "lead": leads[team.lead_id].name if team.lead_id in leads else None,
                "members": len(members.get(team.id or 0, ())),
                "channel": team.channel_id,
                "in_pilot": team.in_pilot,
            }
            for team, depth in _in_order(tree)
        ]
    return {
        "teams": found[:MOST_LISTED],
        "more": max(len(found) - MOST_LISTED, 0),
        "is_admin": by.is_admin,
    }


def named(rt: Runtime, name: str, *, by: Actor) -> int:
    """The id of the team of that name; raises NotFound "team.unknown", SeveralFit."""
    with rt.reading() as session:
        tree = teams.all_teams(session, by.workspace_id)
        found = team_named(session, by, name, tree).id
    assert found is not None
    return found


def form(rt: Runtime, team_id: int | None, *, by: Actor) -> Row:
    """What the form of a team begins with, None for a new one.

    Raises NotAllowed "policy.manage_teams", Gone "team.gone".
    """
    authorize(by, Action.MANAGE_TEAMS, EVERYBODY)
    with rt.reading() as session:
        tree = teams.all_teams(session, by.workspace_id)
        team = None if team_id is None else tree.get(team_id)
        if team is None and team_id is not None:
            raise Gone("team.gone")
        ids = teams.members(session, by.workspace_id, [team_id] if team_id else [])
        people = ownership.people_by_id(session, by.workspace_id, [*ids, _lead_of(team)])
    members = [people[one].slack_user_id for one in ids if people[one].slack_user_id]
    lead = people.get(_lead_of(team))
    return {
        "id": team_id,
        "name": team.name if team else "",
        "parent_id": team.parent_id if team else None,
        "parents": _parents(tree, team),
        "lead": lead.slack_user_id if lead else None,
        "channel": team.channel_id if team else None,
        "members": members if len(members) == len(ids) <= MOST_PICKED else None,
        "count": len(ids),
        "groups": _groups(rt),
        "in_pilot": team.in_pilot if team else False,
        "previews": team.previews if team else False,
    }


def _lead_of(team: Team | None) -> int:
    return (team.lead_id if team else None) or 0


def _parents(tree: Mapping[int, Team], team: Team | None) -> list[Row]:
    """The teams that it may belong to; its own parent is among them, however many there are."""
    below = set(teams.subtree(tree, team.id)) if team and team.id else set()
    known = [one for one, _ in _in_order(tree) if one.id not in below]
    known.sort(key=lambda one: not (team and one.id == team.parent_id))
    return [{"id": one.id, "name": one.name} for one in known[:MOST_OFFERED]]


def _groups(rt: Runtime) -> list[Row]:
    """The user groups of Slack; none where they cannot be read now."""
    try:
        found = rt.gateway.groups()
    except (SlackRefused, RateLimited, NotConnected, OutcomeUnknown):
        return []
    return [{"id": group_id, "name": name} for group_id, name in found[:MOST_OFFERED]]


def _in_order(tree: Mapping[int, Team]) -> Iterator[tuple[Team, int]]:
    """Each team with its depth, followed by the teams below it; all of one depth by name."""
    below: dict[int | None, list[Team]] = {}
    for team in tree.values():
        above = team.parent_id if team.parent_id in tree else None
        below.setdefault(above, []).append(team)
    waiting: list[tuple[Team, int]] = [(team, 0) for team in _by_name(below.get(None, ()))]
    while waiting:
        team, depth = waiting.pop()
        yield team, depth
        waiting += [(child, depth + 1) for child in _by_name(below.get(team.id, ()))]


def _by_name(found: Sequence[Team]) -> list[Team]:
    """The last one first, as they are taken from the end."""
    return sorted(found, key=lambda team: (team.name, team.id or 0), reverse=True)
