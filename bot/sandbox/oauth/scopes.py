"""The scopes that a bot token can have on Slack."""

from __future__ import annotations

from bot.sandbox.errors import ApiError

RIGHTS = {
    "app_mentions": "read",
    "assistant": "write",
    "bookmarks": "read write",
    "calls": "read write",
    "canvases": "read write",
    "channels": "history join manage read write.invites write.topic",
    "chat": "write write.customize write.public",
    "conversations.connect": "manage read write",
    "dnd": "read",
    "emoji": "read",
    "files": "read write",
    "groups": "history read write write.invites write.topic",
    "im": "history read write write.topic",
    "links.embed": "write",
    "links": "read write",
    "lists": "read write",
    "metadata.message": "read",
    "mpim": "history read write write.topic",
    "pins": "read write",
    "reactions": "read write",
    "reminders": "read write",
    "remote_files": "read share write",
    "search": "read.files read.public read.users",
    "team.billing": "read",
    "team.preferences": "read",
    "team": "read",
    "triggers": "read write",
    "usergroups": "read write",
    "users.profile": "read",
    "users": "read read.email write",
    "workflow.steps": "execute",
}
BOT_SCOPES = frozenset(
    f"{family}:{right}" for family, rights in RIGHTS.items() for right in rights.split()
) | {"commands", "incoming-webhook"}


def bot_scopes(given: str) -> tuple[str, ...]:
    """The scopes of a comma- or space-separated list, each once.

    Raises ApiError: no_scopes, invalid_scope.
    """
    names = tuple(dict.fromkeys(given.replace(",", " ").split()))
    if not names:
        raise ApiError("no_scopes", detail="The address asks for no scope.")
    unknown = [name for name in names if name not in BOT_SCOPES]
    if unknown:
        detail = f"Not a scope of a bot token: {', '.join(unknown)}."
        raise ApiError("invalid_scope", detail=detail)
    return names
