"""auth.*, team.*, users.*, apps.* and api.*."""

from __future__ import annotations

from bot.sandbox import objects
from bot.sandbox.errors import ApiError
from bot.sandbox.model import Json, Person
from bot.sandbox.webapi.call import Call
from bot.sandbox.workspace import Workspace

# users.list without a limit gives everybody at once, up to the point where Slack insists on pages.
UNPAGED = 1000  # guess: "limit_required" is documented, its threshold is not


def api_test(_ws: Workspace, call: Call) -> Json:
    """Echoes its arguments, or the error it was asked for."""
    error = call.text("error")
    if error:
        raise ApiError(error, args=call.args)
    return {"args": call.args}


def auth_test(ws: Workspace, call: Call) -> Json:
    """Who the token belongs to."""
    if call.token is not None and call.token.kind == "app":
        return {"app_name": ws.app.name, "app_id": ws.app.id}  # guess: seen, not documented
    return {
        "url": f"https://{ws.team.domain}.slack.com/",
        "team": ws.team.name,
        "user": ws.app.name,
        "team_id": ws.team.id,
        "user_id": ws.app.bot_user_id,
        "bot_id": ws.app.bot_id,
        "is_enterprise_install": False,
    }


def team_info(ws: Workspace, call: Call) -> Json:
    """The workspace."""
    if call.text("team", ws.team.id) != ws.team.id:
        raise ApiError("team_not_found")
    return {
        "team": {
            "id": ws.team.id,
            "name": ws.team.name,
            "domain": ws.team.domain,
            "url": f"https://{ws.team.domain}.slack.com/",
            "email_domain": "",
            "icon": {"image_default": True},
        }
    }


def users_list(ws: Workspace, call: Call) -> Json:
    """Everybody, by pages if a limit is given. Strangers are not in it."""
    # guess: whether and when people of other workspaces are listed
    members = [person for person in list(ws.people.values()) if not person.is_stranger]
    if "limit" not in call.args and len(members) > UNPAGED:
        raise ApiError("limit_required")
    page, cursor = call.page(members, key=lambda person: person.id, default=UNPAGED, maximum=1000)
    return {
        "members": [_wire(ws, call, person) for person in page],
        "cache_ts": int(ws.clock.now().timestamp()),
        "response_metadata": {"next_cursor": cursor},
    }


def users_info(ws: Workspace, call: Call) -> Json:
    """One person."""
    person = ws.people.get(call.text("user"))
    if person is None:
        raise ApiError("user_not_found")
    return {"user": _wire(ws, call, person)}


def users_lookup_by_email(ws: Workspace, call: Call) -> Json:
    """The active member with an address, whatever its case."""
    email = call.text("email").casefold()
    for person in list(ws.people.values()):
        if person.email.casefold() == email and not (person.deleted or person.is_stranger):
            return {"user": _wire(ws, call, person)}
    raise ApiError("users_not_found")


def _wire(ws: Workspace, call: Call, person: Person) -> Json:
    return objects.user(
        person,
        at=ws.clock.now(),
        locale=call.flag("include_locale"),
        email=ws.may("users:read.email"),
    )
