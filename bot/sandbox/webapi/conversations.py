"""conversations.*"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal

from bot.sandbox import objects
from bot.sandbox.errors import ApiError
from bot.sandbox.messages import moment
from bot.sandbox.model import Conversation, Json, Kind, Message, Person
from bot.sandbox.webapi.call import Call, cursor_for
from bot.sandbox.webapi.scopes import require_scope
from bot.sandbox.workspace import Workspace

SCOPE_FAMILIES = {Kind.PUBLIC: "channels", Kind.PRIVATE: "groups", Kind.IM: "im"}
MOST_IN_GROUP_DM = 8
TYPES = {"public_channel", "private_channel", "mpim", "im"}


def find(ws: Workspace, ident: str) -> Conversation:
    """The conversation if the bot may know of it. Raises ApiError channel_not_found."""
    channel = ws.channels.get(ident)
    if channel is None:
        raise ApiError("channel_not_found")
    if channel.kind is not Kind.PUBLIC and ws.app.bot_user_id not in channel.members:
        raise ApiError("channel_not_found")
    return channel


def _read(ws: Workspace, call: Call, right: str) -> Conversation:
    channel = find(ws, call.text("channel"))
    require_scope(call, f"{SCOPE_FAMILIES[channel.kind]}:{right}")
    return channel


def _wire(ws: Workspace, channel: Conversation) -> Json:
    wire = objects.conversation(channel, bot_user=ws.app.bot_user_id, team=ws.team)
    if channel.kind is Kind.IM:
        wire["is_user_deleted"] = ws.people[wire["user"]].deleted
    else:
        wire["is_shared"] = wire["is_ext_shared"] = ws.is_shared(channel.id)
    return wire


def reachable(ws: Workspace, user: str) -> Person:
    """The person if the bot may send them a DM.

    Raises ApiError: user_not_found, cannot_dm_bot, user_disabled.
    """
    person = ws.people.get(user)
    if person is None:
        raise ApiError("user_not_found")
    # guess: these codes also when it is chat.postMessage that would open the DM
    if person.is_bot or person.id == "USLACKBOT":
        raise ApiError("cannot_dm_bot")
    if person.deleted:
        raise ApiError("user_disabled")
    return person


def conversations_open(ws: Workspace, call: Call) -> Json:
    """Open or resume the DM with one person."""
    if call.text("channel"):
        channel = find(ws, call.text("channel"))
        if channel.kind is not Kind.IM:
            raise ApiError("method_not_supported_for_channel_type")
        return {"channel": _brief(ws, call, channel), "no_op": True, "already_open": True}
    users = [user.strip() for user in call.text("users").split(",") if user.strip()]
    if not users:
        raise ApiError("users_list_not_supplied")
    if len(users) > MOST_IN_GROUP_DM:
        raise ApiError("too_many_users")
    if len(users) > 1:
        raise ApiError("sandbox_not_implemented", status=501, detail="group DMs")
    require_scope(call, "im:write")
    person = reachable(ws, users[0])
    known = {"no_op": True, "already_open": True} if ws.has_dm(person.id) else {}
    return {"channel": _brief(ws, call, ws.direct_messages(person.id)), **known}


def _brief(ws: Workspace, call: Call, channel: Conversation) -> Json:
    return _wire(ws, channel) if call.flag("return_im") else {"id": channel.id}


def conversations_list(ws: Workspace, call: Call) -> Json:
    """Public channels, and what else of `types` the bot is in."""
    types = {kind.strip() for kind in call.text("types", "public_channel").split(",")}
    if not types <= TYPES:
        raise ApiError("invalid_types")
    for kind in Kind:
        if kind.value in types:
            require_scope(call, f"{SCOPE_FAMILIES[kind]}:read")
    if "mpim" in types:  # there are none here, but the right to see them is asked for
        require_scope(call, "mpim:read")
    bot = ws.app.bot_user_id
    found = [
        channel
        for channel in list(ws.channels.values())
        if channel.kind.value in types
        and (channel.kind is Kind.PUBLIC or bot in channel.members)
        and not (call.flag("exclude_archived") and channel.is_archived)
    ]
    page, cursor = call.page(found, key=lambda channel: channel.id, default=100, maximum=1000)
    wires = [_wire(ws, channel) | _count(channel) for channel in page]
    return {"channels": wires, "response_metadata": {"next_cursor": cursor}}


def _count(channel: Conversation) -> Json:
    return {} if channel.kind is Kind.IM else {"num_members": len(channel.members)}


def conversations_info(ws: Workspace, call: Call) -> Json:
    """One conversation."""
    channel = _read(ws, call, "read")
    wire = _wire(ws, channel)
    if call.flag("include_num_members"):
        wire |= _count(channel)
    if call.flag("include_locale") and channel.kind is Kind.IM:
        wire["locale"] = ws.people[wire["user"]].locale
    return {"channel": wire}


def conversations_members(ws: Workspace, call: Call) -> Json:
    """Ids of the members."""
    channel = _read(ws, call, "read")
    page, cursor = call.page(channel.members, key=str, default=100, maximum=1000)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def conversations_history(ws: Workspace, call: Call) -> Json:
    """Messages, the newest first, without replies."""
    channel = _joined(ws, call)
    messages = ws.messages.history(channel.id)
    low, high = _span(call, messages)
    resumed = _resumed(call)
    if resumed is not None:
        high = min(high, bisect_right(messages, resumed, key=moment))
    start = max(low, high - _limit(call))
    following = messages[start - 1] if start > low else None
    return _messages(ws, call, list(reversed(messages[start:high])), following)


def conversations_replies(ws: Workspace, call: Call) -> Json:
    """A thread: its parent and the replies, the oldest first."""
    channel = _joined(ws, call)
    parent = ws.messages.get(channel.id, call.text("ts"))
    if parent is None or parent.ephemeral_to is not None:
        raise ApiError("thread_not_found")
    if parent.thread_ts and parent.thread_ts != parent.ts:
        return _messages(ws, call, [parent], None)  # guess: a reply's ts gives just that reply
    replies = ws.messages.replies(channel.id, parent.ts)
    low, high = _span(call, replies)
    resumed = _resumed(call)
    first = [parent] if resumed is None else []
    if resumed is not None:
        low = max(low, bisect_left(replies, resumed, key=moment))
    end = max(low, min(high, low + _limit(call) - len(first)))
    following = replies[end] if end < high else None
    return _messages(ws, call, [*first, *replies[low:end]], following)


def _joined(ws: Workspace, call: Call) -> Conversation:
    channel = _read(ws, call, "history")
    if ws.app.bot_user_id not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def _span(call: Call, messages: Sequence[Message]) -> tuple[int, int]:
    """Where the messages between `oldest` and `latest` begin and end."""
    oldest, latest = call.timestamp("oldest"), call.timestamp("latest")
    before, after = bisect_right, bisect_left
    if call.flag("inclusive"):
        before, after = after, before
    low = 0 if oldest is None else before(messages, oldest, key=moment)
    high = len(messages) if latest is None else after(messages, latest, key=moment)
    return low, high


def _resumed(call: Call) -> Decimal | None:
    """The ts in the cursor. Raises ApiError invalid_cursor."""
    ts = call.resumed_at()
    if ts is None:
        return None
    if not re.fullmatch(r"\d+\.\d{6}", ts):
        raise ApiError("invalid_cursor")
    return Decimal(ts)


def _limit(call: Call) -> int:
    return call.limit(default=100, maximum=999)


def _messages(ws: Workspace, call: Call, page: list[Message], following: Message | None) -> Json:
    """A page of messages, and the cursor to the message that the next one begins with."""
    metadata = call.flag("include_all_metadata")
    body: Json = {
        "messages": [ws.wire(message, metadata=metadata) for message in page],
        "has_more": following is not None,
    }
    if following is not None:
        body["response_metadata"] = {"next_cursor": cursor_for(following.ts)}
    return body
