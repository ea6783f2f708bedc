"""Reactions of people and of the bot, and what the app hears of them."""

from __future__ import annotations

import re

from bot.sandbox import events
from bot.sandbox.errors import ControlError
from bot.sandbox.gestures import acting, place
from bot.sandbox.model import Message
from bot.sandbox.workspace import Workspace

NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")
MOST_EMOJI = 23  # guess: the error is documented, the number is not


class CannotReact(Exception):
    """A reaction that is not possible: `code` is Slack's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def emoji(given: str) -> str:
    """The name of an emoji without colons. Raises CannotReact invalid_name."""
    # guess: every name of the right form is an emoji; workspaces have their own ones
    name = given.strip(":")
    if not NAME.fullmatch(name):
        raise CannotReact("invalid_name")
    return name


def react(ws: Workspace, message: Message, user: str, name: str) -> None:
    """Add a reaction. Raises CannotReact: already_reacted, too_many_emoji."""
    users = message.reactions.get(name, [])
    if user in users:
        raise CannotReact("already_reacted")
    if not users and len(message.reactions) >= MOST_EMOJI:
        raise CannotReact("too_many_emoji")
    message.reactions[name] = [*users, user]
    _tell(ws, "reaction_added", message, user, name)


def unreact(ws: Workspace, message: Message, user: str, name: str) -> None:
    """Take a reaction back. Raises CannotReact no_reaction."""
    users = message.reactions.get(name, [])
    if user not in users:
        raise CannotReact("no_reaction")
    left = [one for one in users if one != user]
    if left:
        message.reactions[name] = left
    else:
        del message.reactions[name]
    _tell(ws, "reaction_removed", message, user, name)


def _tell(ws: Workspace, kind: str, message: Message, user: str, name: str) -> None:
    ws.notify({"type": "messages", "channel": message.channel})
    if ws.app.bot_user_id in ws.channels[message.channel].members:
        event = events.reaction(kind, message, user=user, name=name, ts=ws.messages.next_ts())
        ws.publish(kind, event)


def by_person(
    ws: Workspace, user: str, *, channel: str, ts: str, name: str, remove: bool = False
) -> None:
    """A person reacts, or takes it back.

    Raises ControlError: message_not_found, invalid_name, already_reacted, no_reaction …
    """
    where = place(ws, acting(ws, user), channel)
    message = ws.messages.get(where.id, ts)
    if message is None or message.ephemeral_to is not None:
        detail = f"There is no message {ts} to react to."
        raise ControlError("message_not_found", detail, status=404)
    try:
        (unreact if remove else react)(ws, message, user, emoji(name))
    except CannotReact as refusal:
        detail = f":{name}: cannot be {'taken back' if remove else 'given'}: {refusal.code}."
        raise ControlError(refusal.code, detail) from refusal
