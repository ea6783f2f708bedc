"""Teams as administrators arrange them in Slack."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.errors import DomainError, Gone, Invalid
from bot.domain.folding import fold
from bot.domain.people import Actor
from bot.domain.policy import Action, Relation, authorize
from bot.protocols import NotConnected, OutcomeUnknown, RateLimited, SlackRefused
from bot.runtime import Runtime
from bot.services import telling_roles
from bot.services.importing import schedule_rows
from bot.services.importing.changes import Changes
from bot.services.planning import Planner
from storage import audit, cadences, inbox, organisation, teams
from storage.tables import Team, Workspace

NOBODY_IN_PARTICULAR = Relation(
    owner=False, helper=False, manager=False, author=False, private=False
)
LONGEST_NAME = 80
NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class TeamForm:
    """What a form says; people and channels by their Slack ids, `team_id` None for a new team.

    `members` None leaves them as they are; `also` and the people of the user group `group` join.
    """

    team_id: int | None
    name: str
    parent_id: int | None
    lead: str | None
    channel: str | None
    members: Sequence[str] | None
    also: Sequence[str]
    group: str | None
    in_pilot: bool
    previews: bool = False


def check(rt: Runtime, form: TeamForm, *, by: Actor) -> Mapping[str, DomainError]:
    """What is wrong, by the name of the field."""
    with rt.reading() as session:
        return _problems(session, form, by=by)


def save(rt: Runtime, form: TeamForm, *, by: Actor, key: str) -> None:
    """Create or change a team.

    Raises NotAllowed "policy.manage_teams", Gone "team.gone", Invalid "team.no_name",
    "team.name_taken", "team.circle", "team.not_here", "team.group".
    """
    authorize(by, Action.MANAGE_TEAMS, NOBODY_IN_PARTICULAR)
    joining = [*form.also, *(_of_group(rt, form.group) if form.group else ())]
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        workspace = organisation.workspace_for_update(session, by.workspace_id)
        assert workspace is not None
        for error in _problems(session, form, by=by).values():
            raise error
        known = _known(session, by, [*form.also, *joining, *(form.members or ())])
        team = _row(session, form, by=by)
        was_led_by = team.lead_id
        _set(session, team, form)
        _set_members(session, team, form, known, joining)
        _follow(session, workspace, team, at=at)
        _audit(session, team, was_led_by, by=by, at=at, is_new=form.team_id is None)
        _tell(session, team, was_led_by, by=by, key=key, at=at)


def _problems(session: Session, form: TeamForm, *, by: Actor) -> dict[str, DomainError]:
    tree = teams.all_teams(session, by.workspace_id)
    found: dict[str, DomainError] = {}
    name = form.name.strip()
    if not any(character.isalnum() for character in name):
        found["team_name"] = Invalid("team.no_name")
    elif any(fold(one.name) == fold(name) and one.id != form.team_id for one in tree.values()):
        found["team_name"] = Invalid("team.name_taken", name=name)
    if form.parent_id is not None and form.parent_id not in tree:
        found["team_parent"] = Gone("team.gone")
    elif form.team_id in tree and form.parent_id in teams.subtree(tree, form.team_id):
        found["team_parent"] = Invalid("team.circle", name=name)
    chosen = {
        "team_lead": [form.lead] if form.lead else [],
        "team_members": form.members or (),
        "team_also": form.also,
    }
    everybody = _known(session, by, [one for ids in chosen.values() for one in ids])
    for field, ids in chosen.items():
        strangers = [one for one in ids if one not in everybody]
        if strangers:
            found[field] = Invalid("team.not_here", who=tuple(strangers))
    return found


def _known(session: Session, by: Actor, slack_user_ids: Sequence[str]) -> dict[str, int]:
    """The ids of employees by their Slack ids; nobody else can be in a team."""
    rows = organisation.people_of_slack_users(session, by.workspace_id, slack_user_ids)
    return {
        row.slack_user_id: row.id
        for row in rows
        if row.id and row.slack_user_id and row.standing == "employee"
    }


def _of_group(rt: Runtime, group: str) -> Sequence[str]:
    """Who is in a user group of Slack now."""
    try:
        return rt.gateway.group_members(group)
    except (SlackRefused, RateLimited, NotConnected, OutcomeUnknown) as error:
        raise Invalid("team.group") from error


def _row(session: Session, form: TeamForm, *, by: Actor) -> Team:
    if form.team_id is not None:
        team = organisation.team(session, by.workspace_id, form.team_id)
        if team is None:
            raise Gone("team.gone")
        return team
    taken = organisation.teams_by_key(session, by.workspace_id)
    base = NOT_IN_A_KEY.sub("-", fold(form.name)).strip("-")[:60] or "team"
    numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    key = next(one for one in (base, *numbered) if one not in taken)
    team = Team(workspace_id=by.workspace_id, key=key, name=form.name.strip())
    session.add(team)
    session.flush()
    return team


def _set(session: Session, team: Team, form: TeamForm) -> None:
    lead = None
    if form.lead is not None:
        lead = organisation.person_of_slack_user(session, team.workspace_id, form.lead)
    team.name = form.name.strip()[:LONGEST_NAME]
    team.parent_id = form.parent_id
    team.lead_id = lead.id if lead else None
    team.channel_id = form.channel
    team.in_pilot = form.in_pilot
    team.previews = form.previews
    session.flush()


def _set_members(
    session: Session,
    team: Team,
    form: TeamForm,
    known: Mapping[str, int],
    joining: Sequence[str],
) -> None:
    """Whoever of a user group does not work here is left out."""
    assert team.id is not None
    present = organisation.members_by_team(session, team.workspace_id).get(team.id, set())
    wanted = present if form.members is None else {known[one] for one in form.members}
    wanted = wanted | {known[one] for one in joining if one in known}
    given: dict[str, Any] = {"team_id": team.id}
    for person_id in sorted(wanted - present):
        organisation.add_member(session, team.workspace_id, person_id=person_id, **given)
    for person_id in sorted(present - wanted):
        organisation.remove_member(session, team.workspace_id, person_id=person_id, **given)
    session.flush()


def _follow(session: Session, workspace: Workspace, team: Team, *, at: datetime) -> None:
    """Bring what depends on the tree of teams to it: cadences, figures, the digest."""
    cadences.inherit(session, workspace.id, teams.all_teams(session, workspace.id))
    changes = Changes(session, workspace.id)
    schedule_rows.write_team(changes, Planner(session), workspace, team, at=at)


def _audit(
    session: Session, team: Team, was_led_by: int | None, *, by: Actor, at: datetime, is_new: bool
) -> None:
    led = {"lead_id": team.lead_id, "was_id": was_led_by} if was_led_by != team.lead_id else {}
    audit.add(
        session,
        workspace_id=team.workspace_id,
        at=at,
        actor_id=by.person_id,
        action="create_team" if is_new else "change_team",
        subject="team",
        subject_id=team.id,
        detail=led,
    )


def _tell(
    session: Session, team: Team, was_led_by: int | None, *, by: Actor, key: str, at: datetime
) -> None:
    """Who leads the team from now on, and who does no more; who did it knows."""
    if was_led_by == team.lead_id:
        return
    for person_id, given in ((team.lead_id, True), (was_led_by, False)):
        person = organisation.person(session, by.workspace_id, person_id or 0)
        if person is not None and person.id != by.person_id:
            role = telling_roles.role("lead", person, given=given, of=team.name)
            telling_roles.tell(session, [person], role, by=by, key=key, at=at)
