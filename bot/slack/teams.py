"""Teams and managers: the list, the form of one, and the commands."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.commands.arranging import SetManager, TeamList
from bot.domain.people import Actor
from bot.logs import logger
from bot.protocols import NotConnected, OutcomeUnknown, RateLimited, SlackRefused
from bot.render import ids
from bot.render.field_ids import TeamField
from bot.runtime import Runtime
from bot.services import arranging_teams, managers, team_lists
from bot.services.arranging_teams import TeamForm
from bot.services.choices import SeveralFit
from bot.slack import fields
from bot.slack.actions import number
from bot.slack.answers import Answer, told, which
from bot.slack.payload import Incoming

log = logger(__name__)


def show(rt: Runtime, incoming: Incoming, by: Actor, asked: TeamList) -> Answer | None:
    if asked.name is None:
        return Answer("teams_listed", team_lists.listed(rt, by=by))
    try:
        team_id = team_lists.named(rt, asked.name, by=by)
    except SeveralFit as fit:
        return which("/okr các nhóm" if by.locale.startswith("vi") else "/okr teams", fit)
    params = team_lists.form(rt, team_id, by=by)
    return fields.open_form(rt, incoming, by, ids.View.TEAM, params)


def set_manager(rt: Runtime, incoming: Incoming, by: Actor, asked: SetManager) -> Answer | None:
    try:
        found = managers.set_manager(rt, asked.person, asked.manager, by=by, key=incoming.key)
    except SeveralFit as fit:
        return which("/okr quản lý" if by.locale.startswith("vi") else "/okr manager", fit)
    return told("manager_set", found)


def open_list(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    params = team_lists.listed(rt, by=by)
    return fields.open_form(rt, incoming, by, ids.View.TEAMS, params)


def open_team(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    team_id = None if incoming.value == "new" else number(incoming.value)
    params = team_lists.form(rt, team_id, by=by)
    return fields.open_form(rt, incoming, by, ids.View.TEAM, params)


def nothing(_rt: Runtime, _incoming: Incoming, _by: Actor) -> Answer | None:
    """The list has nothing to be filled in."""
    return None


def check(rt: Runtime, incoming: Incoming, by: Actor) -> Mapping[str, str]:
    found = arranging_teams.check(rt, _form(incoming), by=by)
    return {name: rt.render.field_error(error, locale=by.locale) for name, error in found.items()}


def save(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    arranging_teams.save(rt, _form(incoming), by=by, key=incoming.key)
    _refresh_list(rt, incoming, by)
    return None


def _refresh_list(rt: Runtime, incoming: Incoming, by: Actor) -> None:
    """The list below the form shows what was saved; nothing depends on it."""
    below = incoming.payload["view"].get("previous_view_id")
    if not below:
        return
    view = rt.render.view(ids.View.TEAMS, team_lists.listed(rt, by=by), locale=by.locale)
    try:
        rt.gateway.update_view(view_id=str(below), view=view)
    except (SlackRefused, RateLimited, NotConnected, OutcomeUnknown) as error:
        log.warning("teams.not_refreshed", error=str(error))


def _form(incoming: Incoming) -> TeamForm:
    form = fields.Form.of(incoming)
    return TeamForm(
        team_id=fields.whole(form.metadata),
        name=form.typed(TeamField.NAME),
        parent_id=fields.whole(form.chosen(TeamField.PARENT)),
        lead=form.chosen(TeamField.LEAD),
        channel=form.chosen(TeamField.CHANNEL),
        members=form.ticked(TeamField.MEMBERS) if form.has(TeamField.MEMBERS) else None,
        also=form.ticked(TeamField.ALSO),
        group=form.chosen(TeamField.GROUP),
        in_pilot=bool(form.ticked(TeamField.PILOT)),
        previews=bool(form.ticked(TeamField.PREVIEWS)),
    )


COMMANDS: Final[Mapping[type, Any]] = {TeamList: show, SetManager: set_manager}
