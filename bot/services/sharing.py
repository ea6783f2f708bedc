"""Shows a goal or a team to a channel: first to the person alone, then posted if they say so."""

import re
from dataclasses import dataclass

from sqlmodel import Session

from bot.domain.errors import Invalid, NotAllowed, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.protocols import Channel, SlackRefused
from bot.runtime import Runtime
from bot.services import looking, places, team_overviews
from bot.services.choices import SeveralFit, goal_named, team_named
from bot.services.overviews import EVERYBODY
from bot.services.places import Place
from bot.services.rows import Row
from storage import inbox, outbox, teams
from storage.outbox import Priority
from storage.tables import Workspace

_CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|[^>]*)?>")
_TEAM = re.compile(r"team:#?([0-9]{1,18})")
UNSEEN = ("channel_not_found", "not_in_channel", "missing_scope")


@dataclass(frozen=True, slots=True)
class Shared:
    """What is shown: a goal by its reference, or a team by "team:3"."""

    reference: str
    facts: Row


def preview(rt: Runtime, words: str, *, by: Actor) -> Row:
    """What would be posted where; raises as `post` does, and Invalid "share.no_channel"."""
    first, _, name = words.strip().partition(" ")
    found = _CHANNEL.fullmatch(first)
    if found is None:
        raise Invalid("share.no_channel")
    channel = _checked(rt, found[1])
    shared = _shared(rt, name.strip(), by=by)
    return {"channel": channel.id, "reference": shared.reference, **shared.facts}


def post(rt: Runtime, channel_id: str, reference: str, *, by: Actor, key: str) -> Row | None:
    """Post it as it stands now; None for what was done before.

    Raises NotFound and SeveralFit for the name, NotAllowed "share.private" and "policy.share",
    Invalid "share.not_member", "share.external", "share.archived".
    """
    channel = _checked(rt, channel_id)
    shared = _shared(rt, reference, by=by)
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        draft = places.draft(
            _place(session, by, channel.id),
            f"share:{key}",
            "goal_shared",
            {**shared.facts, "shared_by": by.slack_user_id, "shared_by_name": by.name},
            priority=Priority.INTERACTIVE,
        )
        outbox.add(session, draft, workspace_id=by.workspace_id, at=at)
    return {"channel": channel.id}


def _checked(rt: Runtime, channel_id: str) -> Channel:
    """A channel that the bot may post to, and that nobody from outside reads."""
    try:
        channel = rt.gateway.channel(channel_id)
    except SlackRefused as refused:
        if refused.code not in UNSEEN:
            raise
        raise Invalid("share.not_member", channel=channel_id) from refused
    if channel.is_archived:
        raise Invalid("share.archived", channel=channel_id)
    if channel.is_shared:
        raise Invalid("share.external", channel=channel_id)
    if not channel.is_member:
        raise Invalid("share.not_member", channel=channel_id)
    return channel


def _shared(rt: Runtime, name: str, *, by: Actor) -> Shared:
    """The team of that name, else the goal; without a name one's own team."""
    authorize(by, Action.SHARE, EVERYBODY)
    team = _TEAM.fullmatch(name)
    if team is not None:
        return _of_team(rt, f"#{team[1]}", by=by)
    if not name or _is_team(rt, name, by=by):
        return _of_team(rt, name or None, by=by)
    with rt.reading() as session:
        found = goal_named(session, by, name)
        if found.objective.visibility == "private":
            raise NotAllowed("share.private", title=found.title, who=())
        if found.objective.state == "draft":
            raise Invalid("share.draft", title=found.title)
    return Shared(
        found.reference, {"what": "goal", "goal": looking.show(rt, found.reference, by=by)}
    )


def _of_team(rt: Runtime, name: str | None, *, by: Actor) -> Shared:
    facts = team_overviews.team(rt, name, by=by)
    return Shared(f"team:{facts['team_id']}", {"what": "team", "team": facts})


def _is_team(rt: Runtime, name: str, *, by: Actor) -> bool:
    """A name that fits a team, and no goal as well."""
    with rt.reading() as session:
        try:
            goal_named(session, by, name)
        except SeveralFit as several:
            if not several.guessed:
                return False
        except NotFound:
            pass
        else:
            return False
        try:
            team_named(session, by, name, teams.all_teams(session, by.workspace_id))
        except (NotFound, SeveralFit):
            return False
    return True


def _place(session: Session, by: Actor, channel_id: str) -> Place:
    """The channel in the language of the team whose it is, else of the workspace."""
    workspace = session.get_one(Workspace, by.workspace_id)
    tree = teams.all_teams(session, by.workspace_id)
    own = next((team for team in tree.values() if team.channel_id == channel_id), None)
    locale = (own.locale if own else None) or workspace.locale
    return Place(channel_id, locale, workspace.tz)
