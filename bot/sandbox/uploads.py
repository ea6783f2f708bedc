"""People share files."""

from __future__ import annotations

import uuid

from bot.sandbox.errors import ControlError
from bot.sandbox.files import MOST_BYTES
from bot.sandbox.gestures import acting, place
from bot.sandbox.model import Message
from bot.sandbox.sharing import share
from bot.sandbox.typed_text import message_text, rich_text
from bot.sandbox.workspace import Workspace


def upload(
    ws: Workspace,
    user: str,
    name: str,
    content: bytes,
    *,
    channel: str | None = None,
    text: str = "",
    thread_ts: str | None = None,
) -> Message:
    """A person drops a file into a conversation, by default the DM with the bot.

    Raises ControlError: file_too_large, is_archived, thread_not_found …
    """
    person = acting(ws, user)
    where = place(ws, person, channel)
    if where.is_archived:
        raise ControlError("is_archived", f"#{where.name} is archived.")
    if len(content) > MOST_BYTES:
        limit = f"A file may have {MOST_BYTES} bytes here; this one has {len(content)}."
        raise ControlError("file_too_large", limit, status=413)
    if thread_ts and ws.messages.get(where.id, thread_ts) is None:
        raise ControlError("thread_not_found", f"There is no message {thread_ts}.", status=404)
    file = ws.files.add(name, content, user=person.id)
    arrived = message_text(ws, text)
    message = Message(
        channel=where.id,
        ts=ws.messages.next_ts(),
        user=person.id,
        text=arrived,
        blocks=rich_text(arrived, block_id=ws.new_block_id()) if arrived else None,
        thread_ts=thread_ts,
        bot_id=person.bot_id,
        client_msg_id=None if person.is_bot else str(uuid.uuid4()),
    )
    return share(ws, message, [file])
