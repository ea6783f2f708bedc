"""Who joins and who leaves a channel, and what the app hears of it."""

from __future__ import annotations

from bot.sandbox import events
from bot.sandbox.errors import ControlError
from bot.sandbox.gestures import require_app
from bot.sandbox.model import Conversation, Kind
from bot.sandbox.workspace import Workspace


def change(ws: Workspace, channel: str, *, add: list[str], remove: list[str]) -> Conversation:
    """Let people, or the bot, join and leave. Who is in already, or out, changes nothing.

    Raises ControlError: channel_not_found, person_not_found, app_not_installed, is_archived,
    cant_leave_general.
    """
    found = ws.channels.get(channel)
    if found is None or found.kind is Kind.IM:
        raise ControlError("channel_not_found", f"There is no channel {channel!r}.", status=404)
    if found.is_archived:
        raise ControlError("is_archived", f"#{found.name} is archived.")
    if ws.app.bot_user_id in (*add, *remove):
        require_app(ws)
    for user in (*add, *remove):
        ws.person(user)
    if found.name == "general" and any(user != ws.app.bot_user_id for user in remove):
        raise ControlError("cant_leave_general", "Nobody can leave #general.")
    for user in dict.fromkeys(add):
        if user not in found.members:
            _join(ws, found, user)
    for user in dict.fromkeys(remove):
        if user in found.members:
            _leave(ws, found, user)
    ws.notify({"type": "state"})
    return found


def _join(ws: Workspace, channel: Conversation, user: str) -> None:
    channel.members.append(user)
    _tell(ws, "member_joined_channel", channel, user)


def _leave(ws: Workspace, channel: Conversation, user: str) -> None:
    channel.members.remove(user)
    if user != ws.app.bot_user_id:
        _tell(ws, "member_left_channel", channel, user)
        return
    # guess: of its own leaving the bot hears in this form alone
    kind = "channel_left" if channel.kind is Kind.PUBLIC else "group_left"
    ws.publish(kind, events.left(kind, channel, ts=ws.messages.next_ts()))


def _tell(ws: Workspace, kind: str, channel: Conversation, user: str) -> None:
    # The scope depends on the channel, so it is looked at here and not where events are sent.
    scope = "channels:read" if channel.kind is Kind.PUBLIC else "groups:read"
    if ws.app.bot_user_id in channel.members and ws.may(scope):
        ts = ws.messages.next_ts()
        ws.publish(kind, events.membership(kind, channel, user=user, team=ws.team, ts=ts))
