"""reactions.*"""

from __future__ import annotations

import re

from bot.sandbox.errors import ApiError
from bot.sandbox.model import Json, Kind, Message
from bot.sandbox.reacting import CannotReact, emoji, react, unreact
from bot.sandbox.webapi.call import Call
from bot.sandbox.webapi.conversations import find
from bot.sandbox.workspace import Workspace

TIMESTAMP = re.compile(r"\d+\.\d+")


def _message(ws: Workspace, call: Call) -> Message:
    if not (call.text("channel") and call.text("timestamp")):
        raise ApiError("no_item_specified")
    channel = find(ws, call.text("channel"))
    if not TIMESTAMP.fullmatch(call.text("timestamp")):
        raise ApiError("bad_timestamp")
    message = ws.messages.get(channel.id, call.text("timestamp"))
    if message is None or message.ephemeral_to is not None:
        raise ApiError("message_not_found")
    return message


def add(ws: Workspace, call: Call) -> Json:
    """React to a message as the bot."""
    message = _message(ws, call)
    if ws.channels[message.channel].is_archived:
        raise ApiError("is_archived")
    try:
        react(ws, message, ws.app.bot_user_id, emoji(call.text("name")))
    except CannotReact as refusal:
        raise ApiError(refusal.code) from refusal
    return {}


def remove(ws: Workspace, call: Call) -> Json:
    """Take the bot's reaction back."""
    message = _message(ws, call)
    try:
        unreact(ws, message, ws.app.bot_user_id, emoji(call.text("name")))
    except CannotReact as refusal:
        raise ApiError(refusal.code) from refusal
    return {}


def get(ws: Workspace, call: Call) -> Json:
    """A message with its reactions."""
    message = _message(ws, call)
    return {"type": "message", "channel": message.channel, "message": ws.wire(message)}


def list_by_user(ws: Workspace, call: Call) -> Json:
    """What somebody reacted to, by default the bot, the newest message first."""
    user = call.text("user", ws.app.bot_user_id)
    if user not in ws.people:
        raise ApiError("user_not_found")
    bot = ws.app.bot_user_id
    found = [
        message
        for channel in list(ws.channels.values())
        if channel.kind is Kind.PUBLIC or bot in channel.members
        for message in ws.messages.visible(channel.id, bot)
        if any(user in users for users in message.reactions.values())
    ]
    found.sort(key=lambda message: (message.ts, message.channel), reverse=True)
    page, cursor = call.page(found, key=_key, default=100, maximum=1000)
    items = [{"type": "message", "channel": m.channel, "message": ws.wire(m)} for m in page]
    return {"items": items, "response_metadata": {"next_cursor": cursor}}


def _key(message: Message) -> str:
    return f"{message.channel}/{message.ts}"
