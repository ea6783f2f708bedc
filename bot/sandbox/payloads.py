"""The payloads that the app receives, one function each, in Slack's own shapes."""

from __future__ import annotations

import secrets
from datetime import datetime

from bot.sandbox.model import (
    AppInfo,
    Command,
    Conversation,
    Json,
    Kind,
    Person,
    Team,
)

CHANNEL_TYPES = {Kind.PUBLIC: "channel", Kind.PRIVATE: "group", Kind.IM: "im"}
MESSAGE_KINDS = {
    Kind.PUBLIC: "message.channels",
    Kind.PRIVATE: "message.groups",
    Kind.IM: "message.im",
}


def event_callback(
    event: Json, *, app: AppInfo, team: Team, event_id: str, at: datetime, shared: bool
) -> Json:
    """The envelope around every event of the Events API."""
    return {
        "token": app.verification_token,
        "team_id": team.id,
        "context_team_id": team.id,
        "context_enterprise_id": None,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(at.timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team.id,
                "user_id": app.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{secrets.token_hex(24)}",
    }


def app_rate_limited(*, app: AppInfo, team_id: str, minute: int) -> Json:
    """Instead of the events of a minute in which the app had too many; it has no event inside."""
    return {
        "token": app.verification_token,
        "type": "app_rate_limited",
        "team_id": team_id,
        "minute_rate_limited": minute,
        "api_app_id": app.id,
    }


def message_posted(wire: Json, channel: Conversation) -> Json:
    """A new message in a conversation the bot is in."""
    if "files" in wire:
        wire = wire | {"subtype": "file_share"}  # guess: that history leaves the subtype out
    return wire | {
        "channel": channel.id,
        "event_ts": wire["ts"],
        "channel_type": CHANNEL_TYPES[channel.kind],
    }


def app_mention(wire: Json, channel: Conversation) -> Json:
    """A message that mentions the bot; comes beside message_posted, and never in a DM."""
    return wire | {"type": "app_mention", "channel": channel.id, "event_ts": wire["ts"]}


def message_changed(before: Json, after: Json, channel: Conversation, *, ts: str) -> Json:
    """An edited message, by a person or by the bot itself."""
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": after | {"source_team": after["team"], "user_team": after["team"]},
        "previous_message": before,
        "channel": channel.id,
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
        "channel_type": CHANNEL_TYPES[channel.kind],
    }


def message_deleted(before: Json, channel: Conversation, *, ts: str) -> Json:
    """A message that is gone."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": before,
        "channel": channel.id,
        "hidden": True,
        "deleted_ts": before["ts"],
        "ts": ts,
        "event_ts": ts,
        "channel_type": CHANNEL_TYPES[channel.kind],
    }


def person_changed(kind: str, user: Json, *, ts: str) -> Json:
    """`team_join` or `user_change` with the whole user object (never with the locale)."""
    return {"type": kind, "user": user, "cache_ts": int(ts.split(".")[0]), "event_ts": ts}


def app_home_opened(user: str, channel: Conversation, *, view: Json | None, ts: str) -> Json:
    """Somebody looks at the bot's home tab; `view` is what was published for them."""
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": channel.id,
        "tab": "home",
        "event_ts": ts,
    }
    if view is not None:
        event["view"] = view
    return event


def slash_command(
    command: Command,
    text: str,
    *,
    person: Person,
    channel: Conversation,
    app: AppInfo,
    team: Team,
    trigger_id: str,
    response_url: str,
) -> Json:
    """A slash command as typed. There is no thread in it: commands do not work in threads."""
    return {
        "token": app.verification_token,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": command.name,
        "text": text,
        "api_app_id": app.id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def channel_name(channel: Conversation) -> str:
    """The name that payloads carry: a DM and a private channel do not tell theirs."""
    names = {Kind.PUBLIC: channel.name, Kind.PRIVATE: "privategroup", Kind.IM: "directmessage"}
    return names[channel.kind]


def _interaction(kind: str, *, person: Person, app: AppInfo, team: Team) -> Json:
    return {
        "type": kind,
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": person.team_id,
        },
        "api_app_id": app.id,
        "token": app.verification_token,
        "team": {"id": team.id, "domain": team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def message_actions(
    action: Json,
    *,
    person: Person,
    channel: Conversation,
    message: Json,
    ephemeral: bool,
    state: Json,
    app: AppInfo,
    team: Team,
    trigger_id: str,
    response_url: str,
) -> Json:
    """block_actions for an element of a message. `message` is left out if it is ephemeral."""
    payload = _interaction("block_actions", person=person, app=app, team=team) | {
        "container": {
            "type": "message",
            "message_ts": message["ts"],
            "channel_id": channel.id,
            "is_ephemeral": ephemeral,
        },
        "trigger_id": trigger_id,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "state": {"values": state},
        "response_url": response_url,
        "actions": [action],
    }
    if not ephemeral:
        payload["message"] = message
    if "thread_ts" in message:
        payload["container"]["thread_ts"] = message["thread_ts"]
    return payload


def shortcut(
    callback_id: str, *, person: Person, app: AppInfo, team: Team, trigger_id: str, ts: str
) -> Json:
    """A global shortcut: no channel, no response_url."""
    return _interaction("shortcut", person=person, app=app, team=team) | {
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "action_ts": ts,
    }


def message_action(
    callback_id: str,
    *,
    person: Person,
    channel: Conversation,
    message: Json,
    app: AppInfo,
    team: Team,
    trigger_id: str,
    response_url: str,
    ts: str,
) -> Json:
    """A shortcut in the menu of a message."""
    return _interaction("message_action", person=person, app=app, team=team) | {
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "response_url": response_url,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "message": message,
        "message_ts": message["ts"],
        "action_ts": ts,
    }


def view_actions(
    action: Json, *, person: Person, view: Json, app: AppInfo, team: Team, trigger_id: str
) -> Json:
    """block_actions for an element of a modal or of the home tab: no channel, no response_url."""
    return _interaction("block_actions", person=person, app=app, team=team) | {
        "container": {"type": "view", "view_id": view["id"]},
        "trigger_id": trigger_id,
        "view": view,
        "actions": [action],
    }


def view_submission(
    view: Json, *, person: Person, app: AppInfo, team: Team, trigger_id: str
) -> Json:
    """A submitted modal; what was typed stands in view.state.values."""
    return _interaction("view_submission", person=person, app=app, team=team) | {
        "trigger_id": trigger_id,
        "view": view,
        "response_urls": [],
    }


def view_closed(view: Json, *, person: Person, app: AppInfo, team: Team, is_cleared: bool) -> Json:
    """A modal that was cancelled; `is_cleared` if all of the stack was closed at once."""
    return _interaction("view_closed", person=person, app=app, team=team) | {
        "view": view,
        "is_cleared": is_cleared,
    }
