"""What people choose in Slack's own menus: shortcuts of the app, everywhere or of a message."""

from __future__ import annotations

from bot.sandbox import payloads
from bot.sandbox.delivery import Delivery
from bot.sandbox.errors import ControlError
from bot.sandbox.gestures import acting, readable, require_app
from bot.sandbox.interactions import TIMEOUT, seen_message
from bot.sandbox.model import Json, Shortcut
from bot.sandbox.workspace import Workspace


async def choose(
    ws: Workspace,
    delivery: Delivery,
    user: str,
    callback_id: str,
    *,
    channel: str | None = None,
    ts: str | None = None,
) -> Json:
    """Choose a shortcut; waits for the acknowledgement.

    The answer is `{ok, acked}` or `{ok: false, error: "operation_timeout"}`.
    """
    person = acting(ws, user)
    require_app(ws)
    known = _known(ws, callback_id)
    common: Json = {
        "person": person,
        "app": ws.app,
        "team": ws.team,
        "trigger_id": ws.grants.trigger(person.id),
        "ts": ws.messages.next_ts(),
    }
    if not known.on_message:
        payload = payloads.shortcut(callback_id, **common)
    else:
        if channel is None or ts is None:
            raise ControlError("no_message", f"{callback_id} is in the menu of a message.")
        where = readable(ws, user, channel)
        message = seen_message(ws, user, where.id, ts)
        path = ws.grants.response_url(person.id, where.id)
        payload = payloads.message_action(
            callback_id,
            channel=where,
            message=ws.wire(message),
            response_url=f"{ws.base_url}/{path}",
            **common,
        )
    ack = await delivery.request("interactive", payload)
    return TIMEOUT if ack is None else {"ok": True, "acked": True}


def _known(ws: Workspace, callback_id: str) -> Shortcut:
    found = next((one for one in ws.app.shortcuts if one.callback_id == callback_id), None)
    if found is None:
        detail = f"{callback_id!r} is not a shortcut of this app."
        raise ControlError("unknown_shortcut", detail, status=404)
    return found
