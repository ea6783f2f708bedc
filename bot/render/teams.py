"""The teams of a workspace, the form of one of them, and who answers for whom."""

from typing import Any

from bot.render import fields
from bot.render.blocks import Block, Rendered, actions, button, context, message, modal, section
from bot.render.doors import door
from bot.render.environment import Words
from bot.render.field_ids import TeamField
from bot.render.ids import Action, View
from bot.render.rows import Params

LONGEST_NAME = 80
NONE = "-"


def teams_listed(words: Words, params: Params) -> Rendered:
    """The tree of teams, to admins with a button beside each."""
    return message(words.line("fallback.teams"), _list(words, params))


def teams_form(words: Words, params: Params) -> dict[str, Any]:
    """The same as a form that nothing is filled into."""
    return modal(
        _list(words, params),
        callback_id=View.TEAMS,
        private_metadata="",
        title=words.plain("views.teams_title"),
        submit=None,
        close=words.plain("buttons.close"),
    )


def _list(words: Words, params: Params) -> list[Block]:
    may_edit = params["is_admin"]
    found = [_team(words, team, may_edit=may_edit) for team in params["teams"]]
    if not found:
        found.append(section(words.line("teams.none")))
    if params["more"]:
        found.append(context(words.line("teams.more", count=params["more"])))
    if may_edit:
        label = words.plain("teams.new")
        new = button(label, action_id=Action.TEAM_EDIT, value="new", primary=not params["teams"])
        found.append(actions("teams:new", new))
    return found


def _team(words: Words, team: Params, *, may_edit: bool) -> Block:
    text = words.mrkdwn("teams/line", team=team)
    if not may_edit:
        return section(text)
    edit = button(words.plain("teams.edit"), action_id=Action.TEAM_EDIT, value=str(team["id"]))
    return section(text, beside=edit)


def team_form(words: Words, params: Params) -> dict[str, Any]:
    """Everything about one team; `members` None: they are too many to be picked from."""
    body = [
        *_place(words, params),
        *_people(words, params),
        fields.checks(
            words.plain("teams.pilot"),
            [("pilot", words.plain("teams.in_pilot"))],
            block_id=TeamField.PILOT,
            chosen=["pilot"] if params["in_pilot"] else [],
            hint=words.plain("teams.pilot_hint"),
        ),
        fields.checks(
            words.plain("teams.previews"),
            [("previews", words.plain("teams.previews_on"))],
            block_id=TeamField.PREVIEWS,
            chosen=["previews"] if params["previews"] else [],
            hint=words.plain("teams.previews_hint"),
        ),
    ]
    title = "views.team_form_title" if params["id"] else "views.new_team_title"
    return modal(
        body,
        callback_id=View.TEAM,
        private_metadata=str(params["id"] or ""),
        title=words.plain(title),
        submit=words.plain("buttons.save"),
        close=words.plain("buttons.cancel"),
    )


def _place(words: Words, params: Params) -> list[Block]:
    """Its name, where it belongs, who leads it and where its messages go."""
    above = [(str(one["id"]), one["name"]) for one in params["parents"]]
    return [
        fields.typed(
            words.plain("teams.name"),
            block_id=TeamField.NAME,
            value=params["name"][:LONGEST_NAME],
            longest=LONGEST_NAME,
        ),
        fields.choice(
            words.plain("teams.parent"),
            [(NONE, words.plain("teams.no_parent")), *above],
            block_id=TeamField.PARENT,
            chosen=str(params["parent_id"] or NONE),
        ),
        fields.person(
            words.plain("teams.lead"),
            block_id=TeamField.LEAD,
            chosen=params["lead"],
            hint=words.plain("teams.lead_hint"),
        ),
        fields.channel(
            words.plain("teams.channel"),
            block_id=TeamField.CHANNEL,
            chosen=params["channel"],
            hint=words.plain("teams.channel_hint"),
        ),
    ]


def _people(words: Words, params: Params) -> list[Block]:
    members = params["members"]
    if members is None:
        also = fields.people(
            words.plain("teams.also"),
            block_id=TeamField.ALSO,
            hint=words.plain("teams.also_hint", count=params["count"]),
        )
    else:
        also = fields.people(
            words.plain("teams.members"), block_id=TeamField.MEMBERS, chosen=members
        )
    if not params["groups"]:
        return [also]
    group = fields.choice(
        words.plain("teams.group"),
        [(one["id"], one["name"]) for one in params["groups"]],
        block_id=TeamField.GROUP,
        chosen=None,
        hint=words.plain("teams.group_hint"),
        optional=True,
    )
    return [also, group]


def manager_set(words: Words, params: Params) -> Rendered:
    """Who answers for whom from now on, and the way back."""
    changed = params.get("changed", True)
    facts = {"person": params["person"], "manager": params["manager"], "changed": changed}
    text = words.mrkdwn("teams/manager", **facts)
    if not (changed and params.get("person_id")):
        return message(text, [section(text)])
    was = f"#{params['was_id']}" if params["was_id"] else "none"
    back = door(words.plain("teams.take_back"), f"/okr manager #{params['person_id']} {was}", 0)
    return message(text, [section(text), actions(None, back)])
