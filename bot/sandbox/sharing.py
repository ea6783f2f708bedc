"""Files in conversations: who may see one, how it looks, and posting it."""

from __future__ import annotations

from bot.sandbox import events
from bot.sandbox.model import File, Json, Kind, Message
from bot.sandbox.workspace import Workspace


def share(ws: Workspace, message: Message, files: list[File]) -> Message:
    """Post a message with files in it; the app hears of the message and of each file."""
    message.files = [file.id for file in files]
    for file in files:
        file.shares.setdefault(message.channel, []).append(message.ts)
    ws.post(message)
    if ws.app.bot_user_id in ws.channels[message.channel].members:
        for file in files:
            ts = ws.messages.next_ts()
            event = events.file_shared(file, message.channel, user=message.user, ts=ts)
            ws.publish("file_shared", event)
    return message


def visible_to_bot(ws: Workspace, ident: str) -> File | None:
    """A finished file that is the bot's own, or is shared where the bot may look."""
    file = ws.files.get(ident)
    if file is None or file.user == ws.app.bot_user_id:
        return file
    places = [ws.channels[channel] for channel in file.shares if channel in ws.channels]
    bot = ws.app.bot_user_id
    open_to = any(one.kind is Kind.PUBLIC or bot in one.members for one in places)
    return file if open_to else None


def by_address(ws: Workspace, address: str) -> File | None:
    """The file that an address of Slack's form `…/T…-F…/name` belongs to, if the bot sees it."""
    parts = address.rpartition("/files-pri/")[2].split("/")
    team, _, ident = parts[0].partition("-")
    return visible_to_bot(ws, ident) if team == ws.team.id else None


def shares(ws: Workspace, file: File) -> Json:
    """Where a file is shared, as files.info tells it: `public` and `private`, by channel."""
    found: Json = {}
    for channel_id, stamps in file.shares.items():
        channel = ws.channels.get(channel_id)
        if channel is None:
            continue
        rows = []
        for ts in stamps:
            message = ws.messages.get(channel_id, ts)
            if message is not None:
                thread = {"thread_ts": message.thread_ts} if message.thread_ts else {}
                rows.append({"ts": ts, "reply_users": [], "reply_count": 0, **thread})
        side = "public" if channel.kind is Kind.PUBLIC else "private"
        if rows:
            found.setdefault(side, {})[channel_id] = rows
    return found
