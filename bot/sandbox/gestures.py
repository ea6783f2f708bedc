"""What people do with messages and commands, and with the bot's home tab."""

from __future__ import annotations

import uuid

from bot.sandbox import objects, payloads
from bot.sandbox.delivery import Delivery
from bot.sandbox.errors import ApiError, ControlError
from bot.sandbox.model import Conversation, Json, Kind, Message, Person
from bot.sandbox.responses import respond
from bot.sandbox.typed_text import command_text, message_text, rich_text
from bot.sandbox.workspace import Workspace


def acting(ws: Workspace, user: str) -> Person:
    """The person who acts. Raises ControlError person_not_found, person_deactivated."""
    person = ws.person(user)
    if person.deleted:
        raise ControlError("person_deactivated", f"{person.name} is deactivated and cannot act.")
    if person.id == ws.app.bot_user_id:
        raise ControlError("bot_cannot_act", "The bot acts through the Web API alone.")
    return person


def require_app(ws: Workspace) -> None:
    """Raises ControlError app_not_installed."""
    if not ws.installed:
        detail = f"The app is not installed in {ws.team.name}."
        raise ControlError("app_not_installed", detail)


def place(ws: Workspace, person: Person, channel: str | None) -> Conversation:
    """Where the person acts; None is the DM with the bot.

    Raises ControlError channel_not_found, not_a_member, app_not_installed.
    """
    if channel in (None, "", "bot"):
        require_app(ws)
        if not ws.app.messages_tab:
            detail = "The app has no messages tab, so nobody can write to it."
            raise ControlError("messages_tab_disabled", detail)
        if person.id == ws.app.bot_user_id:
            raise ControlError("channel_not_found", "The bot has no DM with itself.", status=404)
        return ws.direct_messages(person.id)
    found = ws.channels.get(str(channel))
    if found is None:
        raise ControlError("channel_not_found", f"There is no channel {channel!r}.", status=404)
    if person.id not in found.members:
        raise ControlError("not_a_member", f"{person.name} is not in {found.name}.", status=403)
    return found


def readable(ws: Workspace, user: str, channel: str) -> Conversation:
    """A conversation that the person may read: a public one, or one they are in."""
    found = ws.channels.get(channel)
    if found is not None and found.kind is Kind.PUBLIC:
        return found
    return place(ws, ws.person(user), channel)


def say(
    ws: Workspace, user: str, text: str, *, channel: str | None = None, thread_ts: str | None = None
) -> Message:
    """Write a message."""
    person = acting(ws, user)
    where = place(ws, person, channel)
    if where.is_archived:
        raise ControlError("is_archived", f"#{where.name} is archived.")
    if not text.strip():
        raise ControlError("no_text", "Type something first.")
    if thread_ts and ws.messages.get(where.id, thread_ts) is None:
        raise ControlError("thread_not_found", f"There is no message {thread_ts}.", status=404)
    arrived = message_text(ws, text)
    return ws.post(
        Message(
            channel=where.id,
            ts=ws.messages.next_ts(),
            user=person.id,
            text=arrived,
            blocks=rich_text(arrived, block_id=ws.new_block_id()),
            thread_ts=thread_ts,
            bot_id=person.bot_id,
            client_msg_id=None if person.is_bot else str(uuid.uuid4()),
        )
    )


def _own_message(ws: Workspace, user: str, channel: str, ts: str) -> Message:
    message = ws.messages.get(place(ws, acting(ws, user), channel).id, ts)
    if message is None or message.user != user:
        raise ControlError("message_not_found", f"{user} has no message {ts} there.", status=404)
    return message


def edit(ws: Workspace, user: str, channel: str, ts: str, text: str) -> None:
    """Change an own message."""
    message = _own_message(ws, user, channel, ts)
    arrived = message_text(ws, text)
    ws.edit(
        message,
        text=arrived,
        blocks=rich_text(arrived, block_id=ws.new_block_id()),
        edited={"user": user, "ts": ws.messages.next_ts()},
    )


def delete(ws: Workspace, user: str, channel: str, ts: str) -> None:
    """Delete an own message."""
    ws.delete(_own_message(ws, user, channel, ts))


def open_home(ws: Workspace, user: str) -> None:
    """Look at the bot's home tab."""
    person = acting(ws, user)
    require_app(ws)
    if not ws.app.home_tab:
        raise ControlError("home_tab_disabled", "The app has no home tab.")
    home = ws.views.home(user)
    event = payloads.app_home_opened(
        person.id,
        ws.direct_messages(person.id),
        view=objects.view(home, app=ws.app, team=ws.team) if home else None,
        ts=ws.messages.next_ts(),
    )
    ws.publish("app_home_opened", event)


async def command(
    ws: Workspace, delivery: Delivery, user: str, line: str, *, channel: str | None = None
) -> Json:
    """Run a slash command; waits for the acknowledgement.

    The answer is `{ok, acked, response?}` or `{ok: false, error: "operation_timeout"}`.
    """
    person = acting(ws, user)
    require_app(ws)
    where = place(ws, person, channel)
    name, _, text = line.strip().partition(" ")
    known = next((one for one in ws.app.commands if one.name == name), None)
    if known is None:
        raise ControlError("unknown_command", f"{name} is not a command of this app.", status=404)
    path = ws.grants.response_url(person.id, where.id)
    payload = payloads.slash_command(
        known,
        command_text(ws, text.strip(), should_escape=known.should_escape),
        person=person,
        channel=where,
        app=ws.app,
        team=ws.team,
        trigger_id=ws.grants.trigger(person.id),
        response_url=f"{ws.base_url}/{path}",
    )
    ack = await delivery.request("slash_commands", payload)
    if ack is None:
        return {"ok": False, "acked": False, "error": "operation_timeout"}
    return _acknowledged(ws, ack.get("payload"), ident=path.removeprefix("response/"))


def _acknowledged(ws: Workspace, response: Json | str | None, *, ident: str) -> Json:
    if not response:
        return {"ok": True, "acked": True}
    body = {"text": response} if isinstance(response, str) else response
    try:
        respond(ws, ws.grants.find_url(ident), body)
    except ApiError as refusal:
        return {"ok": False, "acked": True, "error": refusal.code, "response": body}
    return {"ok": True, "acked": True, "response": body}
