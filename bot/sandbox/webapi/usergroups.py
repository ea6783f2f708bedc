"""usergroups.*"""

from __future__ import annotations

from bot.sandbox.errors import ApiError
from bot.sandbox.model import Json, UserGroup
from bot.sandbox.webapi.call import Call
from bot.sandbox.workspace import Workspace


def groups(ws: Workspace, call: Call) -> Json:
    """All groups, the disabled ones only if asked for."""
    found = [g for g in ws.groups.values() if call.flag("include_disabled") or not g.disabled]
    return {"usergroups": [_wire(ws, call, group) for group in found]}


def users(ws: Workspace, call: Call) -> Json:
    """The people of one group."""
    group = ws.groups.get(call.text("usergroup"))
    if group is None or (group.disabled and not call.flag("include_disabled")):
        raise ApiError("no_such_subteam")  # guess: that a disabled one counts as none
    return {"users": list(group.users)}


def _wire(ws: Workspace, call: Call, group: UserGroup) -> Json:
    creator = next(iter(ws.people.values())).id
    body: Json = {
        "id": group.id,
        "team_id": ws.team.id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": group.description,
        "handle": group.handle,
        "is_external": False,
        "date_create": group.created,
        "date_update": group.updated,
        "date_delete": group.updated if group.disabled else 0,
        "auto_type": None,
        "auto_provision": False,
        "enterprise_subteam_id": "",
        "created_by": creator,
        "updated_by": creator,
        "deleted_by": creator if group.disabled else None,
        "prefs": {"channels": [], "groups": []},
    }
    if call.flag("include_users"):
        body["users"] = list(group.users)
    if call.flag("include_count"):
        body["user_count"] = len(group.users)
    return body
