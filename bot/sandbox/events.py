"""Events beside messages and people, one function each, in Slack's own shapes."""

from __future__ import annotations

from bot.sandbox.model import Conversation, File, Json, Kind, Message, Team


def reaction(kind: str, message: Message, *, user: str, name: str, ts: str) -> Json:
    """`reaction_added` or `reaction_removed`; `item_user` wrote the message."""
    return {
        "type": kind,
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "item_user": message.user,
        "event_ts": ts,
    }


def membership(kind: str, channel: Conversation, *, user: str, team: Team, ts: str) -> Json:
    """`member_joined_channel` or `member_left_channel` in a channel of the bot."""
    return {
        "type": kind,
        "user": user,
        "channel": channel.id,
        "channel_type": "C" if channel.kind is Kind.PUBLIC else "G",
        "team": team.id,
        "event_ts": ts,
    }


def left(kind: str, channel: Conversation, *, ts: str) -> Json:
    """`channel_left` or `group_left`: the bot itself is out."""
    return {"type": kind, "channel": channel.id, "event_ts": ts}


def file_shared(file: File, channel: str, *, user: str, ts: str) -> Json:
    """A file was shared in a conversation of the bot; files.info tells the rest."""
    return {
        "type": "file_shared",
        "channel_id": channel,
        "file_id": file.id,
        "user_id": user,
        "file": {"id": file.id},
        "event_ts": ts,
    }


def app_uninstalled(*, ts: str) -> Json:
    """The app is gone from the workspace that the envelope names."""
    return {"type": "app_uninstalled", "event_ts": ts}


def tokens_revoked(*, bots: list[str], ts: str) -> Json:
    """Tokens are dead; named are their users, never the tokens. `oauth` would be users' tokens."""
    return {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": bots}, "event_ts": ts}
