"""chat.*"""

from __future__ import annotations

import re

from bot.sandbox.errors import ApiError
from bot.sandbox.model import Conversation, Json, Kind, Message
from bot.sandbox.webapi.call import Call
from bot.sandbox.webapi.content import Content, metadata_argument, read_content, retained
from bot.sandbox.webapi.conversations import find, reachable
from bot.sandbox.workspace import Workspace


def _target(ws: Workspace, ident: str) -> Conversation:
    """Where to post: a conversation, a channel's name, or a person, which opens the DM."""
    if re.fullmatch(r"[UW][A-Z0-9]+", ident):
        if ident not in ws.people:
            raise ApiError("channel_not_found")
        return ws.direct_messages(reachable(ws, ident).id)
    if ident in ws.channels:
        return find(ws, ident)
    name = ident.removeprefix("#")
    named = (c for c in list(ws.channels.values()) if c.name == name and c.kind is not Kind.IM)
    channel = next(named, None)
    if channel is None:
        raise ApiError("channel_not_found")
    return find(ws, channel.id)


def _writable(ws: Workspace, ident: str) -> Conversation:
    channel = _target(ws, ident)
    if channel.is_archived:
        raise ApiError("is_archived")
    open_to_all = channel.kind is Kind.PUBLIC and ws.may("chat:write.public")
    if ws.app.bot_user_id not in channel.members and not open_to_all:
        raise ApiError("not_in_channel")
    if channel.kind is Kind.IM:
        if not ws.app.messages_tab:
            raise ApiError("messages_tab_disabled")
        others = [member for member in channel.members if member != ws.app.bot_user_id]
        reachable(ws, others[0])  # guess: the same refusals as when the DM is opened
    return channel


def thread_parent(ws: Workspace, call: Call, channel: Conversation) -> str | None:
    """The `thread_ts` of a call, None without one.

    Raises ApiError: thread_not_found, cannot_reply_to_message.
    """
    ts = call.text("thread_ts")
    if not ts:
        return None
    parent = ws.messages.get(channel.id, ts)
    if parent is None or parent.ephemeral_to is not None:
        raise ApiError("thread_not_found")  # guess: not among the documented errors
    if parent.thread_ts and parent.thread_ts != parent.ts:
        raise ApiError("cannot_reply_to_message")
    return ts


def bot_message(
    ws: Workspace, channel: str, content: Content, *, thread_ts: str | None = None
) -> Message:
    """A message of the bot that is not yet posted."""
    return Message(
        channel=channel,
        ts=ws.messages.next_ts(),
        user=ws.app.bot_user_id,
        bot_id=ws.app.bot_id,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        thread_ts=thread_ts,
    )


def post_message(ws: Workspace, call: Call) -> Json:
    """Post to a channel, a DM or a thread."""
    channel = _writable(ws, call.text("channel"))
    content = read_content(ws, call)
    metadata = metadata_argument(call)
    message = bot_message(ws, channel.id, content, thread_ts=thread_parent(ws, call, channel))
    message.metadata = metadata or None
    message.broadcast = message.thread_ts is not None and call.flag("reply_broadcast")
    ws.post(message)
    wire = ws.wire(message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": wire}


def post_ephemeral(ws: Workspace, call: Call) -> Json:
    """Post for one reader. Such a message is in no history and cannot be updated."""
    channel = _writable(ws, call.text("channel"))
    user = call.text("user")
    if user not in channel.members:
        raise ApiError("user_not_in_channel")
    content = read_content(ws, call)
    message = bot_message(ws, channel.id, content, thread_ts=thread_parent(ws, call, channel))
    message.ephemeral_to = user
    ws.post(message)
    return {"message_ts": message.ts}


def _existing(ws: Workspace, call: Call, ts_name: str = "ts") -> Message:
    channel = find(ws, call.text("channel"))
    message = ws.messages.get(channel.id, call.text(ts_name))
    if message is None or message.ephemeral_to is not None:
        raise ApiError("message_not_found")
    return message


def update(ws: Workspace, call: Call) -> Json:
    """Change an own message. What is not given stays: blocks, attachments and metadata."""
    message = _existing(ws, call)
    if message.user != ws.app.bot_user_id:
        raise ApiError("cant_update_message")
    if ws.channels[message.channel].is_archived:
        raise ApiError("is_inactive")
    content = retained(message, read_content(ws, call, updating=True), call)
    metadata = metadata_argument(call)
    ws.edit(
        message,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=message.metadata if metadata is None else metadata or None,
        # guess: that an update by the app is marked like an edit by a person
        edited={"user": ws.app.bot_user_id, "ts": ws.messages.next_ts()},
    )
    return {
        "channel": message.channel,
        "ts": message.ts,
        "text": message.text,
        "message": ws.wire(message, metadata=True),
    }


def delete(ws: Workspace, call: Call) -> Json:
    """Delete an own message."""
    message = _existing(ws, call)
    if message.user != ws.app.bot_user_id:
        raise ApiError("cant_delete_message")
    ws.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def get_permalink(ws: Workspace, call: Call) -> Json:
    """The address of a message in Slack's own clients."""
    message = _existing(ws, call, "message_ts")
    path = f"archives/{message.channel}/p{message.ts.replace('.', '')}"
    link = f"https://{ws.team.domain}.slack.com/{path}"
    if message.thread_ts and message.thread_ts != message.ts:
        link += f"?thread_ts={message.thread_ts}&cid={message.channel}"
    return {"channel": message.channel, "permalink": link}
