"""Slack's wire shapes of the things in the workspace: users, channels, messages, views."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from bot.sandbox.elements import current_state
from bot.sandbox.model import AppInfo, Conversation, File, Json, Kind, Message, Person, Team, View


def user(person: Person, *, at: datetime, locale: bool = False, email: bool = True) -> Json:
    """A user object; `locale` and `email` depend on what the caller asked for and may see."""
    body: Json = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "real_name": person.display_name,
        "profile": _profile(person, email=email),
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
    }
    if person.is_stranger:
        body["is_stranger"] = True
    if person.deleted:
        return body
    offset = at.astimezone(ZoneInfo(person.tz)).utcoffset()
    body |= {
        "color": "9f69e7",
        "tz": person.tz,
        "tz_label": person.tz,  # guess: Slack has its own names for the zones
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_email_confirmed": bool(person.email),
    }
    if locale:
        body["locale"] = person.locale
    return body


def _profile(person: Person, *, email: bool) -> Json:
    profile: Json = {
        "title": person.title,
        "real_name": person.display_name,
        "real_name_normalized": person.display_name,
        "display_name": "" if person.is_bot else person.display_name,
        "display_name_normalized": "" if person.is_bot else person.display_name,
        "status_text": "",
        "status_emoji": "",
        "team": person.team_id,
    }
    if person.bot_id:
        profile["bot_id"] = person.bot_id
    if email and person.email:
        profile["email"] = person.email
    return profile


def conversation(channel: Conversation, *, bot_user: str, team: Team) -> Json:
    """A conversation object as the bot sees it."""
    common: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.is_archived,
        "is_im": channel.kind is Kind.IM,
        "is_org_shared": False,
        "context_team_id": team.id,
        "updated": channel.created * 1000,
    }
    if channel.kind is Kind.IM:
        other = next((m for m in channel.members if m != bot_user), bot_user)
        return common | {"user": other, "is_user_deleted": False, "priority": 0}
    return common | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind is Kind.PUBLIC,
        "is_group": channel.kind is Kind.PRIVATE,
        "is_mpim": False,
        "is_private": channel.kind is Kind.PRIVATE,
        "is_general": channel.name == "general",
        "is_shared": False,
        "is_ext_shared": False,
        "is_member": bot_user in channel.members,
        "creator": channel.creator,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
    }


def message(
    item: Message, *, app: AppInfo, team: Team, home_team: str, metadata: bool = False
) -> Json:
    """A message as in history and events; `metadata` only for those who asked for it.

    `home_team` is the author's: for a stranger another one than `team`.
    """
    body: Json = {"type": "message", "user": item.user, "ts": item.ts}
    if item.client_msg_id:
        body["client_msg_id"] = item.client_msg_id
    if item.bot_id:
        body["bot_id"] = item.bot_id
    if item.bot_id == app.bot_id:
        body |= {"app_id": app.id, "bot_profile": bot_profile(app, team)}
    body |= {"text": item.text, "team": home_team}
    if home_team != team.id:
        body |= {"user_team": home_team, "source_team": home_team}
    if item.broadcast:
        body["subtype"] = "thread_broadcast"
    for name in ("blocks", "attachments", "thread_ts", "edited"):
        value = getattr(item, name)
        if value:
            body[name] = value
    if item.reactions:
        body["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in item.reactions.items()
        ]
    if metadata and item.metadata:
        body["metadata"] = item.metadata
    return body


def file(item: File, *, team: Team, base_url: str, is_public: bool) -> Json:
    """A file object as messages and files.info carry it, without where it is shared."""
    private = f"{base_url}/files-pri/{team.id}-{item.id}"
    name = quote(item.name)
    body: Json = {
        "id": item.id,
        "created": item.created,
        "timestamp": item.created,
        "name": item.name,
        "title": item.title,
        "mimetype": item.mimetype,
        "filetype": item.filetype,
        "pretty_type": item.filetype.upper(),  # guess: Slack has its own names for the types
        "user": item.user,
        "user_team": team.id,
        "editable": False,
        "size": len(item.content or b""),
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": is_public,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{private}/{name}",
        "url_private_download": f"{private}/download/{name}",
        "permalink": f"https://{team.domain}.slack.com/files/{item.user}/{item.id}/{name}",
        "has_rich_preview": False,
        "file_access": "visible",
    }
    if item.alt_text:
        body["alt_txt"] = item.alt_text
    return body


def bot_profile(app: AppInfo, team: Team) -> Json:
    """The sender's card on a bot's message."""
    return {
        "id": app.bot_id,
        "app_id": app.id,
        "user_id": app.bot_user_id,
        "name": app.name,
        "icons": {},
        "deleted": False,
        "updated": 0,
        "team_id": team.id,
    }


def view(item: View, *, app: AppInfo, team: Team) -> Json:
    """A view object as views.open answers it and interaction payloads carry it."""
    body = item.body
    shape: Json = {
        "id": item.id,
        "team_id": team.id,
        "type": body["type"],
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "state": {"values": current_state(body["blocks"], item.state)},
        "hash": item.hash,
        "title": body.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "previous_view_id": item.previous_id,
        "root_view_id": item.root_id,
        "app_id": app.id,
        "external_id": body.get("external_id", ""),
        "app_installed_team_id": team.id,
        "bot_id": app.bot_id,
    }
    if item.is_modal:
        shape["submit_disabled"] = body.get("submit_disabled", False)
    return shape
