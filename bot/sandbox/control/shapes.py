"""People and channels as the control API shows them."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.sandbox.errors import ControlError
from bot.sandbox.model import AppInfo, Conversation, Json, Kind, Person
from bot.sandbox.workspace import Workspace

PERSON_FIELDS = (
    "id",
    "name",
    "display_name",
    "email",
    "tz",
    "locale",
    "title",
    "is_admin",
    "is_bot",
    "deleted",
    "is_restricted",
    "is_ultra_restricted",
    "is_stranger",
)
CHANNEL_FIELDS = ("id", "name", "is_private", "is_archived", "members", "bot_member")


def person_fields(person: Person) -> Json:
    """A person without what only Slack's own API needs."""
    return {name: getattr(person, name) for name in PERSON_FIELDS}


def channel_fields(channel: Conversation, app: AppInfo) -> Json:
    """A channel; `is_member` is about the bot."""
    return {
        "id": channel.id,
        "name": channel.name,
        "is_private": channel.kind is Kind.PRIVATE,
        "is_archived": channel.is_archived,
        "is_member": app.bot_user_id in channel.members,
        "members": list(channel.members),
    }


FLAGS = frozenset(name for name in PERSON_FIELDS if name.startswith("is_")) | {"deleted"}


def check_person(body: Json) -> None:
    """Raises ControlError invalid_argument or unknown_time_zone."""
    for name, value in body.items():
        kind = bool if name in FLAGS else str
        if value is not None and not isinstance(value, kind):
            detail = f"{name} must be {'true or false' if kind is bool else 'a text'}."
            raise ControlError("invalid_argument", detail)
    if body.get("tz") is None:
        return
    try:
        ZoneInfo(body["tz"])
    except (ZoneInfoNotFoundError, ValueError, TypeError) as broken:
        detail = f"{body['tz']!r} is no time zone; write for example Asia/Ho_Chi_Minh."
        raise ControlError("unknown_time_zone", detail) from broken


def workspace_fields(workspace: Workspace) -> Json:
    """A workspace in the list of all."""
    team = workspace.team
    return {
        "id": team.id,
        "name": team.name,
        "domain": team.domain,
        "installed": workspace.installed,
    }
